import Formula
import Testing

@testable import TrainingCore

/// Each route to the gradient has a mechanism of its own: when one is broken, its route alone moves.
@Suite struct RouteIndependenceTests {
  private struct Routes: Equatable {
    var average, samples, symbolic, forward: [Double]
    var exact: [Double]?
    var referee: [Double]

    init(_ problem: Problem, _ work: Workload) throws {
      let found = try GradientMeasurement(problem, work, at: problem.at).gradient
      average = found.gradientOfAverage
      samples = found.averageOfGradients
      symbolic = found.symbolic
      forward = found.forwardMode
      exact = found.exact
      referee = found.finiteDifference
    }
  }

  private let problem: Problem
  private let work: Workload
  private let whole: Routes
  private let zero = [0.0, 0.0]

  init() throws {
    problem = try Fixture.line(rows: 50)
    work = try Workload(problem)
    whole = try Routes(problem, work)
  }

  @Test func withoutTheSamplesTapesOnlyTheirAverageMoves() throws {
    let broken = try Routes(problem, work.withoutSampleTapes)
    #expect(broken.samples == zero)
    #expect(broken.average == whole.average)
    #expect(broken.symbolic == whole.symbolic)
    #expect(broken.forward == whole.forward)
    #expect(broken.exact == whole.exact)
    expectNear(broken.referee, whole.average)
  }

  @Test func withoutReverseModeBothTapesMoveAndNothingElse() throws {
    let broken = try Routes(problem, work.withoutReverseMode)
    #expect(broken.average == zero)
    #expect(broken.samples == zero)
    #expect(broken.symbolic == whole.symbolic)
    #expect(broken.forward == whole.forward)
    #expect(broken.exact == whole.exact)
    expectNear(broken.referee, whole.average)
  }

  @Test func anotherFormulaMovesTheSymbolicRouteAlone() throws {
    var other = problem
    other.loss = try Expression(parsing: "3*(y - f)^2")
    var moved = try Routes(other, work)
    for (value, truth) in zip(moved.symbolic, whole.symbolic) {
      #expect(abs(value / truth - 3) < 1e-14)
    }
    moved.symbolic = whole.symbolic
    #expect(moved == whole)
  }

  @Test func theComparisonsAreOfTheRoutesTheyName() throws {
    let gradient = try GradientMeasurement(problem, work.withoutReverseMode, at: problem.at)
      .gradient
    let rights = Dictionary(
      uniqueKeysWithValues: gradient.otherRoutes.map { ($0.name, $0.comparison.right) })
    #expect(rights["average of gradients"] == zero)
    #expect(rights["symbolic"] == whole.symbolic)
    #expect(rights["forward mode"] == whole.forward)
    #expect(rights["finite difference"] == gradient.finiteDifference)
    #expect(rights["exact"] == whole.exact)
    #expect(gradient.otherRoutes.allSatisfy { $0.comparison.left == zero })
    #expect(gradient.comparison.left == zero && gradient.comparison.right == zero)
  }

  /// Where the order of the operations differs, so do the last bits.
  @Test func routesRoundInTheirOwnWays() throws {
    var average = 0
    var forward = 0
    var exact = 0
    for rows in 40..<60 {
      var problem = try Fixture.line(rows: rows)
      problem.at = [0.75, 5.5]
      problem.loss = try Expression(parsing: "(y - f)^2/(3 + f^2)")
      let routes = try Routes(problem, Workload(problem))
      average += routes.average == routes.samples ? 0 : 1
      forward += routes.forward == routes.symbolic ? 0 : 1
      #expect(routes.referee != routes.average && routes.referee != routes.forward)
      problem.loss = try Expression(parsing: "(y - f)^2")
      let squared = try Routes(problem, Workload(problem))
      exact += squared.exact == squared.average ? 0 : 1
    }
    #expect(average > 10)
    #expect(forward > 10)
    #expect(exact > 10)
  }

  private func expectNear(_ value: [Double], _ truth: [Double]) {
    for (value, truth) in zip(value, truth) { #expect(abs(value - truth) < 1e-9) }
  }
}
