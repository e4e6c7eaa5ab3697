import Foundation
import Testing
@testable import Typesetting

/// Characters that the required fonts lack; `scripts/setup --tests` installs a font that has the
/// Chinese and Japanese ones.
@Suite struct InstalledFontTests {
  let typesetter: Typesetter
  init() throws { typesetter = try Typesetter() }

  private func line(_ text: String) -> TextLine {
    typesetter.line(Label(verbatim: text), size: 20)
  }

  @Test func anInstalledFontShowsWhatTheRequiredOnesLack() throws {
    let line = line("漢字の列 x")
    #expect(line.runs.map(\.text).joined() == "漢字の列 x")
    guard case .installed(let family) = try #require(line.runs.first).face else {
      Issue.record("no installed face")
      return
    }
    #expect(typesetter.fontName(of: .installed(family)).hasPrefix(family))
    #expect(line.runs.last?.face == .regular)
    for run in line.runs where run.face != .regular {
      #expect(run.advance > 15 * Double(run.text.count))
      #expect(typesetter.outline(of: run).segments.count > 20)
    }
    #expect(typesetter.missingCharacters(in: "漢字の列 x") == [])
  }

  @Test func theFontOfACharacterDoesNotDependOnWhatWasAskedBefore() throws {
    let other = try Typesetter()
    let first = ["の", "漢", "列", "字"].map { typesetter.line(Label(verbatim: $0), size: 9) }
    let again = ["字", "列", "漢", "の"].map { other.line(Label(verbatim: $0), size: 9) }
    #expect(first == again.reversed())
  }

  @Test func aFaceThatThisMachineLacksIsReplacedByTheFallback() {
    let face = Face.installed("No Such Font")
    #expect(typesetter.fontFile(of: face) == typesetter.fontFile(of: .fallback))
    let run = TextRun(text: "ab", face: face, size: 9, origin: Point(x: 0, y: 0), advance: 0)
    #expect(!typesetter.outline(of: run).segments.isEmpty)
  }

  @Test func aFaceIsWrittenAsItsName() throws {
    for face in Face.required + [.installed("Droid Sans: Fallback")] {
      let text = try JSONEncoder().encode(face)
      #expect(try JSONDecoder().decode(Face.self, from: text) == face)
    }
    #expect(String(decoding: try JSONEncoder().encode(Face.math), as: UTF8.self) == "\"math\"")
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Face.self, from: Data("\"bold\"".utf8))
    }
  }

  @Test func aCharacterThatNoFontHasIsNamedAndReplaced() {
    // A code point that Unicode has given to no character.
    let label = Label(verbatim: "a\u{2FFE0}b\u{2FFE0}\n")
    #expect(typesetter.missingCharacters(in: label) == ["\u{2FFE0}"])
    let line = typesetter.line(label, size: 12)
    #expect(line.runs.map(\.text).joined() == "a\u{FFFD}b\u{FFFD} ")
    #expect(typesetter.missingCharacters(in: line) == ["\u{2FFE0}"])
    #expect(typesetter.missingCharacters(in: self.line("plain \u{FFFD}")) == [])
    #expect(typesetter.missingCharacters(in: "plain words, 1 − 2 ≤ ∇ é") == [])
  }

  @Test func severalThreadsOpenTheSameFont() async throws {
    let texts = ["漢字", "の列", "שלום (kg)", "العربية 12.5"]
    let expected = try texts.map { try Typesetter().line(Label(verbatim: $0), size: 11) }
    let typesetter = try Typesetter()
    await withTaskGroup(of: (Int, TextLine).self) { group in
      for i in 0..<80 {
        group.addTask {
          (i % texts.count, typesetter.line(Label(verbatim: texts[i % texts.count]), size: 11))
        }
      }
      for await (i, line) in group { #expect(line == expected[i]) }
    }
  }
}
