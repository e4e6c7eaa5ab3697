import Testing
@testable import Typesetting

/// Text that runs from right to left, with DejaVu Sans for Hebrew and Arabic.
@Suite struct BidirectionalTests {
  let typesetter: Typesetter
  init() throws { typesetter = try Typesetter() }

  private func line(_ text: String) -> TextLine {
    typesetter.line(Label(verbatim: text), size: 20)
  }

  /// What the runs say from left to right.
  private func visual(_ line: TextLine) -> [String] {
    line.runs.sorted { $0.origin.x < $1.origin.x }.map(\.text)
  }

  @Test(arguments: [
    ("שלום (kg)", [")", "kg", " (", "שלום"]),
    ("العربية 12.5", ["12.5", " ", "العربية"]),
    ("mixed ABC שלום 123", ["mixed ABC ", "123", " ", "שלום"]),
    ("שלום", ["שלום"]), ("abc", ["abc"]), ("", []),
    ("a שלום עולם b", ["a ", "עולם", " ", "שלום", " b"]),
    ("12 − 5", ["12 − 5"]),
  ])
  func runsStandInVisualOrder(text: String, expected: [String]) {
    let line = line(text)
    #expect(visual(line) == expected)
    #expect(line.runs.map(\.text).joined() == text)
    #expect(line.plainText == text)
  }

  @Test func runsFillTheLineWithoutGaps() {
    let line = line("mixed ABC שלום 123 (عربي)")
    var end = 0.0
    for run in line.runs.sorted(by: { $0.origin.x < $1.origin.x }) {
      #expect(abs(run.origin.x - end) < 1e-9)
      end += run.advance
    }
    #expect(abs(line.width - end) < 1e-9)
  }

  @Test func aLabelOfSeveralStretchesOfWordsIsOneParagraph() {
    let whole = line("שלום עולם 12")
    let parts = Label(parts: [.words("שלום"), .words(" "), .words("עולם"), .words(" 12")])
    #expect(typesetter.line(parts, size: 20) == whole)
  }

  @Test func besideMathematicsWordsStartFromTheLeft() throws {
    let label = Label(parts: [.words("שלום abc "), .math("x")])
    let starts = typesetter.line(label, size: 20).runs
      .sorted { $0.origin.x < $1.origin.x }.map(\.text)
    #expect(starts == ["שלום", " abc ", "𝑥"])
    #expect(visual(line("שלום abc")) == ["abc", " ", "שלום"])
  }

  @Test func lettersOfARunAreLaidFromRightToLeft() throws {
    let run = try #require(line("שלום").runs.first)
    #expect(run.isRightToLeft)
    #expect(typesetter.glyphs(of: run).map(\.cluster) == [6, 4, 2, 0])
  }

  @Test func bracketsAreMirrored() throws {
    let run = try #require(line("(שלום)").runs.first)
    #expect(run.text == "(" && run.isRightToLeft)
    let closing = try #require(line(")").runs.first)
    #expect(typesetter.outline(of: run) == typesetter.outline(of: closing))
    #expect(run.origin.x > 0)
  }

  @Test func arabicLettersAreJoined() throws {
    let joined = try #require(line("ببب").runs.first)
    let glyphs = Set(typesetter.glyphs(of: joined).map(\.glyph))
    #expect(glyphs.count == 3)
    let alone = try #require(line("ب").runs.first)
    #expect(glyphs.isDisjoint(with: typesetter.glyphs(of: alone).map(\.glyph)))
  }

  @Test(arguments: [
    // UAX #9, rule L2: the text's levels, and the places from left to right.
    ([0, 0, 0], [0, 1, 2]), ([0, 1, 0], [0, 1, 2]), ([1, 2, 1], [2, 1, 0]),
    ([0, 1, 1, 2, 1, 0], [0, 4, 3, 2, 1, 5]), ([1, 2, 2, 3, 3, 2], [1, 2, 4, 3, 5, 0]), ([], []),
  ])
  func levelsGiveTheOrder(levels: [Int], order: [Int]) {
    #expect(VisualOrder.order(levels: levels.map(Int8.init)) == order)
  }

  @Test func aMarkMayTurnLatinLetters() throws {
    let line = line("\u{202E}abc\u{202C}d")
    let turned = try #require(line.runs.first { $0.text.contains("abc") })
    #expect(turned.isRightToLeft)
    #expect(line.runs.last?.isRightToLeft == false)
    // Rule L1: spaces at the end belong to the line, although the mark is still in force.
    let space = try #require(self.line("\u{202E}abc ").runs.last)
    #expect(space.text == " " && !space.isRightToLeft)
  }
}
