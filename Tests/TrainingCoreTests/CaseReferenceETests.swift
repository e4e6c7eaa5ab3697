import Testing

@testable import TrainingCore

/// Family E on the four points, against values computed elsewhere.
@Suite struct CaseReferenceETests {
  private func measure(_ measured: some Case, _ problem: Problem? = nil) throws
    -> CaseResult.Measurement
  {
    try measured.measure(try Fixture.caseInput(try problem ?? Fixture.hand4()))
  }

  // MARK: E01

  private struct Reference {
    var batch, given, reversed, gap, prediction, mean, meanGap, meanPrediction: [Double]
  }

  private static let sequential: [Double: Reference] = [
    0.02: Reference(
      batch: [1.14, 0.32], given: [1.02838272, 0.27885824], reversed: [1.034304, 0.24496384],
      gap: [-0.11161728, -0.04114176], prediction: [-0.12, -0.044],
      mean: [1.03061824, 0.26079808], meanGap: [-0.10938176, -0.05920192],
      meanPrediction: [-0.1152, -0.0632]),
    0.01: Reference(
      batch: [0.82, 0.16], given: [0.79105792, 0.14936064], reversed: [0.792988, 0.14033224],
      gap: [-0.02894208, -0.01063936], prediction: [-0.03, -0.011],
      mean: [0.7919303066666667, 0.14470321333333333],
      meanGap: [-0.0280696933333333, -0.01529678666666667], meanPrediction: [-0.0288, -0.0158]),
    0.005: Reference(
      batch: [0.66, 0.08], given: [0.65263287, 0.07729529], reversed: [0.6531735, 0.074967265],
      gap: [-0.00736713, -0.00270471], prediction: [-0.0075, -0.00275],
      mean: [0.6528914775, 0.0761131175], meanGap: [-0.0071085225, -0.0038868825],
      meanPrediction: [-0.0072, -0.00395]),
  ]

  @Test(arguments: [0.02, 0.01, 0.005])
  func aPassOfSingleStepsEndsElsewhere(rate: Double) throws {
    let measured = try measure(E01SequentialSteps(rates: [rate, rate / 2]))
    let expected = try #require(Self.sequential[rate])
    Expected.close(measured.comparison.left, expected.batch)
    Expected.close(measured.comparison.right, expected.given)
    Expected.close(measured.comparison.difference, expected.gap, scale: 1)
    Expected.close(try #require(measured.closedFormGap), expected.gap, scale: 1)
    let numbers = Expected.numbers(measured)
    let prediction = try #require(numbers["gap by the curvature, to second order"])
    Expected.close(prediction, expected.prediction)
    Expected.close(
      try #require(numbers["what that leaves"]),
      zip(expected.gap, expected.prediction).map { $0 - $1 }, scale: 1)
    Expected.close(try #require(numbers["mean end over the orders"]), expected.mean)
    Expected.close(try #require(numbers["mean gap over the orders"]), expected.meanGap, scale: 1)
    Expected.close(try #require(numbers["mean gap by the curvature"]), expected.meanPrediction)
    #expect(numbers["number of orders"] == [24])
    #expect(measured.comparison.verdict == .different)
    // The last of the orders is the given one backwards.
    let ends = try #require(measured.tables.first { $0.name == "end points" })
    let last = try #require(ends["kind"].lastIndex(of: 2))
    Expected.close([ends["m"][last], ends["b"][last]], expected.reversed)
  }

  @Test func theGapIsOfSecondOrderInTheLearningRate() throws {
    let measured = try measure(E01SequentialSteps(rates: [0.02, 0.01, 0.005]))
    let numbers = Expected.numbers(measured)
    let ratios = try #require(numbers["ratio of each gap to the next"])
    #expect(abs(ratios[0] - 3.86) < 0.005 && abs(ratios[1] - 3.93) < 0.005)
    #expect(numbers["half the gradient of the squared length of the sum"] == [-1088, -512])
    #expect(numbers["half the gradient of the sum of squared lengths"] == [-512, -196])
  }

  @Test func aPassOverALineIsAProductOfMatrices() throws {
    let numbers = Expected.numbers(try measure(E01SequentialSteps(rates: [0.01])))
    Expected.close(
      try #require(numbers["product of the single steps’ matrices, by rows"]),
      [0.743496, -0.10280592, -0.111768, 0.92652336])
    Expected.close(
      try #require(numbers["matrix of the one step, by rows"]), [0.72, -0.12, -0.12, 0.92])
  }

  // MARK: E02, E03 and E05

  @Test func aStaleGradientIsOffByCurvatureTimesTheStep() throws {
    let measured = try measure(E02StaleGradient(rate: 0.1))
    #expect(measured.comparison.right == [-8, -4])
    Expected.close(measured.comparison.left, [-1.2, -0.8])
    Expected.close(measured.comparison.difference, [-6.8, -3.2])
    Expected.close(try #require(measured.closedFormGap), [-6.8, -3.2])
    Expected.close(
      try #require(Expected.numbers(measured)["curvature times the step"]), [6.8, 3.2])
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
  }

  @Test func momentumMixesGradientsOfTwoPoints() throws {
    let measured = try measure(E05MomentumAcrossSteps(rate: 0.1))
    Expected.close(measured.comparison.left, [-2.28, -1.52])
    Expected.close(measured.comparison.right, [-8.4, -4.4])
    Expected.close(try #require(measured.closedFormGap), [-6.12, -2.88])
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
  }

  @Test func oneLocalStepIsAnAverageOfGradients() throws {
    let measured = try measure(E03LocalSteps(rate: 0.05, localSteps: 1))
    Expected.close(measured.comparison.left, [0.9, 0.2])
    Expected.close(measured.comparison.right, [0.9, 0.2])
    Expected.accident(measured, "with one local step it is an average of gradients in this run")
  }

  @Test(arguments: [
    (2, [1.13, 0.32], [1.025, 0.2875]),
    (
      10, [1.4166539876867188, 0.5401818091238282], [1.206322919929004, 0.526364420237207]
    ),
  ])
  func moreLocalStepsDrift(steps: Int, central: [Double], averaged: [Double]) throws {
    let measured = try measure(E03LocalSteps(rate: 0.05, localSteps: steps))
    Expected.close(measured.comparison.left, central)
    Expected.close(measured.comparison.right, averaged)
    Expected.close(
      try #require(measured.closedFormGap), zip(averaged, central).map { $0 - $1 }, scale: 1)
    #expect(measured.comparison.verdict == .different)
  }

  @Test func roundsOfLocalStepsComeToRestBesideTheOptimum() throws {
    let numbers = Expected.numbers(try measure(E03LocalSteps(rate: 0.05, localSteps: 10)))
    Expected.close(
      try #require(numbers["where the rounds come to rest"]),
      [1.2878069915520602, 0.7870823148729694])
    Expected.close(try #require(numbers["mean loss there"]), [0.07615972601322651])
    Expected.close(try #require(numbers["where the average loss is least"]), [1.3, 0.8])
    Expected.close(try #require(numbers["least mean loss"]), [0.075])
  }

  // MARK: E04

  /// The four points with the constant as a second input, so that it can be dropped as well.
  private func withConstant() throws -> Problem {
    try Fixture.problem(
      [("x", [0, 1, 2, 3]), ("one", [1, 1, 1, 1]), ("y", [1, 2, 3, 5])], model: "m*x + b*one",
      inputs: ["x", "one"])
  }

  @Test func freshMasksGiveAnotherGradient() throws {
    let measured = try measure(
      E04FreshDropoutMasks(
        shared: [[0, 1], [1, 0], [0, 1], [1, 1]], fresh: [[0, 0], [1, 1], [1, 1], [1, 1]]),
      try withConstant())
    #expect(measured.comparison.left == [-7, -6])
    #expect(measured.comparison.right == [-9, -4])
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
  }

  @Test func theExpectationOverAllMasksIsThatOfTheDropoutObjective() throws {
    let problem = try withConstant()
    let numbers = Expected.numbers(try measure(E04FreshDropoutMasks(), problem))
    #expect(numbers["expectation over all masks"] == [-4.5, -4])
    #expect(numbers["expectation by the closed formula"] == [-4.5, -4])
    #expect(numbers["gradient without dropout"] == [-8, -4])
    // All 256 masks of four samples with two inputs, one after the other.
    var sum = [0.0, 0.0]
    for pattern in 0..<256 {
      let masks = (0..<4).map { row in (0..<2).map { Double(pattern >> (2 * row + $0) & 1) } }
      let one = try measure(E04FreshDropoutMasks(shared: masks, fresh: masks), problem)
      for index in 0..<2 { sum[index] += one.comparison.left[index] }
    }
    #expect(sum == [-4.5 * 256, -4 * 256])
  }

  @Test func theSameMasksCannotTellTheSidesApart() throws {
    let masks = [[0.0, 1], [1, 0], [0, 1], [1, 1]]
    let measured = try measure(
      E04FreshDropoutMasks(shared: masks, fresh: masks), try withConstant())
    #expect(measured.comparison.right == [-7, -6])
    Expected.accident(measured, "the fresh masks drop the same in this run")
  }
}

/// What these suites expect of numbers.
enum Expected {
  /// Numbers that agree to twelve digits of themselves, or of the scale if one is given.
  static func close(
    _ found: [Double], _ expected: [Double], scale: Double = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.count == expected.count, sourceLocation: sourceLocation)
    for (found, expected) in zip(found, expected) {
      #expect(
        abs(found - expected) <= 1e-12 * max(abs(expected), scale), "\(found) for \(expected)",
        sourceLocation: sourceLocation)
    }
  }

  /// A measurement's numbers by name.
  static func numbers(_ measured: CaseResult.Measurement) -> [String: [Double]] {
    Dictionary(measured.numbers.map { ($0.name, $0.values) }) { first, _ in first }
  }

  /// A verdict that says why the sides are equal without a law.
  static func accident(
    _ measured: CaseResult.Measurement, _ why: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      measured.comparison.verdict == .indistinguishable(why: why), sourceLocation: sourceLocation)
    #expect(measured.comparison.reason == .accident, sourceLocation: sourceLocation)
  }
}
