import Formula
import Testing

@testable import TrainingCore

@Suite struct CaseDetailTests {
  private func numbers(_ evidence: Evidence, _ id: String) throws -> [String: [Double]] {
    let measured = try evidence.measured(id)
    return Dictionary(uniqueKeysWithValues: measured.numbers.map { ($0.name, $0.values) })
  }

  @Test func theStableRateIsOfAllParametersOnTheDataAsGiven() throws {
    let four = try Evidence(measuring: try Fixture.hand4())
    #expect(abs((four.largestStableRate ?? 0) - 0.23795006481866912) < 1e-14)
    // Far from the origin the training's inputs are standardised; the rate is not of those.
    let x = [1000, 1001, 1002, 1003.0]
    let far = try Evidence(measuring: try Fixture.problem([("x", x), ("y", [1, 2, 3, 5])]))
    let rate = try #require(far.largestStableRate)
    // 1 over the mean of x^2 + 1, nearly.
    #expect(abs(rate * 1_003_004.5 - 1) < 1e-5)
    #expect(try far.training.get().largestStableRate ?? 0 > 0.1)
    // Three parameters: the third counts as well.
    let three = try Evidence(
      measuring: try Fixture.problem(
        [("x", [0, 1, 2, 3]), ("y", [1, 2, 3, 5])], model: "m*x + b + 100*c",
        parameters: ["m", "b", "c"], at: [0.5, 0, 0]))
    #expect(three.largestStableRate ?? 1 < 1.0001e-4)
  }

  @Test func withoutAQuadraticThereIsNoStableRate() throws {
    let curved = try Evidence(measuring: try Fixture.hand4(model: "exp(m*x/4) + b"))
    #expect(curved.largestStableRate == nil)
    let names = try numbers(curved, "A02").keys
    #expect(names.contains("2 / largest curvature at this point, mean"))
    #expect(!names.contains { $0.hasPrefix("largest stable rate") })
  }

  @Test(arguments: ["(y - f)^2", "log(cosh(y - f))", "abs(y - f)^1.5", "exp(y - f)"])
  func theWrongSideHasARefereeAndASymbolicSlope(loss: String) throws {
    var problem = try Fixture.line(rows: 40)
    problem.loss = try Expression(
      parsing: loss == "log(cosh(y - f))" ? "log((exp(y - f) + exp(f - y))/2)" : loss)
    let evidence = try Evidence(measuring: problem)
    for id in ["C01", "C03"] {
      let right = try evidence.measured(id).comparison.right
      let found = try numbers(evidence, id)
      let referee = try #require(found["the same by finite differences"])
      for (value, other) in zip(right, referee) {
        #expect(abs(value - other) <= 1e-6 * (1 + abs(value)), "\(loss) \(id)")
      }
      if id == "C01" {
        let closed = try #require(found["the same by the slope of the loss"])
        for (value, other) in zip(right, closed) {
          #expect(abs(value - other) <= 1e-13 * (1 + abs(value)))
        }
      }
    }
  }

  @Test func dataThatCannotTellDoNotMakeTheEndsEqual() throws {
    let problem = try Fixture.problem([("x", [2, 2, 2, 2]), ("y", [1, 2, 3, 5])])
    let comparison = try Evidence(measuring: problem).measured("C04").comparison
    guard case .indistinguishable(let why) = comparison.verdict else {
      Issue.record("\(comparison.verdict)")
      return
    }
    #expect(comparison.reason == .accident)
    #expect(why == "the inputs do not vary, so these data cannot tell the two averages apart")
  }

  @Test func theEndsCountWhatIsStillToGo() throws {
    // After 200 steps the right path is 5e-7 short of the optimum, far more than rounding.
    let comparison = try Evidence(measuring: try Fixture.hand4()).measured("C04").comparison
    #expect(comparison.verdict == .different)
    #expect(comparison.expectedRounding > 1e-7 && comparison.expectedRounding < 1e-5)
  }

  private func statement(of problem: Problem) throws -> String {
    try #require(Evidence(measuring: problem).cases.first { $0.id == "C04" }).statement
  }

  @Test func onlyALineIsToldThatItsSlopeIsNotLearnt() throws {
    let line = try statement(of: try Fixture.hand4())
    let curve = try statement(of: try Fixture.hand4(model: "m*x^2 + b*x"))
    #expect(line.contains("slope"))
    #expect(!curve.contains("slope"))
  }

  @Test func geometricPathsKnowTheirLimit() {
    let path = Trajectory(
      points: [[1], [0.5], [0.25], [0.125]], steps: [0, 1, 2, 3], losses: [1, 1, 1, 1],
      end: .finished)
    #expect(abs(path.distanceToLimit - 0.125) < 1e-15)
  }
}
