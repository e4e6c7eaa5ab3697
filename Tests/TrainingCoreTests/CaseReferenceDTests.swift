import Testing

@testable import TrainingCore

/// Family D on the four points, against values computed elsewhere.
@Suite struct CaseReferenceDTests {
  /// What a case with settings of its own measures on the four points.
  static func measured(_ entry: some Case) throws -> CaseResult.Measurement {
    try entry.result(try Fixture.caseInput(try Fixture.hand4())).outcome.get()
  }

  /// One of the numbers that a case lists.
  static func number(_ name: String, _ measured: CaseResult.Measurement) throws -> [Double] {
    try #require(measured.numbers.first { $0.name == name }?.values, "\(name)")
  }

  /// Expects the first component of both sides, a verdict that they differ, and a referee who
  /// stands by the left one.
  private static func expect(
    _ measured: CaseResult.Measurement, left: Double, right: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let comparison = measured.comparison
    #expect(abs(comparison.left[0] - left) <= 1e-12 * abs(left), sourceLocation: sourceLocation)
    #expect(abs(comparison.right[0] - right) <= 1e-12 * abs(right), sourceLocation: sourceLocation)
    #expect(comparison.verdict == .different, sourceLocation: sourceLocation)
    try Fixture.expectRefereed(measured, sourceLocation: sourceLocation)
  }

  @Test func batchNormalisationOfHalvesTurnsTheScalesGradientAround() throws {
    let measured = try Fixture.measured("D01", try Fixture.hand4())
    // m, b, gamma, beta.
    let full = [-5.8040117730584484e-05, 0, -0.9069058596040755, -5.5]
    let halves = [0.00015991042610785655, 0, 0.49980003679372953, -5.5]
    for index in full.indices {
      #expect(abs(measured.comparison.left[index] - full[index]) < 1e-14)
      #expect(abs(measured.comparison.right[index] - halves[index]) < 1e-14)
    }
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
  }

  @Test func lossesThatWereComputedJointlyHaveGradientsThatAverage() throws {
    let measured = try Fixture.measured("D01", try Fixture.hand4())
    let joint = try Self.number("mean of the gradients of losses computed jointly", measured)
    #expect(joint.count == 4)
    for (found, whole) in zip(joint, measured.comparison.left) {
      #expect(abs(found - whole) < 1e-14)
    }
  }

  @Test func fixedStatisticsMakeTheSamplesSeparate() throws {
    let measured = try Fixture.measured("D01", try Fixture.hand4())
    let reference = [-16.571624247595278, -0.9069058596040755, -5.5]
    for name in ["fixed statistics, whole batch", "fixed statistics, mean over samples"] {
      let found = try Self.number(name, measured)
      for (component, expected) in zip([0, 2, 3], reference) {
        #expect(abs(found[component] - expected) <= 1e-13 * abs(expected), "\(name)")
      }
    }
  }

  @Test func aShiftBeforeBatchNormalisationHasNoGradient() throws {
    let measured = try Fixture.measured("D01", try Fixture.hand4())
    let trained = try Self.number("gradient of a shift before the normalisation", measured)
    let fixed = try Self.number("the same with fixed statistics", measured)
    #expect(abs(trained[0]) < 1e-14)
    // The mean error over the deviation, twice, with its sign.
    #expect(abs(fixed[0] + 2 * 2.75 / (0.3125 + 1e-5).squareRoot()) < 1e-13)
  }

  @Test func theScalesGradientChangesItsSignWithTheSizeOfMicroBatches() throws {
    let measured = try Fixture.measured("D01", try Fixture.hand4())
    let table = try #require(measured.tables.first)
    #expect(table["micro-batch size"] == [1, 2, 4])
    let slopes = table["gradient of gamma"]
    #expect(slopes[0] == 0)
    #expect(abs(slopes[1] - 0.49980003679372953) < 1e-14)
    #expect(abs(slopes[2] + 0.9069058596040755) < 1e-14)
  }

  @Test func negativesFromTheBatchAreFewerInItsHalves() throws {
    let measured = try Self.measured(D02InBatchNegatives(temperature: 1))
    try Self.expect(measured, left: 1.1624391234944875, right: 0.7152731010119958)
    let parts = (
      try Self.number("first half", measured), try Self.number("second half", measured)
    )
    #expect(abs(parts.0[0] + 0.1887703343990727) < 1e-14)
    #expect(abs(parts.1[0] - 1.6193165364230644) < 1e-13)
    let whole = try Self.number("objective of the whole batch", measured)
    let halves = try Self.number("mean objective of the halves", measured)
    #expect(abs(whole[0] - 1.4197327109906104) < 1e-14)
    #expect(abs(halves[0] - 0.8356848818391917) < 1e-14)
    #expect(try Self.number("mean of the gradients of samples alone", measured) == [0, 0])
  }

  @Test func rankingLosesThePairsAcrossHalves() throws {
    let measured = try Self.measured(D03PairwiseRanking(labels: [0, 1, 0, 1]))
    try Self.expect(measured, left: -0.1699746444533763, right: -0.3775406687981454)
  }

  @Test func theQuotientsOfHalvesAreNotTheQuotientOfTheWhole() throws {
    let measured = try Self.measured(D04Dice(threshold: 1, scale: 1))
    try Self.expect(measured, left: -0.4139616682765379, right: -0.35719048099577755)
    let whole = try Self.number("objective of the whole batch", measured)
    let halves = try Self.number("mean objective of the halves", measured)
    #expect(abs(whole[0] - 0.3709295764135897) < 1e-14)
    #expect(abs(halves[0] - 0.4112193399298162) < 1e-14)
    let score = try Self.number("gradient of one minus soft F1", measured)
    #expect(abs(score[0] - measured.comparison.left[0]) < 1e-14)
  }

  @Test func theSpreadOfHalvesIsNotThatOfTheWhole() throws {
    let measured = try Self.measured(D05MinibatchSpread(centre: 0, scale: 1))
    try Self.expect(measured, left: -2.4095530830392695, right: -2.532600860571996)
  }

  @Test func theLoadOfHalvesIsLopsidedInOtherWays() throws {
    let measured = try Self.measured(D06LoadBalance(threshold: 0.5, scale: 1))
    try Self.expect(measured, left: 0.3274608060319085, right: 0.5299216120638173)
    let second = try Self.number("gradient of the second expert’s router", measured)
    #expect(abs(second[0] + 0.3274608060319087) < 1e-14)
  }

  @Test func whitenedAdvantagesDependOnTheCompany() throws {
    let measured = try Self.measured(D07AdvantageWhitening(advantages: [1, 0, 0, 3]))
    let comparison = measured.comparison
    let full = [-6.327848502189877, -1.4288690166235207]
    for index in 0..<2 { #expect(abs(comparison.left[index] - full[index]) < 1e-13) }
    #expect(comparison.right == [-2.5, -0.5])
    #expect(comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
    let gap = try #require(measured.closedFormGap)
    for index in 0..<2 { #expect(abs(gap[index] - comparison.difference[index]) < 1e-12) }
    let table = try #require(measured.tables.first)
    #expect(table["in its half"] == [1, -1, -1, 1])
    let whitened = [0, -0.8164965809277261, -0.8164965809277261, 1.6329931618554523]
    for (found, expected) in zip(table["whole batch"], whitened) {
      #expect(abs(found - expected) < 1e-15)
    }
  }

  @Test func everyHalfElectsAHardestSample() throws {
    let measured = try Fixture.measured("D08", try Fixture.hand4())
    #expect(measured.comparison.left == [-21, -7])
    // The mean of the second and the last sample's gradients.
    #expect(measured.comparison.right == [-12, -5])
    #expect(measured.closedFormGap == [9, 2])
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
  }

  @Test func aPenaltyOnEachHalfsGradientHasItsOwnSlope() throws {
    let measured = try Fixture.measured("D09", try Fixture.hand4())
    // 2 H g with H = [[7, 3], [3, 2]] and g = (-8, -4).
    #expect(measured.comparison.left == [-136, -64])
    // By hand: halves with H = [[1, 1], [1, 2]], g = (-1.5, -2.5) and [[13, 5], [5, 2]],
    // (-14.5, -5.5).
    #expect(measured.comparison.right == [-220, -90])
    #expect(measured.closedFormGap == [-84, -26])
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
    #expect(try Self.number("penalty of the whole batch", measured) == [80])
  }
}
