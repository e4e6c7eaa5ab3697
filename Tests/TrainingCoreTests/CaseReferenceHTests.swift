import Testing

@testable import TrainingCore

/// Family H on the four points, against values computed elsewhere.
@Suite struct CaseReferenceHTests {
  @Test func pairsWithoutReplacementVaryLess() throws {
    let measured = try Fixture.measured("H01", try Fixture.hand4())
    #expect(measured.comparison.left[0] == 21.5)
    #expect(abs(measured.comparison.left[1] - 7 / 6) < 1e-15)
    #expect(measured.comparison.right == [32.25, 1.75])
    guard case .proportional(let factor) = measured.comparison.verdict else {
      Issue.record("\(measured.comparison.verdict)")
      return
    }
    // (N - 1) / (N - B).
    #expect(abs(factor - 1.5) < 1e-14)
    let gap = try #require(measured.closedFormGap)
    for (closed, found) in zip(gap, measured.comparison.difference) {
      #expect(abs(closed - found) < 1e-14)
    }
    func number(_ name: String) throws -> [Double] {
      try CaseReferenceDTests.number(name, measured)
    }
    #expect(try number("variance of single samples") == [64.5, 3.5])
    #expect(try number("with replacement, by the formula") == [32.25, 1.75])
    #expect(abs(try number("without replacement, by the formula")[0] - 21.5) < 1e-14)
    #expect(try number("mean over all batches without replacement") == [-8, -4])
    #expect(try number("mean over all batches with replacement") == [-8, -4])
  }

  @Test func theNoiseScaleIsTheTraceOverTheSquaredMean() throws {
    let measured = try Fixture.measured("H02", try Fixture.hand4())
    #expect(measured.comparison.left == [80])
    #expect(measured.comparison.right == [148])
    #expect(measured.closedFormGap == [68])
    #expect(measured.comparison.verdict == .different)
    func number(_ name: String) throws -> Double {
      try CaseReferenceDTests.number(name, measured)[0]
    }
    #expect(try number("noise scale of these samples") == 0.85)
    #expect(abs(try number("noise scale, unbiased") - 1.5813953488372094) < 1e-15)
    #expect(
      abs(try number("trace of the covariance, divided by N - 1") - 90.66666666666667) < 1e-13)
    #expect(abs(try number("mean length of the gradients") - 9.330714054574274) < 1e-14)
    #expect(abs(try number("length of the mean gradient") - 8.94427190999916) < 1e-14)
    #expect(abs(try number("root of the mean squared length") - 12.165525060596439) < 1e-14)
  }

  @Test(arguments: ["exp(m*x/4) + b", "tanh(m*x) + b", "m*x^2 + b"])
  func theFormulaHoldsForEveryModel(model: String) throws {
    var problem = try Fixture.line(rows: 23)
    problem = try Fixture.problem(
      problem.data.columns.map { ($0.name, $0.values) }, model: model, loss: "abs(y - f)^3",
      at: [0.75, 0.5])
    let variance = try Fixture.measured("H01", problem)
    let gap = try #require(variance.closedFormGap)
    for (closed, found) in zip(gap, variance.comparison.difference) {
      #expect(abs(closed - found) <= 1e-12 * abs(closed))
    }
    let scale = try Fixture.measured("H02", problem)
    let trace = try #require(scale.closedFormGap)
    #expect(abs(trace[0] - scale.comparison.difference[0]) <= 1e-12 * trace[0])
  }

  @Test func equalGradientsAreAnAccident() throws {
    let problem = try Fixture.problem([("x", [1, 1, 1, 1]), ("y", [2, 2, 2, 2])])
    let scale = try Fixture.measured("H02", problem)
    #expect(scale.comparison.reason == .accident)
    let variance = try Fixture.measured("H01", problem)
    #expect(variance.comparison.reason == .bothZero)
  }

  @Test func fewSamplesAreRefusedWithAReason() throws {
    let one = try Fixture.problem([("x", [1]), ("y", [2])])
    let two = try Fixture.problem([("x", [1, 3]), ("y", [2, 5])])
    #expect(throws: Unavailable.self) { try Fixture.measured("H01", one) }
    #expect(throws: Unavailable.self) { try Fixture.measured("H01", two) }
    #expect(throws: Unavailable.self) { try Fixture.measured("H02", one) }
    #expect(try Fixture.measured("H02", two).comparison.verdict == .different)
  }
}
