import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

@Suite struct BatchNormSizesTests {
  private func texts(_ evidence: Evidence) throws -> [String] {
    try BatchNormSizes().figure(of: evidence).layout(typesetter: Typesetter()).allText
  }

  @Test func theCurveIsWhatWasMeasured() throws {
    let evidence = try Fixtures.evidence("seed")
    let measured = try evidence.measured("D01")
    let table = try #require(measured.tables.first)
    let data = try BatchNormSizes().data(of: evidence)
    #expect(data.rows.map { $0[0] } == ["1", "2", "4"])
    #expect(data.rows.map { Double($0[1]) } == table["gradient of gamma"])
    // The last point is the left side, the one before it the halves.
    #expect(data.rows.last?[1] == table["gradient of gamma"].last?.description)
    let shown = try texts(evidence)
    for value in table["gradient of gamma"] {
      #expect(shown.contains { $0.hasSuffix(NumberText.short(value)) })
    }
  }

  @Test func theTitleSaysThatASignTurnsOnlyWhereOneDoes() throws {
    func title(_ evidence: Evidence) throws -> String {
      try texts(evidence).first { $0.contains("normalisation") } ?? ""
    }
    let turned = try Fixtures.evidence("seed")
    #expect(try title(turned).contains("turn a gradient around"))
    #expect(
      try BatchNormSizes().figure(of: turned).description.contains(
        "The sign is the other one for micro-batches of 2."))
    let kept = try Fixtures.evidence("longley")
    #expect(try title(kept).contains("depends on the batch size"))
    #expect(!(try BatchNormSizes().figure(of: kept).description.contains("The sign is the other")))
  }

  @Test func equalHalvesAreSaidToBeEqual() throws {
    let evidence = try Fixtures.evidence(
      x: [0, 1, 2, 3, 0, 1, 2, 3], y: [1, 2, 3, 5, 1, 2, 3, 5])
    #expect(try texts(evidence).contains { $0.contains("halves have the whole batch") })
  }

  @Test func aManyRowsProblemHasPowersOfTwo() throws {
    let evidence = try Fixtures.evidence("line1000")
    let sizes = try BatchNormSizes().data(of: evidence).rows.map { $0[0] }
    #expect(sizes == ["1", "2", "4", "8", "16", "32", "64", "128", "256", "512", "1000"])
    #expect(try texts(evidence).contains("100"))
  }

  @Test func tooFewRowsAndConstantPredictionsHaveNoFigure() throws {
    #expect(throws: Unavailable.self) {
      try BatchNormSizes().figure(of: try Fixtures.evidence(x: [1, 2, 3], y: [1, 3, 4]))
    }
    #expect(throws: Unavailable.self) {
      try BatchNormSizes().figure(of: try Fixtures.evidence(x: [2, 2, 2, 2], y: [1, 3, 4, 5]))
    }
  }
}
