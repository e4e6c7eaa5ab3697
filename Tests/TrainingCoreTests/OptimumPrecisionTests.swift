import Formula
import Testing

@testable import TrainingCore

/// How exact an optimum is, and what is said where its gradient does not vanish.
@Suite struct OptimumPrecisionTests {
  @Test func aGradientThatIsLeftAtAKinkIsSaidToBe() throws {
    let evidence = try Evidence(measuring: Problem(Question(data: "anscombe1", loss: "mae")))
    #expect(evidence.optimum.isAttained)
    #expect(evidence.optimum.relativeGradient > 1e-2)
    #expect(evidence.optimum.caveat?.contains("kinks") == true)
    let smooth = try Evidence(measuring: Problem(Question(data: "anscombe1")))
    #expect(smooth.optimum.caveat == nil)
  }

  @Test(arguments: [1e3, 1e5, 1e7]) func aPerfectLineFarFromTheOriginIsFoundExactly(
    distance: Double
  ) throws {
    let x = (0..<20).map { distance + Double($0) }
    let problem = try Fixture.problem([("x", x), ("y", x.map { 0.5 * $0 + 3 })], at: [0, 0])
    let work = try Workload(problem)
    let found = OptimumFinder.find(
      problem, work, ProblemStructure(problem, work), at: problem.at)
    #expect(found.parameters == [0.5, 3])
  }
}
