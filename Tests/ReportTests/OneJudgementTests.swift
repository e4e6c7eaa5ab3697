import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures
@testable import Report

/// Title, text and the case of the wrong average say one thing about where a path came to rest.
@Suite struct OneJudgementTests {
  @Test func restingBesideTheOptimumIsNotReachingItHoweverNearTheLosses() throws {
    // The wrong path's loss is within 1 % of the least one, and its place is not.
    let evidence = try HonestSamples.evidence()
    let training = try evidence.training.get()
    #expect(training.outcome(of: training.right) == .arrived)
    guard case .stoppedShort = training.outcome(of: training.wrong) else {
      Issue.record("\(training.outcome(of: training.wrong))")
      return
    }
    let title = try LossSurfaceContours().figure(of: evidence).title
    #expect(title.plainText.contains("Averaged errors stop at 0.266"))
    let text = try HonestSamples.text(of: evidence)
    #expect(!text.contains("gets as far"))
    #expect(text.contains("the averages comes to rest at a loss of 0.2663"))
    #expect(!text.contains("not by enough to tell"))
    let ends = try #require(evidence.cases.first { $0.id == "C04" }).outcome.get().comparison
    #expect(ends.verdict == .different)
  }

  @Test func samplesOfOneInputLeadBothAveragesToOnePlace() throws {
    let evidence = try HonestSamples.evidence(x: [2, 2, 2, 2], y: [1, 2, 3, 5])
    let training = try evidence.training.get()
    #expect(training.outcome(of: training.right) == .arrived)
    #expect(training.outcome(of: training.wrong) == .arrived)
    let ends = try #require(evidence.cases.first { $0.id == "C04" }).outcome.get().comparison
    #expect(ends.reason == .accident)
  }

  @Test func oneCoordinateOnItsWayDoesNotExcuseTheOther() throws {
    // Even data: the wrong average never sees the exponent, and the loss hardly does.
    let evidence = try HonestSamples.evidence(
      x: [-3, -2, -1, 0, 1, 2, 3], y: [9, 4.1, 1.2, 0, 1.1, 4.2, 9], model: "a*exp(b*x)")
    let training = try evidence.training.get()
    #expect(training.outcome(of: training.wrong) != .arrived)
    // The other path left early, so the steps of this one are its own.
    #expect(training.right.steps.last != training.wrong.steps.last)
    let steps = try #require(training.wrong.steps.last)
    #expect(try HonestSamples.text(of: evidence).contains("after \(steps) steps."))
  }

  @Test(arguments: [1e-12, 1e12])
  func unitsDoNotChangeWhatBecameOfAPath(unit: Double) throws {
    let evidence = try HonestSamples.evidence(y: HonestSamples.y.map { $0 * unit })
    let training = try evidence.training.get()
    #expect(training.outcome(of: training.right) == .arrived)
    guard case .stoppedShort = training.outcome(of: training.wrong) else {
      Issue.record("\(training.outcome(of: training.wrong))")
      return
    }
  }
}
