import Formula
import Foundation
import Testing

@testable import TrainingCore

@Suite struct OptimumTests {
  private func find(_ problem: Problem) throws -> Optimum {
    let work = try Workload(problem)
    return OptimumFinder.find(problem, work, ProblemStructure(problem, work), at: problem.at)
  }

  private func digits(_ value: Double, _ certified: Double) -> Double {
    value == certified ? 17 : -log10(abs(value - certified) / abs(certified))
  }

  @Test func norrisIsSolvedToTenDigits() throws {
    let data = Norris().dataset
    let problem = try Fixture.problem(
      data.columns.map { ($0.name, $0.values) }, at: [1, 0])
    let found = try find(problem)
    #expect(digits(found.parameters[0], 1.00211681802045) >= 10)
    #expect(digits(found.parameters[1], -0.262323073774029) >= 10)
    #expect(found.method == .leastSquares)
    #expect(found.caveat == nil)
  }

  @Test func longleyIsSolvedToNineDigits() throws {
    let certified = [
      -3482258.63459582, 15.0618722713733, -0.0358191792925910, -2.02022980381683,
      -1.03322686717359, -0.0511041056535807, 1829.15146461355,
    ]
    let problem = try Fixture.problem(
      Longley().dataset.columns.map { ($0.name, $0.values) },
      model: "b0 + b1*x1 + b2*x2 + b3*x3 + b4*x4 + b5*x5 + b6*x6",
      parameters: ["b0", "b1", "b2", "b3", "b4", "b5", "b6"],
      at: [Double](repeating: 0, count: 7), inputs: ["x1", "x2", "x3", "x4", "x5", "x6"])
    let found = try find(problem)
    for (value, truth) in zip(found.parameters, certified) {
      #expect(digits(value, truth) >= 9)
    }
  }

  @Test func anscombesSetsShareTheirLine() throws {
    for set in [Anscombe1().dataset, Anscombe2().dataset, Anscombe3().dataset, Anscombe4().dataset]
    {
      let found = try find(
        try Fixture.problem(set.columns.map { ($0.name, $0.values) }, at: [0, 0]))
      #expect(abs(found.parameters[0] - 0.5) < 1e-3)
      #expect(abs(found.parameters[1] - 3) < 3e-3)
    }
  }

  @Test func theFourPointsHaveTheirKnownLine() throws {
    let found = try find(try Fixture.hand4())
    #expect(abs(found.parameters[0] - 1.3) < 1e-14)
    #expect(abs(found.parameters[1] - 0.8) < 1e-14)
    #expect(abs(found.value - 0.075) < 1e-15)
    #expect(found.relativeGradient < 1e-14)
  }

  @Test func aConstantInputGetsTheShortestSolutionAndACaveat() throws {
    let problem = try Fixture.problem([("x", [2, 2, 2]), ("y", [1, 2, 3])])
    let found = try find(problem)
    // Every line through (2, 2) is best; the shortest has m = 0.8, b = 0.4.
    #expect(abs(found.parameters[0] - 0.8) < 1e-12)
    #expect(abs(found.parameters[1] - 0.4) < 1e-12)
    #expect(found.caveat != nil)
  }

  @Test func aCurveIsFittedByLevenbergMarquardt() throws {
    let x = (0..<20).map { Double($0) / 4 }
    let problem = try Fixture.problem(
      [("x", x), ("y", x.map { 3 * exp(-0.7 * $0) })], model: "a*exp(b*x)",
      parameters: ["a", "b"], at: [1, 0])
    let found = try find(problem)
    #expect(found.method == .levenbergMarquardt)
    #expect(abs(found.parameters[0] - 3) < 1e-9)
    #expect(abs(found.parameters[1] + 0.7) < 1e-9)
  }

  @Test func aLogisticLossIsMinimisedByNewton() throws {
    let problem = try Fixture.problem(
      [("x", [-2, -1, 0, 1, 2, 3]), ("y", [-1, 1, -1, 1, -1, 1])],
      loss: "log(1 + exp(-y*f))", at: [0, 0])
    let found = try find(problem)
    #expect(found.method == .newton)
    #expect(found.relativeGradient < 1e-8)
    #expect(found.caveat == nil)
  }

  /// With labels that a line separates, every larger multiple of it has a smaller logistic loss.
  @Test(arguments: ["logistic", "soft-margin"])
  func separableLabelsHaveNoLeastLogisticLoss(loss: String) throws {
    let low = loss == "logistic" ? 0.0 : -1
    for scale in [1e-3, 1, 1e4] {
      let x = (0..<12).map { scale * Double($0) }
      let separable = try Fixture.problem(
        [("x", x), ("y", (0..<12).map { $0 < 6 ? low : 1 })], loss: Self.formula(loss))
      let found = try find(separable)
      #expect(!found.isAttained, "\(scale)")
      #expect(found.caveat?.hasSuffix("the loss may have no least value") == true, "\(scale)")
      let mixed = try Fixture.problem(
        [("x", x), ("y", (0..<12).map { $0 < 5 || $0 == 6 ? low : 1 })],
        loss: Self.formula(loss))
      let least = try find(mixed)
      #expect(least.isAttained && least.caveat == nil, "\(scale)")
    }
  }

  /// One input with both labels, and all else on its side of it: the loss falls towards a value that
  /// it never has.
  @Test(arguments: [1, 2, 5], [0.0, 100])
  func labelsThatTouchHaveNoLeastLogisticLoss(zeros: Int, shift: Double) throws {
    let x = (0..<12).map { shift + Double($0) } + [Double](repeating: shift + 6, count: zeros)
    let y = (0..<12).map { $0 < 6 ? 0.0 : 1 } + [Double](repeating: 0, count: zeros)
    let found = try find(
      Fixture.problem([("x", x), ("y", y)], loss: Self.formula("logistic")))
    #expect(!found.isAttained)
    #expect(found.caveat?.hasSuffix("the loss may have no least value") == true)
  }

  /// What the data leave open is no valley that falls, and a least value may be flat.
  @Test func flatLeastLossesAreAttained() throws {
    let y = [0.0, 1, 0, 1, 1, 1]
    let constant = try Fixture.problem(
      [("x", [2, 2, 2, 2, 2, 2]), ("y", y)], loss: Self.formula("logistic"))
    #expect(try find(constant).isAttained)
    let x = [1.0, 2, 3, 4, 5, 6]
    for loss in ["mse", "log-cosh"] {
      let perfect = try Fixture.problem(
        [("x", x), ("y", x.map { 3 * $0 + 1 })], loss: Self.formula(loss))
      #expect(try find(perfect).isAttained, "\(loss)")
    }
    // No curvature is left where half of the residuals vanish.
    let flat = try Fixture.problem([("x", x), ("y", [0, 0, 0, 0, 1, -1])], loss: "(y - f)^4")
    #expect(try find(flat).isAttained)
  }

  private static func formula(_ loss: String) throws -> String {
    try #require(Registry.losses.first { $0.names.contains(loss) }).formula
  }

  @Test func absoluteLossFindsTheMedian() throws {
    let problem = try Fixture.problem(
      [("x", [0, 0, 0, 0, 0]), ("y", [1, 2, 3, 10, 100])], model: "c", loss: "abs(y - f)",
      parameters: ["c"], at: [0])
    #expect(abs(try find(problem).parameters[0] - 3) < 1e-6)
  }

  @Test(arguments: ["-(y - f)^2", "f - y", "-log(1 + (y - f)^2)"], [0.0, -1.5])
  func aSearchThatRunsOffHasNoLeastLoss(loss: String, shift: Double) throws {
    let x = [0.0, 1, 2, 3].map { $0 + shift }
    let problem = try Fixture.problem([("x", x), ("y", [1, 2, 3, 5])], loss: loss)
    let found = try find(problem)
    #expect(!found.isAttained)
    #expect(found.caveat != nil)
    let evidence = try Evidence(measuring: problem)
    #expect(throws: Unavailable.self) { try evidence.training.get() }
    #expect(throws: Unavailable.self) { try evidence.centredTraining.get() }
  }

  @Test func withoutALeastLossGradientsAreComparedNearZero() throws {
    let problem = try Fixture.problem(
      [("x", [0, 1, 2, 3]), ("y", [1, 2, 3, 5])], loss: "-(y - f)^2", at: [])
    #expect(try Evidence(measuring: problem).problem.at == [0, 0])
  }

  @Test func separableClassesHaveNoLeastLogisticLoss() throws {
    let problem = try Fixture.problem(
      [("x", [-2, -1, 1, 2, 3]), ("y", [-1, -1, 1, 1, 1])], loss: "log(1 + exp(-y*f))",
      at: [0, 0])
    #expect(try !find(problem).isAttained)
  }

  @Test(arguments: ["(y - f)^2", "exp((y - f)^2)", "abs(y - f)"])
  func perfectFitsAreAttained(loss: String) throws {
    let x = (0..<20).map { Double($0) / 4 }
    let columns = [("x", x), ("y", x.map { 0.1 * $0 + 0.7 })]
    #expect(try find(Fixture.problem(columns, loss: loss)).isAttained)
    let curve = [("x", x), ("y", x.map { 3 * exp(-0.7 * $0) })]
    let found = try find(
      Fixture.problem(
        curve, model: "a*exp(b*x)", loss: loss, parameters: ["a", "b"], at: [1, 0]))
    #expect(found.isAttained)
  }

  private func normal(loss: String, at: [Double] = []) throws -> Problem {
    try Fixture.problem(
      [("x", [0, 1, 2, 3, 4, 5]), ("y", [1, 2, 3, 5, 4.5, 7])], loss: loss, at: at)
  }

  @Test(arguments: ["y - f", "(y - f)^3", "y*f"])
  func aLossWithoutALeastValueIsComparedAtAPointThatIsSaid(loss: String) throws {
    let evidence = try Evidence(measuring: normal(loss: loss))
    #expect(!evidence.optimum.isAttained)
    #expect(evidence.optimum.caveat != nil)
    #expect(evidence.problem.at.allSatisfy { $0 == 0 || $0 == 1 })
    #expect(evidence.problem.atReason.contains("no least loss was found"))
    #expect(throws: Unavailable.self) { try evidence.training.get() }
    #expect(throws: Unavailable.self) { try evidence.centredTraining.get() }
  }

  @Test func aSearchThatRanOffIsNotSaidToHaveFoundNoNumber() throws {
    let caveat = try #require(Evidence(measuring: normal(loss: "y - f")).optimum.caveat)
    #expect(caveat.contains("ran off"))
  }

  @Test func anInflectionIsNoLeastLoss() throws {
    // All points on a line: the cube's gradient is zero there, and yet it falls on one side.
    let problem = try Fixture.problem(
      [("x", [0, 1, 2, 3]), ("y", [1, 2, 3, 4])], loss: "(y - f)^3", at: [])
    #expect(try !find(problem).isAttained)
  }

  @Test func theCaveatFollowsFromTheRatioThatIsPrinted() throws {
    let evidence = try Evidence(measuring: normal(loss: "sqrt(abs(y - f))"))
    #expect(evidence.optimum.relativeGradient > 1)
    #expect(evidence.optimum.caveat != nil)
    let smooth = try Evidence(measuring: normal(loss: "(y - f)^2"))
    #expect(smooth.optimum.caveat == nil)
  }
}
