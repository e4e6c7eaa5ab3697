import Formula
import Testing

@testable import TrainingCore

/// What a case shows beside its two sides is computed apart from them.
@Suite struct CaseIndependenceTests {
  private func values(_ measured: CaseResult.Measurement, _ name: String) throws -> [Double] {
    try #require(measured.numbers.first { $0.name == name }?.values)
  }

  @Test func theCovarianceIsThatOfItsDefinition() throws {
    // A thousand miles from the origin the product of the means eats the mean of the products.
    var generator = TestGenerator(state: 11)
    let activations = (0..<64).map { _ in 1e6 + generator.uniform() }
    let deltas = activations.map { 1e6 - 3 * ($0 - 1e6) + generator.uniform() }
    let found = CovarianceEvidence(deltas: deltas, activations: [activations])
    let exact = try covariance(deltas, activations)
    #expect(abs(found.covariance[0] / exact - 1) < 1e-9)
    #expect(abs((found.meanOfProducts[0] - found.productOfMeans[0]) / exact - 1) > 1e-6)
  }

  /// N times the sum of products minus the product of the sums, over N squared, without rounding.
  private func covariance(_ left: [Double], _ right: [Double]) throws -> Double {
    let a = try left.map { try #require(Dyadic($0)) }
    let b = try right.map { try #require(Dyadic($0)) }
    let count = try #require(Dyadic(Double(left.count)))
    let products = zip(a, b).reduce(Dyadic.zero) { $0 + $1.0 * $1.1 }
    let sums = a.reduce(.zero) { $0 + $1 } * b.reduce(.zero) { $0 + $1 }
    return (count * products - sums).divided(by: left.count * left.count)
  }

  @Test func theClosedGapIsTheCovarianceAndNotTheMeasuredGap() throws {
    var input = try Fixture.caseInput(try Fixture.line(rows: 50))
    let whole = try C02MeanDeltaMeanActivation().measure(input)
    input.covariance.covariance = [5, 7]
    let closed = try C02MeanDeltaMeanActivation().measure(input)
    #expect(closed.closedFormGap == [-5, -7])
    #expect(closed.comparison == whole.comparison)
    #expect(try C01SignedErrors().measure(input).closedFormGap == [-5, -7])
    input.covariance.productOfMeans = [11, 13]
    let measured = try C02MeanDeltaMeanActivation().measure(input)
    #expect(measured.comparison.right == [11, 13])
    #expect(measured.closedFormGap == closed.closedFormGap)
  }

  @Test func theReadingsClosedGapIsTheCovarianceToo() throws {
    let problem = try Fixture.line(rows: 50)
    let work = try Workload(problem)
    let measured = try GradientMeasurement(problem, work, at: problem.at)
    var covariance = CovarianceEvidence(
      deltas: measured.samples.deltas, activations: measured.activations)
    let whole = Reading.all(work, measured, covariance)
    covariance.covariance = [5, 7]
    let changed = Reading.all(work, measured, covariance)
    #expect(changed[1].closedFormGap == [-5, -7])
    #expect(changed.map(\.comparison) == whole.map(\.comparison))
  }

  @Test func onRoundedDataClosedAndMeasuredGapsAgreeButNotInEveryBit() throws {
    for name in ["line1000", "norris", "longley"] {
      let evidence = try Evidence(measuring: Problem(Question(data: name)))
      let measured = try evidence.measured("C02")
      let closed = try #require(measured.closedFormGap)
      #expect(closed != measured.comparison.difference, "\(name)")
      let gap = Comparison(
        left: closed, right: measured.comparison.difference, expectedRounding: 1e-12)
      #expect(gap.verdict == .equal, "\(name)")
    }
  }

  @Test func theGradientOfTheSumIsNotTheSumOfTheGradients() throws {
    var input = try Fixture.caseInput(try Fixture.line(rows: 50))
    let whole = try A02SumOrMean().measure(input)
    input.gradient.perSample[0, 1] += 1000
    let changed = try A02SumOrMean().measure(input)
    #expect(changed.comparison.right != whole.comparison.right)
    #expect(
      try values(changed, "gradient of the sum") == values(whole, "gradient of the sum"))
  }

  @Test func averagedErrorsHaveThreeMechanisms() throws {
    let problem = try Fixture.line(rows: 50)
    let whole = try C01SignedErrors().measure(try Fixture.caseInput(problem))
    // Without the tape only the wrong side itself moves.
    var input = try Fixture.caseInput(problem) { $0.withoutGradientOfThePrediction }
    let untaped = try C01SignedErrors().measure(input)
    #expect(untaped.comparison.right == [0, 0])
    let (closed, referee) = ("the same by the slope of the loss", "the same by finite differences")
    #expect(try values(untaped, closed) == values(whole, closed))
    #expect(try values(untaped, referee) == values(whole, referee))
    // With other activations only the closed slope moves.
    input = try Fixture.caseInput(problem)
    input.covariance.meanActivations = [11, 13]
    let moved = try C01SignedErrors().measure(input)
    #expect(moved.comparison.right == whole.comparison.right)
    #expect(try values(moved, closed) != values(whole, closed))
    #expect(try values(moved, referee) == values(whole, referee))
  }

  @Test func theLossOfTheMeanErrorIsDifferentiatedInTwoWays() throws {
    // The intercept's mean activation is exactly 1 on 64 rows, so only the slopes can differ.
    var problem = try Fixture.line(rows: 64)
    var parted = 0
    for loss in ["tanh(y - f)^2/3", "(y - f)^2/(1 + (y - f)^2)", "sqrt(1 + (y - f)^2/3)"] {
      problem.loss = try Expression(parsing: loss)
      var input = try Fixture.caseInput(problem)
      for step in 1...40 {
        let residual = 0.137 * Double(step)
        input.samples.residuals = [Double](repeating: residual, count: 64)
        let measured = try C01SignedErrors().measure(input)
        let dual = measured.comparison.right[1]
        let symbolic = try values(measured, "the same by the slope of the loss")[1]
        #expect(VectorNorm.ulps(dual, symbolic) <= 64, "\(loss) \(residual)")
        if dual != symbolic { parted += 1 }
      }
    }
    #expect(parted > 10)
  }

  @Test func theAverageSampleHasThreeMechanisms() throws {
    let problem = try Fixture.line(rows: 50)
    let whole = try C03AveragedInputs().measure(try Fixture.caseInput(problem))
    let untaped = try C03AveragedInputs().measure(
      try Fixture.caseInput(problem) { $0.withoutReverseMode })
    #expect(untaped.comparison.right == [0, 0])
    #expect(
      try values(untaped, "the same by dual numbers") == values(whole, "the same by dual numbers"))
    let referee = try values(untaped, "the same by finite differences")
    for (value, truth) in zip(referee, whole.comparison.right) {
      #expect(abs(value - truth) < 1e-9)
    }
    #expect(try values(whole, "the same by finite differences") != whole.comparison.right)
  }
}
