import Plotting
import Testing
import TrainingCore

@testable import Figures

@Suite struct LevelsTests {
  @Test func levelsCoverTheFieldAndDoubleAboveTheMinimum() throws {
    let values = (0...100).map { Double($0) * 0.317 }
    let levels = Levels.geometric(values)
    #expect(try #require(levels.first) <= 0)
    #expect(try #require(levels.last) >= 31.7)
    let steps = levels.dropFirst().map { $0 - levels[0] }
    for (step, next) in zip(steps, steps.dropFirst().dropLast()) { #expect(next == 2 * step) }
    #expect((5...9).contains(levels.count))
  }

  @Test func aConstantOrEmptyFieldHasOneBand() {
    #expect(Levels.geometric([3, 3, 3]) == [3, 6])
    #expect(Levels.geometric([]).count == 2)
    #expect(Levels.geometric([.nan, .infinity]).count == 2)
  }

  @Test(arguments: [1e-300, 1, 1e300]) func levelsAscendAtEveryScale(scale: Double) {
    let levels = Levels.geometric([0, 0.4 * scale, scale])
    let pairs = zip(levels, levels.dropFirst())
    #expect(pairs.allSatisfy { $0 < $1 })
    #expect(levels.allSatisfy { $0.isFinite })
  }
}

@Suite struct SubsetTests {
  @Test func fewSamplesAreAllShown() {
    #expect(Subset.indices(of: 5, limit: 5, seed: 1) == [0, 1, 2, 3, 4])
    #expect(Subset.indices(of: 0, limit: 5, seed: 1).isEmpty)
  }

  @Test func aSubsetIsDrawnWithoutRepetitionAndFollowsItsSeed() {
    let chosen = Subset.indices(of: 1000, limit: 100, seed: 7)
    #expect(chosen.count == 100)
    #expect(Set(chosen).count == 100)
    #expect(chosen == chosen.sorted())
    #expect(chosen.allSatisfy { (0..<1000).contains($0) })
    #expect(chosen == Subset.indices(of: 1000, limit: 100, seed: 7))
    #expect(chosen != Subset.indices(of: 1000, limit: 100, seed: 8))
  }
}

@Suite struct GradientChainTests {
  @Test(arguments: ["seed", "line50", "norris", "line1000"])
  func theChainEndsAtTheMeanHoweverItsArrowsAreGrouped(dataset: String) throws {
    let gradient = try Fixtures.evidence(dataset).gradient
    let chain = GradientChain(gradient.perSample, plane: (0, 1))
    let end = try #require(VectorSum(chain.vectors).chain.last)
    for (found, wanted) in [
      (end.x, gradient.averageOfGradients[0]), (end.y, gradient.averageOfGradients[1]),
    ] {
      #expect(abs(found - wanted) <= 1e-12 * max(1, abs(wanted)))
    }
    #expect(chain.showsSingleSamples == (gradient.perSample.rows <= GradientChain.limit))
    #expect(chain.vectors.count <= max(GradientChain.limit, GradientChain.sectors))
  }
}

@Suite struct FigureDataTests {
  @Test func cellsAreQuotedWhereTheyNeedIt() {
    let data = FigureData(
      header: ["plain", "a,b", "say \"so\""], rows: [["1.5", "-2", "two\nlines"], ["", "x", "y"]])
    #expect(data.csv == "plain,\"a,b\",\"say \"\"so\"\"\"\n1.5,-2,\"two\nlines\"\n,x,y\n")
  }

  @Test func aCommaBeforeACombiningMarkStillNeedsQuotes() {
    let data = FigureData(header: ["a,\u{301}b"], rows: [])
    #expect(data.csv == "\"a,\u{301}b\"\n")
  }

  /// As pandas reads them: an empty cell is no number, "inf" is one.
  @Test func whatIsNoFiniteNumberIsWrittenForReaders() {
    let data = FigureData(
      header: ["nan", "b"],
      rows: [["nan", "inf"], ["-nan", "-inf"], ["", "1.5"], ["naN", "in"]])
    #expect(data.csv == "nan,b\n,inf\n,-inf\n,1.5\nnaN,in\n")
    #expect(Array(data.shown) == [["", "∞"], ["", "−∞"], ["", "1.5"], ["naN", "in"]])
  }

  @Test func textThatASpreadsheetWouldRunIsDefused() {
    let data = FigureData(header: ["=1+1", "@x", "-1"], rows: [])
    #expect(data.csv == "'=1+1,'@x,-1\n")
  }
}

@Suite struct NumberAlignmentTests {
  @Test func alignedNumbersShareTheirLastPlace() {
    #expect(
      NumberText.aligned([-294553.2, -176308.1, 118245.1]) == ["−294550", "−176310", "118250"])
    #expect(NumberText.aligned([-8, -6, 2]) == ["−8", "−6", "2"])
    #expect(NumberText.aligned([-72.51831, -67.5162, 5.00211]) == ["−72.518", "−67.516", "5.002"])
    #expect(NumberText.aligned([1, 1e-9, 0]) == ["1", "0", "0"])
    #expect(NumberText.aligned([]).isEmpty)
  }
}

@Suite struct SumTextTests {
  @Test(arguments: [
    (-176_304.9, -118_244.9, ["−176305", "−118245", "−294550"]),
    (-6, -2, ["−6", "−2", "−8"]), (0.1, 0.2, ["0.1", "0.2", "0.3"]),
    (-1.0099e12, -1.2345e9, ["−1.0099×10¹²", "−0.0012×10¹²", "−1.0111×10¹²"]),
    (1, 0, ["1", "0", "1"]), (2.5e-9, 0.25e-9, ["2.50×10⁻⁹", "0.25×10⁻⁹", "2.75×10⁻⁹"]),
  ])
  func whatIsPrintedOfThePartsGivesWhatIsPrintedOfTheSum(
    first: Double, second: Double, texts: [String]
  ) {
    let sum = SumText(first, second, total: first + second)
    #expect([sum.first, sum.second, sum.total] == texts)
  }

  @Test func aTotalThatIsNotTheSumIsPrintedAllTheSame() {
    let sum = SumText(-6, -2, total: -5)
    #expect([sum.first, sum.second, sum.total] == ["−6", "−2", "−5"])
    let lost = SumText(.infinity, 1, total: .nan)
    #expect([lost.first, lost.second, lost.total] == ["∞", "1", "undefined"])
    #expect(SumText(0, 0, total: 0).total == "0")
    #expect(SumText(1e300, 1e300, total: 2e300).total == "2×10³⁰⁰")
  }

  @Test func whatOverflowsIsAGapInALineAndTheHighestInAField() {
    let gap = Position(1, .infinity).orGap
    #expect(gap.x.isNaN && gap.y.isNaN)
    #expect(Position(1, 2).orGap == Position(1, 2))
    let places = Position.pairsWithGaps([0, 1], [5, -.infinity])
    #expect(places[0] == Position(0, 5) && places[1].y.isNaN)
    #expect(Double.infinity.orLargest == .greatestFiniteMagnitude)
    #expect((-Double.infinity).orLargest == -.greatestFiniteMagnitude)
    #expect(3.0.orLargest == 3)
  }
}
