import Formula
import Testing

@testable import TrainingCore

@Suite struct PathOutcomeTests {
  private func evidence(_ losses: [Double], least: Double, end: Trajectory.End) throws
    -> (TrainingEvidence, Trajectory)
  {
    var training = try TrainingMeasurement.run(try Fixture.hand4(), transform: .none)
    training.optimum.value = least
    let path = Trajectory(
      points: losses.map { [$0, 0] }, steps: Array(losses.indices), losses: losses, end: end)
    return (training, path)
  }

  @Test func theFourPointsArriveOnOneWayAndStopShortOnTheOther() throws {
    let training = try TrainingMeasurement.run(try Fixture.hand4(), transform: .none)
    #expect(training.outcome(of: training.right) == .arrived)
    guard case .stoppedShort(let excess) = training.outcome(of: training.wrong) else {
      Issue.record("\(training.outcome(of: training.wrong))")
      return
    }
    let saving = training.wrong.losses[0] - 0.075
    #expect(abs(excess - (0.21819526627218929 - 0.075) / saving) < 1e-12)
    #expect(training.standstill.isZero)
    #expect(abs(training.standstill.meanDelta) < 1e-13)
  }

  @Test func aFewStepsAreUnfinishedNotStopped() throws {
    let (training, path) = try evidence([9, 4, 2], least: 1, end: .finished)
    #expect(training.outcome(of: path) == .unfinished)
    let (again, still) = try evidence([9, 4, 2], least: 1, end: .converged)
    #expect(again.outcome(of: still) == .stoppedShort(excess: 0.125))
  }

  @Test func aLostPathIsNeverAsGood() throws {
    let (training, path) = try evidence([9, 1], least: 1, end: .diverged(step: 2))
    #expect(training.outcome(of: path) == .diverged(step: 2))
  }

  @Test func nearnessIsJudgedByTheLeastLossAndByTheSaving() throws {
    let (noisy, path) = try evidence([101, 100.5], least: 100, end: .converged)
    // Half a percent of the least loss, but half of what could be saved.
    #expect(noisy.outcome(of: path) == .stoppedShort(excess: 0.5))
    let (exact, close) = try evidence([1, 1e-13], least: 0, end: .finished)
    #expect(exact.outcome(of: close) == .arrived)
    // A share of the saving alone would call every end near that began far away.
    let (far, left) = try evidence([1, 1e-9], least: 0, end: .finished)
    #expect(far.outcome(of: left) == .unfinished)
    let (below, lower) = try evidence([1, -5], least: -1, end: .finished)
    #expect(below.outcome(of: lower) == .unfinished)
    let (good, near) = try evidence([50, 1.005], least: 1, end: .finished)
    #expect(good.outcome(of: near) == .arrived)
  }

  @Test func centredInputsStandStillWithTheSlopeUnlearnt() throws {
    let training = try TrainingMeasurement.run(try Fixture.hand4(), transform: .centred)
    #expect(training.standstill.isZero)
    guard case .stoppedShort = training.outcome(of: training.wrong) else {
      Issue.record("\(training.outcome(of: training.wrong))")
      return
    }
  }
}

@Suite struct ReportedDefectTests {
  @Test func aComponentThatIsNotScaledIsNoMultiple() {
    // Far from the origin the slope's gradient dwarfs the intercept's, which is the same on both.
    let truth = [-4e9, -3000.0]
    let other = [-4e9 + 17.8, -3000.0]
    let found = Comparison(left: truth, right: other, expectedRounding: 1e-15)
    #expect(found.verdict == .different)
    let multiple = Comparison(left: truth, right: truth.map { 0.9 * $0 }, expectedRounding: 1e-15)
    guard case .proportional(let factor) = multiple.verdict else {
      Issue.record("\(multiple.verdict)")
      return
    }
    #expect(abs(factor - 0.9) < 1e-12)
  }

  @Test func theDefaultPointLetsDeltasDiffer() throws {
    let problem = try Problem(Question(data: "anscombe1", loss: "mae"))
    let evidence = try Evidence(measuring: problem)
    #expect(Set(evidence.samples.deltas).count > 1)
    #expect(evidence.problem.atReason.contains("deltas differ"))
  }

  @Test func aPerfectFitHasNoCaveat() throws {
    let evidence = try Evidence(measuring: Problem(Question(data: "seed", model: "cubic")))
    #expect(evidence.optimum.caveat == nil)
    #expect(evidence.optimum.value < 1e-24)
  }

  @Test func theOptimumComparedWithItselfIsStillAnOptimum() throws {
    let question = Question(data: "seed", at: [("m", 1.3), ("b", 0.8)])
    #expect(try Evidence(measuring: Problem(question)).optimum.relativeGradient < 1e-12)
  }

  @Test func aLossWithoutALeastValueIsSaidToHaveNone() throws {
    for loss in ["(y - f)", "-(y - f)^2"] {
      let evidence = try Evidence(measuring: Problem(Question(data: "seed", loss: loss)))
      #expect(evidence.optimum.caveat != nil, "\(loss)")
    }
  }

  @Test func meansOfInputsKeepTheirDigits() throws {
    var problem = try Fixture.hand4()
    problem.data.columns[0].values = [1960, 1970, 1980, 2048]
    let changed = try #require(InputTransform.centred.apply(problem))
    #expect(changed.note == "x centred at 1989.5")
  }

  @Test func aFarStartDoesNotMakeEveryEndLookNear() throws {
    var problem = try Fixture.hand4()
    let steps = (0..<40).map(Double.init)
    problem.data.columns[0].values = steps.map { 1e6 + $0 }
    problem.data.columns[1].values = steps.map { step -> Double in
      let noise = (7 * step).truncatingRemainder(dividingBy: 5)
      return 5e5 + 0.5 * step + noise
    }
    let training = try Evidence(measuring: problem).training.get()
    #expect(training.outcome(of: training.right) == .arrived)
    guard case .stoppedShort = training.outcome(of: training.wrong) else {
      Issue.record("\(training.outcome(of: training.wrong))")
      return
    }
  }

  @Test func aLossWithoutALeastValueHasNoSurface() throws {
    let evidence = try Evidence(measuring: Problem(Question(data: "seed", loss: "-(y - f)^2")))
    #expect(throws: Unavailable.self) { try evidence.training.get() }
  }
}
