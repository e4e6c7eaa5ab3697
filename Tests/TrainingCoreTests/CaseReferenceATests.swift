import Formula
import Testing

@testable import TrainingCore

/// Family A on the four points, against values computed elsewhere.
@Suite struct CaseReferenceATests {
  private func numbers(_ measured: CaseResult.Measurement) -> [String: [Double]] {
    Dictionary(uniqueKeysWithValues: measured.numbers.map { ($0.name, $0.values) })
  }

  private func expectClose(
    _ found: [Double]?, _ expected: [Double], relative: Double = 1e-12,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let found = try #require(found, sourceLocation: sourceLocation)
    try #require(found.count == expected.count, sourceLocation: sourceLocation)
    for (found, expected) in zip(found, expected) {
      #expect(
        abs(found - expected) <= relative * abs(expected), "\(found) for \(expected)",
        sourceLocation: sourceLocation)
    }
  }

  @Test func fixedWeightsNeedOneNormaliser() throws {
    let measured = try Fixture.measured("A03", try Fixture.hand4())
    try expectClose(measured.comparison.left, [-11.4, -4.8])
    try expectClose(measured.comparison.right, [-11.4, -4.8])
    #expect(measured.comparison.verdict == .equal)
    let found = numbers(measured)
    #expect(found["divided by the number of samples instead"] == [-28.5, -12])
    try expectClose(
      found["mean of the halves’ weighted means"], [-8.714285714285715, -4.190476190476191])
    try Fixture.expectRefereed(measured)
  }

  @Test func equalMicroBatchesAreTheWholeBatch() throws {
    let measured = try Fixture.measured("A04", try Fixture.hand4())
    #expect(measured.comparison.left == [-8, -4])
    #expect(measured.comparison.right == [-8, -4])
    #expect(measured.comparison.verdict == .equal)
    #expect(numbers(measured)["samples in each"] == [2])
  }

  @Test func givenMasksMakeTheSameGradientOnBothSides() throws {
    // The reference drops the constant as well, which is an input of ones here.
    let problem = try Fixture.problem(
      [("x1", [0, 1, 2, 3]), ("x2", [1, 1, 1, 1]), ("y", [1, 2, 3, 5])],
      model: "m*x1 + b*x2", inputs: ["x1", "x2"])
    let masks = [[true, true, false, true], [true, false, true, true]]
    let measured = try A06DropoutSameMasks(keep: 0.5, kept: masks)
      .measure(try Fixture.caseInput(problem))
    #expect(measured.comparison.left == [-7, -6])
    #expect(measured.comparison.right == [-7, -6])
    #expect(measured.comparison.verdict == .equal)
    #expect(numbers(measured)["gradient without dropout"] == [-8, -4])
    #expect(numbers(measured)["inputs kept, and all"] == [6, 8])
    try Fixture.expectRefereed(measured)
  }

  @Test func theHessianOfTheMeanIsTheMeanOfTheHessians() throws {
    let measured = try Fixture.measured("A07", try Fixture.hand4())
    #expect(measured.components == ["m m", "m b", "b b"])
    #expect(measured.comparison.left == [7, 3, 2])
    #expect(measured.comparison.right == [7, 3, 2])
    #expect(measured.referee == [7, 3, 2])
    #expect(measured.comparison.verdict == .equal)
  }

  @Test func twoStepsOfMomentumAreLinear() throws {
    let measured = try Fixture.measured("A08", try Fixture.hand4())
    #expect(measured.comparison.left == [-15.2, -7.6])
    try expectClose(measured.comparison.right, [-15.2, -7.6])
    #expect(measured.comparison.verdict == .equal)
    try Fixture.expectRefereed(measured)
  }

  @Test func onePenaltyIsTheMeanOfEqualPenalties() throws {
    let measured = try Fixture.measured("A09", try Fixture.hand4())
    try expectClose(measured.comparison.left, [-7.9, -4])
    try expectClose(measured.comparison.right, [-7.9, -4])
    #expect(measured.comparison.verdict == .equal)
    try Fixture.expectRefereed(measured)
  }

  @Test(arguments: ["m*x + b", "exp(m*x/4) + b", "tanh(m*x + b)"])
  func aPowerOfTwoChangesNoBit(model: String) throws {
    for power in [-20, 1, 16, 40] {
      let measured = try A10LossScale(power: power)
        .measure(try Fixture.caseInput(try Fixture.hand4(model: model)))
      let found = numbers(measured)
      #expect(found["components with a changed bit, gradient of the average"] == [0])
      #expect(found["components with a changed bit, average of the gradients"] == [0])
      #expect(measured.comparison.verdict == .equal)
    }
    let measured = try Fixture.measured("A10", try Fixture.hand4())
    #expect(measured.comparison.right == [-8, -4])
  }

  @Test func aScaleThatLeavesTheRangeIsSeen() throws {
    let huge = try A10LossScale(power: 1023)
      .measure(try Fixture.caseInput(try Fixture.hand4()))
    #expect(huge.comparison.reason == .notFinite)
    let tiny = try A10LossScale(power: -1070)
      .measure(try Fixture.caseInput(try Fixture.hand4(model: "exp(m*x/4) + b")))
    #expect(numbers(tiny)["components with a changed bit, average of the gradients"] == [2])
  }

  @Test func allPairsTogetherAreTheMean() throws {
    let measured = try Fixture.measured("A11", try Fixture.hand4())
    #expect(measured.comparison.left == [-8, -4])
    #expect(measured.comparison.right == [-8, -4])
    #expect(measured.comparison.verdict == .equal)
    let found = numbers(measured)
    #expect(found["mean over the pairs with replacement"] == [-8, -4])
    #expect(found["pairs without replacement"] == [6])
    #expect(found["ordered pairs with replacement"] == [16])
  }
}
