import Formula
import Testing

@testable import TrainingCore

@Suite struct RoundingEstimateTests {
  @Test func aResidualOfZeroUnderAFractionalPowerIsNotCalledDifferent() throws {
    // The second row's residual is exactly 0 and the power's curvature there infinite.
    let problem = try Fixture.problem(
      [("x", [0, 1, 2, 3]), ("y", [1, 0.75, 3, 5])], loss: "abs(y - f)^1.5", at: [0.5, 0.25])
    let gradient = try Evidence(measuring: problem).gradient
    #expect(gradient.comparison.verdict == .equal)
    #expect(gradient.otherRoutes.allSatisfy { $0.comparison.verdict == .equal })
  }

  @Test func outliersAmongManyRowsAreCounted() throws {
    var generator = TestGenerator(state: 7)
    var x = (0..<5000).map { _ in generator.uniform() }
    var y = x.map { 2 * $0 + generator.uniform() }
    // Two rows whose derivatives cancel in the sum leave the rounding of their own size behind.
    x[1] = 3.3e11
    y[1] = 1
    x[2501] = -3.3e11
    y[2501] = 1.5
    let evidence = try Evidence(
      measuring: try Fixture.problem([("x", x), ("y", y)], at: [1e-3, 0.1]))
    for route in evidence.gradient.otherRoutes where route.comparison.verdict == .different {
      Issue.record("\(route.name): \(route.comparison.relativeDifference)")
    }
  }

  @Test(arguments: [1, 7, 8, 127, 128, 129, 1000, 4096, 100_003])
  func theDepthOfASumIsThatOfItsOrder(count: Int) {
    #expect(Summation.depth(count) >= Self.additions(0..<count))
    #expect(Summation.depth(count) <= Self.additions(0..<count) + 16)
    #expect(Summation.deepest(count) >= Summation.depth(count))
  }

  /// The order of the sum, retold.
  private static func additions(_ range: Range<Int>) -> Int {
    if range.count < 8 { return max(0, range.count - 1) }
    if range.count > 128 {
      let middle = range.lowerBound + (range.count / 2) / 8 * 8
      return 1 + max(additions(range.lowerBound..<middle), additions(middle..<range.upperBound))
    }
    return range.count / 8 - 1 + 3 + range.count % 8
  }

  @Test func aSumsRelativeRoundingIsTheMeans() throws {
    // A badly conditioned gradient of 1000 rows: sum and mean differ by the factor alone.
    var generator = TestGenerator(state: 3)
    let x = (0..<1000).map { _ in 1e6 + generator.uniform() }
    let y = x.map { 2 * $0 + 1e-4 * generator.uniform() }
    let evidence = try Evidence(
      measuring: try Fixture.problem([("x", x), ("y", y)], at: [2, 4.9e-5]))
    let mean = evidence.gradient.comparison.expectedRounding
    let sum = try evidence.measured("A02").comparison.expectedRounding
    #expect(abs(sum / mean - 1) < 0.01)
  }

  @Test func theRefereesBoundIsNotStretched() throws {
    let gradient = try Evidence(measuring: try Fixture.line(rows: 50)).gradient
    let referee = try #require(gradient.otherRoutes.first { $0.name == "finite difference" })
    let bound = VectorNorm.euclidean(gradient.finiteDifferenceErrorBound)
    let size = VectorNorm.euclidean(gradient.gradientOfAverage)
    let tolerance = Comparison.equalWithin * referee.comparison.expectedRounding
    #expect(tolerance <= max(1.001 * bound / size, 8.001 * gradient.comparison.expectedRounding))
  }
}
