import Formula
import Testing

@testable import TrainingCore

/// Thresholds are where the documentation says: tested just within and just beyond.
@Suite struct ThresholdTests {
  private func verdict(times: Double, rounding: Double = 1e-6) -> Comparison.Verdict {
    Comparison(left: [1, 0], right: [1, times * rounding], expectedRounding: rounding).verdict
  }

  @Test func equalEndsAtEightTimesTheRounding() {
    #expect(verdict(times: 7.9) == .equal)
    guard case .indistinguishable = verdict(times: 8.1) else {
      Issue.record("\(verdict(times: 8.1))")
      return
    }
  }

  @Test func differentBeginsAtAThousandTimesTheRounding() {
    guard case .indistinguishable = verdict(times: 999) else {
      Issue.record("\(verdict(times: 999))")
      return
    }
    #expect(verdict(times: 1001) == .different)
  }

  @Test func aDeltaIsCancelledWithinEightTimesItsRounding() {
    func isZero(_ delta: Double) -> Bool {
      Standstill(meanDelta: delta, expectedRounding: 1e-6).isZero
    }
    #expect(isZero(7.9e-6) && isZero(-7.9e-6))
    #expect(!isZero(8.1e-6) && !isZero(-8.1e-6))
  }

  /// The case of two trainings that came to rest where the test says.
  private func ends(apart gap: Double, steps: Int) throws -> Comparison {
    let problem = try Fixture.hand4()
    var training = try TrainingMeasurement.run(problem, transform: .none)
    func path(_ end: [Double]) -> Trajectory {
      Trajectory(
        points: [[0, 0], end], steps: [0, steps], losses: [1, 0.5], end: .converged)
    }
    training.right = path([1, 0])
    training.wrong = path([1, gap])
    let input = try Fixture.caseInput(problem, training: .success(training))
    return try C04WrongConvergence().measure(input).comparison
  }

  @Test func twoEndsPartByASmallButRealGap() throws {
    // Two hundred steps round a coordinate by 4 * 200 * 2^-53 = 8.9e-14 at most.
    let far = try ends(apart: 1e-9, steps: 200)
    #expect(far.expectedRounding == 800 * 0x1p-53)
    #expect(far.verdict == .different)
    let near = try ends(apart: 7.9 * 800 * 0x1p-53, steps: 200)
    #expect(near.reason == .accident)
    #expect(try ends(apart: 8.1 * 800 * 0x1p-53, steps: 200).reason == .onTheWay)
    #expect(try ends(apart: 1e-9, steps: 20_000).reason == .onTheWay)
  }

  @Test func endsOfUnfinishedTrainingAreNotCalledOnePlace() throws {
    let problem = try Fixture.hand4()
    var training = try TrainingMeasurement.run(problem, transform: .none)
    func path(_ points: [[Double]]) -> Trajectory {
      Trajectory(
        points: points, steps: Array(points.indices), losses: points.map { 9 - $0[0] },
        end: .finished)
    }
    // Steps of one length lead nobody knows where.
    training.right = path([[0, 0], [1, 0], [2, 0]])
    training.wrong = path([[0, 0], [1, 1], [2, 2]])
    let input = try Fixture.caseInput(problem, training: .success(training))
    #expect(try C04WrongConvergence().measure(input).comparison.reason == .onTheWay)
    training.wrong = training.right
    let same = try Fixture.caseInput(problem, training: .success(training))
    #expect(try C04WrongConvergence().measure(same).comparison.reason == .accident)
  }

  @Test func equalityByAccidentIsNotCalledEqual() {
    var same = Comparison(left: [1, 2], right: [1, 2], expectedRounding: 1e-15)
    same.demoteEqual(why: "chance")
    #expect(same.verdict == .indistinguishable(why: "chance"))
    #expect(same.reason == .accident)
    var other = Comparison(left: [1, 2], right: [2, 1], expectedRounding: 1e-15)
    other.demoteEqual(why: "chance")
    #expect(other.verdict == .different)
  }
}
