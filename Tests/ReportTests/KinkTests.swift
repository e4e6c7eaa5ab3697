import Testing
import TrainingCore

@testable import Report

/// Samples on a kink of the loss: no derivative, and a referee that cannot tell.
@Suite struct KinkTests {
  private func evidence() throws -> Evidence {
    // Three of the six points lie on y = x + 1 itself.
    try HonestSamples.evidence(loss: "absolute", at: [("m", 1), ("b", 1)])
  }

  @Test func aRefereeThatCannotTellIsNotSaidToShowAZero() throws {
    let route = try #require(
      evidence().gradient.otherRoutes.last { $0.name == "finite difference" })
    #expect(
      route.comparison.verdict
        == .indistinguishable(why: "the referee's own bound is too wide to tell"))
    #expect(try !HonestSamples.text(of: evidence()).contains("both are zero to rounding"))
  }

  @Test func cardsSayHowFarTheRefereeMayBeOff() throws {
    #expect(try HonestSamples.text(of: evidence()).contains("off by at most (1, 1)"))
    #expect(try HonestSamples.text(of: HonestSamples.evidence()).contains("off by at most"))
  }

  @Test func samplesOnAKinkAreCounted() throws {
    let text = try HonestSamples.text(of: evidence())
    #expect(
      text.contains(
        "3 of the 6 samples sit on a kink here, where there is no derivative: 0 stands in for the"
      ))
    #expect(try !HonestSamples.text(of: HonestSamples.evidence()).contains("on a kink"))
    // The same loss where no sample sits on it.
    let beside = try HonestSamples.evidence(loss: "absolute", at: [("m", 1.05), ("b", 1.01)])
    #expect(try !HonestSamples.text(of: beside).contains("on a kink"))
  }

  @Test func aTieOfTwoBranchesIsAKink() throws {
    let evidence = try HonestSamples.evidence(
      model: "max(m*x + b, 5)", at: [("m", 1), ("b", 1)])
    let text = try HonestSamples.text(of: evidence)
    #expect(text.contains("1 of the 6 samples sits on a kink here"))
    #expect(text.contains("the branch that the formula takes"))
  }

  @Test func piecesThatMeetSmoothlyAreNoKink() throws {
    // At m = b = 1 one error is 1 exactly, where Huber's loss changes its formula.
    let evidence = try HonestSamples.evidence(loss: "huber", at: [("m", 1), ("b", 1)])
    #expect(evidence.samples.residuals.contains { abs($0) == 1 })
    #expect(evidence.kinks == nil)
  }

  @Test func aChoiceByTheDataAloneIsNoKink() throws {
    let evidence = try HonestSamples.evidence(
      model: "where(x > 2, m*x, b)", at: [("m", 1), ("b", 1)])
    #expect(try !HonestSamples.text(of: evidence).contains("on a kink"))
  }
}
