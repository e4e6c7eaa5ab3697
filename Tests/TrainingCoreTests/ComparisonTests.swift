import Testing

@testable import TrainingCore

@Suite struct ComparisonTests {
  private let rounding = 0x1p-52

  private func verdict(_ left: [Double], _ right: [Double], factor: Double? = nil)
    -> Comparison.Verdict
  {
    Comparison(left: left, right: right, expectedRounding: rounding, claimedFactor: factor).verdict
  }

  @Test func theBoundsAreEightAndAThousandTimesTheRounding() {
    #expect(verdict([1, 0], [1 + 7 * rounding, 0]) == .equal)
    #expect(verdict([1, 0], [1, 2000 * rounding]) == .different)
    guard case .indistinguishable = verdict([1, 0], [1, 500 * rounding]) else {
      Issue.record("must be undecided")
      return
    }
  }

  @Test func aMultipleIsProportionalOnlyWhereDirectionSaysSomething() {
    #expect(verdict([1, 2], [3, 6]) == .proportional(factor: 3))
    #expect(verdict([1, 2], [-3, -6]) == .different)
    #expect(verdict([1], [3]) == .different)
    #expect(verdict([1], [3], factor: 3) == .proportional(factor: 3))
  }

  @Test func zerosSettleNothing() {
    #expect(verdict([0, 0], [0, 0]) == .indistinguishable(why: "both are zero"))
    #expect(verdict([0, 0], [1, 0]) == .different)
    let noise = Comparison(left: [1e-17], right: [-3e-17], expectedRounding: 1)
    #expect(noise.verdict == .indistinguishable(why: "both are zero to rounding"))
  }

  @Test func measuresAreThoseOfTheirDefinitions() {
    let found = Comparison(left: [3, 0], right: [0, 4], expectedRounding: rounding)
    #expect(found.difference == [-3, 4])
    #expect(found.relativeDifference == 1.25)
    #expect(found.cosine == 0)
    #expect(Comparison(left: [1], right: [1 + 0x1p-52], expectedRounding: rounding).maxUlps == 1)
  }

  @Test func infinitiesAndNaNDoNotPassAsEqual() {
    for bad in [Double.nan, .infinity] {
      #expect(
        verdict([1, bad], [1, bad]) == .indistinguishable(why: "not all numbers are finite"))
    }
  }

  @Test func theFactorIsTheMeasuredOneNotTheClaimedOne() {
    let measured = 3 + 3 * 0x1p-51
    #expect(verdict([1, 0], [measured, 0], factor: 3) == .proportional(factor: measured))
    #expect(verdict([1], [measured], factor: 3) == .proportional(factor: measured))
    // A claim that does not fit leaves one dimension without a factor.
    #expect(verdict([1], [3], factor: 4) == .different)
  }

  @Test func aUselessBoundIsNotCalledZero() {
    func reason(_ expected: Double) -> Comparison.Reason? {
      Comparison(left: [1, 2], right: [1, 2], expectedRounding: expected).reason
    }
    #expect(reason(.nan) == .noEstimate)
    #expect(reason(.infinity) == .noEstimate)
    #expect(reason(40) == .boundTooLarge)
    #expect(reason(0.5) == .zeroToRounding)
    #expect(reason(1e-15) == nil)
    #expect(Comparison(left: [0], right: [0], expectedRounding: .nan).reason == .bothZero)
  }

  @Test func aNormWithANaNIsNaN() {
    #expect(VectorNorm.euclidean([1, .nan, 2]).isNaN)
    #expect(VectorNorm.euclidean([.nan]).isNaN)
    #expect(VectorNorm.euclidean([3, 4]) == 5)
  }
}
