import Testing
@testable import Typesetting

@Suite struct MathLayoutTests {
  let typesetter: Typesetter
  init() throws { typesetter = try Typesetter() }

  private func line(_ tex: String, size: Double = 20) -> TextLine {
    typesetter.line(Label(tex: tex), size: size)
  }

  private func run(_ text: String, in line: TextLine) throws -> TextRun {
    try #require(line.runs.first { $0.text == text })
  }

  /// The highest and the lowest point of a run's ink, y downwards.
  private func ink(_ run: TextRun) throws -> (top: Double, bottom: Double) {
    let heights = typesetter.outline(of: run).points.map { $0.y + run.origin.y }
    return (try #require(heights.min()), try #require(heights.max()))
  }

  @Test func aFractionsBarLiesBetweenItsParts() throws {
    for tex in [#"\frac{1}{N}"#, #"\displaystyle\frac{1}{N}"#] {
      let line = line(tex)
      let bar = try #require(line.rules.first)
      #expect(line.rules.count == 1)
      #expect(try ink(run("1", in: line)).bottom < bar.y)
      #expect(try ink(run("𝑁", in: line)).top > bar.maxY)
      #expect(bar.height > 0.5 && bar.height < 2)
    }
  }

  @Test func nestedScriptsShrinkAndRise() throws {
    let line = line("a^{b^c}")
    let runs = line.runs
    #expect(runs.map(\.text) == ["𝑎", "𝑏", "𝑐"])
    #expect(runs[0].size > runs[1].size && runs[1].size > runs[2].size)
    #expect(runs[0].origin.y > runs[1].origin.y && runs[1].origin.y > runs[2].origin.y)
    let lower = self.line("a_{b_c}").runs
    #expect(lower[0].origin.y < lower[1].origin.y && lower[1].origin.y < lower[2].origin.y)
  }

  @Test func subscriptAndSuperscriptKeepApart() throws {
    let line = line("x_{f}^{g}")
    #expect(try ink(run("𝑔", in: line)).bottom < ink(run("𝑓", in: line)).top)
  }

  @Test func limitsStandAboveAndBelowInDisplayOnly() throws {
    let display = line(#"\displaystyle\sum_{i}^{N} x"#)
    let sum = try ink(run("∑", in: display))
    #expect(try ink(run("𝑁", in: display)).bottom < sum.top)
    #expect(try ink(run("𝑖", in: display)).top > sum.bottom)
    let inline = line(#"\sum_{i}^{N} x"#)
    let after = try run("∑", in: inline)
    #expect(try run("𝑁", in: inline).origin.x >= after.origin.x + after.advance)
    #expect(display.ascent + display.descent > inline.ascent + inline.descent)
  }

  @Test func aRootsBarStartsAtTheTopOfItsSign() throws {
    for tex in [
      #"\sqrt{x}"#, #"\sqrt{\frac{a^2}{b}}"#,
      #"\sqrt{\frac{\frac{\frac ab}{c}}{\frac{\frac ab}{c}}}"#,
    ] {
      let line = line(tex)
      let sign = try run("√", in: line)
      let bar = try #require(line.rules.last)
      #expect(try abs(ink(sign).top - bar.y) < 0.1)
      #expect(abs(sign.origin.x + sign.advance - bar.x) < 0.1)
    }
  }

  @Test func anAccentStandsOverItsLetter() throws {
    let line = line(#"\bar x"#)
    let letter = try run("𝑥", in: line)
    let bar = try run("\u{304}", in: line)
    #expect(try ink(bar).bottom < ink(letter).top)
    let xs = { (run: TextRun) in self.typesetter.outline(of: run).points.map { $0.x + run.origin.x }
    }
    let middle = { (xs: [Double]) in ((xs.min() ?? 0) + (xs.max() ?? 0)) / 2 }
    #expect(abs(middle(xs(bar)) - middle(xs(letter))) < 2)
    #expect(abs(line.width - self.line("x").width) < 1e-9)
  }

  @Test func fencesGrowWithWhatTheyHold() throws {
    let line = line(#"\left(\frac{a}{b}\right)"#)
    let fence = try ink(run("(", in: line))
    #expect(try fence.top <= ink(run("𝑎", in: line)).top + 3)
    #expect(try fence.bottom >= ink(run("𝑏", in: line)).bottom - 3)
    #expect(try run("(", in: line).glyph != nil)
    #expect(try run("(", in: self.line("(a)")).glyph == nil)
  }

  @Test func aMereNumberLooksLikeTheNumbersAmongWords() throws {
    #expect(line("10^{-3}").runs.map(\.face) == [.regular, .regular, .regular])
    #expect(line("x^{-3}").runs.allSatisfy { $0.face == .math })
    #expect(abs(line("-5").width - typesetter.line("−5", size: 20).width) < 1e-9)
  }

  @Test func variablesAreItalicAndFunctionsAreNot() throws {
    #expect(line("h").runs.map(\.text) == ["ℎ"])
    #expect(line(#"\log x"#).runs.map(\.text) == ["log", "𝑥"])
    #expect(line(#"\theta\Theta"#).runs.map(\.text) == ["𝜃", "Θ"])
  }

  @Test func relationsHaveMoreSpaceThanSigns() throws {
    let gap = { (tex: String) in
      self.line(tex).width - self.line("a").width - self.line("b").width
    }
    let sign = { (tex: String) in self.line("x" + tex).width - self.line("x").width }
    #expect(gap("a=b") - sign("{=}") > gap("a+b") - sign("{+}") + 0.5)
    #expect(gap("a+b") - sign("{+}") > 1)
  }

  @Test(arguments: formulas)
  func everyFormulaLiesWithinItsBox(tex: String) throws {
    let line = line(tex)
    #expect(line.width >= 0)
    #expect(typesetter.missingCharacters(in: Label(tex: tex)) == [])
    for run in line.runs {
      for point in typesetter.outline(of: run).points {
        let (x, y) = (point.x + run.origin.x, point.y + run.origin.y)
        // Slanted letters lean out a little.
        #expect(x >= -4 && x <= line.width + 4)
        #expect(y >= -line.ascent - 0.2 && y <= line.descent + 0.2)
      }
    }
    for rule in line.rules {
      #expect(rule.x >= 0 && rule.maxX <= line.width + 1e-9)
      #expect(rule.y >= -line.ascent && rule.maxY <= line.descent)
    }
    let double = self.line(tex, size: 40)
    #expect(abs(double.width - 2 * line.width) < 1e-9)
    #expect(double.runs.map(\.glyph) == line.runs.map(\.glyph))
  }

  @Test func sizesThatMakeNoSenseDoNotCrash() {
    for size in [0, -1, .nan, .infinity, 1e308, 1e-308] {
      for tex in formulas { _ = line(tex, size: size) }
    }
  }
}
