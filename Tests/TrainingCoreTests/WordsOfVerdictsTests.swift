import Testing

@testable import TrainingCore

/// What is said beside the numbers, and what is not.
@Suite struct WordsOfVerdictsTests {
  private func measurement(_ reason: Comparison.Reason) -> CaseResult.Measurement {
    var comparison = Comparison(left: [1], right: [2], expectedRounding: 1e-15)
    comparison.settle(reason)
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: [1], referee: nil, numbers: [])
  }

  @Test func aGapByAFormulaIsLeftOutWhereNeitherSideMeansAnything() {
    for reason in [Comparison.Reason.notFinite, .noEstimate, .boundTooLarge] {
      #expect(measurement(reason).withoutBaselessGap.closedFormGap == nil)
    }
    for reason in [Comparison.Reason.accident, .undecided, .bothZero] {
      #expect(measurement(reason).withoutBaselessGap.closedFormGap == [1])
    }
  }

  @Test func aSmallCovarianceIsNotCalledZero() {
    let visible = CovarianceEvidence(
      deltas: [1, 2, 4], activations: [[1e-19, 3e-19, 2e-19], [1, 1, 1]])
    #expect(visible.whyZero.contains("too small beside"))
    let none = CovarianceEvidence(deltas: [1, 2, 3], activations: [[1, 0, 1], [1, 1, 1]])
    #expect(none.whyZero.contains("zero to rounding"))
  }

  @Test func secondMomentsEndWithAllSamplesAtOnce() throws {
    let x = (0..<20).map { Double($0 * 7 % 20) }
    let measured = try Fixture.measured(
      "C11", try Fixture.problem([("x", x), ("y", x.map { 2 * $0 - 1 })]))
    let table = try #require(measured.tables.first)
    #expect(table["batch size"] == [1, 2, 4, 8, 16, 20])
    for column in table.columns where column.name.hasPrefix("second moment, ") {
      let squared = table["squared mean, \(column.name.dropFirst(15))"]
      #expect(column.values.last == squared.last && column.values[0] > 1.1 * squared[0])
    }
  }

  private func labels(_ target: [Double]) throws -> ModelCheckInputs {
    ModelCheckInputs(
      try Fixture.problem([("x", target.indices.map(Double.init)), ("y", target)]))
  }

  @Test func labelsHaveBothClassesAndAreTheTargetsOwnIfThereAreTwo() throws {
    let own = try labels([0, 1, 1, 1, 1])
    #expect(own.labels == [0, 1, 1, 1, 1] && own.labelNote.contains("larger"))
    let median = try labels([1, 2, 3, 5])
    #expect(median.labels == [0, 0, 1, 1] && median.labelNote.contains("median"))
    let most = try labels([1, 2, 3, 3, 3])
    #expect(most.labels == [0, 0, 1, 1, 1] && most.labelNote.contains("largest"))
  }
}
