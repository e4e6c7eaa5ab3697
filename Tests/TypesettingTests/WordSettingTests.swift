import Testing
@testable import Typesetting

@Suite struct WordSettingTests {
  let typesetter: Typesetter
  init() throws { typesetter = try Typesetter() }

  private func width(_ text: String, size: Double = 100, face: Face = .regular) -> Double {
    typesetter.line(Label(verbatim: text), size: size, face: face).width
  }

  @Test func kerningMakesALineNarrowerThanItsLetters() {
    let text = "AVATAR To Yes"
    let letters = text.reduce(0) { $0 + width(String($1)) }
    #expect(width(text) < letters - 10)
  }

  @Test(arguments: ["loss", "AVATAR To Yes, P. 7/4", "step 10 of 20", "∇ ≤ 3"])
  func widthGrowsExactlyWithTheSize(text: String) {
    for size in [0.5, 7, 10.5, 64] {
      #expect(abs(width(text, size: size) - width(text, size: 1) * size) < 1e-9)
    }
  }

  @Test func advancesAreThoseOfTheFontsOwnTable() {
    // Read by another program from head, cmap and hmtx of Inter-Regular.otf in Debian 12, where
    // one em is 2816 units.
    for (letter, units) in [("H", 2084.0), ("m", 2448), (" ", 792)] {
      #expect(abs(width(letter, size: 2816) - units) < 1e-9)
    }
  }

  @Test func everyFigureIsEquallyWide() {
    let one = width("1111")
    for digit in 0...9 { #expect(width(String(repeating: "\(digit)", count: 4)) == one) }
  }

  @Test func titlesAreSetInAHeavierFace() {
    #expect(width("gradient", face: .semibold) > width("gradient"))
  }

  @Test func theNablaThatInterLacksComesFromTheMathFont() throws {
    let line = typesetter.line(Label(verbatim: "the ∇ here"), size: 12)
    #expect(line.runs.map(\.face) == [.regular, .math, .regular])
    #expect(line.runs.map(\.text) == ["the ", "∇", " here"])
    #expect(line.plainText == "the ∇ here")
  }

  @Test func runsFollowOneAnotherWithoutGaps() {
    let line = typesetter.line(Label(verbatim: "a∇b∇c"), size: 12)
    var end = 0.0
    for run in line.runs {
      #expect(abs(run.origin.x - end) < 1e-12)
      end = run.origin.x + run.advance
    }
    #expect(abs(line.width - end) < 1e-12)
  }

  @Test func everyCharacterOfOurRepertoireIsInSomeFont() {
    let repertoire =
      (32..<127).map { String(UnicodeScalar(UInt8($0))) }.joined()
      + "−×·±≤≥≠≈∈→∞∇∂ℓ–—“”‘’…°µ²³¹⁰⁴ÀÉÖàéößñαβγδεζηθλμνξπρστφχψωΓΔΘΛΣΦΨΩ𝑚𝑏𝑥ℎ𝜃ŷẍ√∑∏∫‖"
    #expect(typesetter.missingCharacters(in: Label(verbatim: repertoire)) == [])
  }

  @Test(arguments: [
    "", " ", "\n\t\r\n", "שלום עולם", "مرحبا", "漢字かな交じり文", "👩‍👩‍👧‍👦", "e\u{301}\u{302}\u{303}",
    "\u{200D}", "\u{FEFF}", "\u{0}", "\u{10FFFF}", "\u{202E}abc",
    String(repeating: "Å", count: 50_000),
  ])
  func noTextCrashes(text: String) {
    for size in [12, 0, -1, .nan, .infinity, 1e300] {
      let line = typesetter.line(Label(verbatim: text), size: size)
      #expect(line.width >= 0)
      #expect(line.ascent >= 0 && line.descent >= 0)
      _ = line.runs.prefix(3).map { typesetter.outline(of: $0) }
    }
  }

  @Test func theBoxHoldsAccentsThatReachFarUp() {
    #expect(typesetter.line("x", size: 100).ascent == 76)
    #expect(typesetter.line("x", size: 100).descent == 24)
    #expect(typesetter.line("Ǻ", size: 100).ascent > 90)
  }

  @Test func severalThreadsGetTheSameLines() async {
    let typesetter = typesetter
    let expected = typesetter.line("stops on AVATAR ∇ 12.5", size: 11)
    await withTaskGroup(of: TextLine.self) { group in
      for _ in 0..<50 {
        group.addTask { typesetter.line("stops on AVATAR ∇ 12.5", size: 11) }
      }
      for await line in group { #expect(line == expected) }
    }
  }
}
