import Testing

@testable import TrainingCore

/// The four dyadic points x = 0, 1, 2, 3, y = 1, 2, 3, 5 under f = m x + b at m = 1/2, b = 0.
///
/// Their squared errors and gradients are exact in binary. References that are not dyadic were
/// computed apart from this code with NumPy in double precision, and those of aggregates with
/// PyTorch's autograd, from the losses ((y - m x - b)^2) and the formulas that each test's name says.
@Suite struct AggregationHand4Tests {
  private let losses = [1, 2.25, 4, 12.25]
  private let gradients = PerSampleGradients(
    rows: 4, columns: 2, values: [0, -2, -3, -3, -8, -4, -21, -7])
  private let ragged: SampleGrouping
  private let halves: SampleGrouping
  private let plain = SampleGrouping(samples: 4)

  init() throws {
    ragged = try SampleGrouping(samples: 4, sizes: [3, 1])
    halves = try SampleGrouping(samples: 4, sizes: [2, 2])
  }

  /// The left half: gradient of the aggregate.
  private func left(_ aggregation: any Aggregation, _ grouping: SampleGrouping? = nil) -> [Double] {
    aggregation.gradientOfAggregate(gradients, losses, grouping ?? plain)
  }

  private func right(_ aggregation: any Aggregation, _ grouping: SampleGrouping? = nil)
    -> [Double]
  { aggregation.combine(gradients, losses, grouping ?? plain) }

  @Test func theFixtureIsWhatTheTapeComputes() throws {
    let problem = try Fixture.hand4()
    let taped = SampleTape.run(try Workload(problem), at: problem.at)
    #expect(taped.samples.losses == losses && taped.gradients == gradients)
  }

  @Test func meanAndSumAgreeOnBothSides() {
    #expect(Mean().reduce(losses) == 4.875)
    #expect(left(Mean()) == [-8, -4] && right(Mean()) == [-8, -4])
    #expect(Sum().reduce(losses) == 19.5)
    #expect(left(Sum()) == [-32, -16] && right(Sum()) == [-32, -16])
  }

  @Test func meanOfMicroBatchMeansIsTheMeanOnlyForEqualSizes() {
    let means = MeanOfMicroBatchMeans()
    #expect(left(means, halves) == [-8, -4] && right(means, halves) == [-8, -4])
    expectAggregate(right(means, ragged), [-12.333333333333334, -5])
    expectAggregate(left(means, ragged), [-12.333333333333334, -5])
    expectAggregate(means.coefficients(losses, ragged), [1 / 6.0, 1 / 6.0, 1 / 6.0, 0.5])
    #expect(right(means) == [-8, -4])
    // The pipeline that means the mean and accumulates it over micro-batches.
    expectAggregate(Mean().accumulate(gradients, losses, ragged), [-12.333333333333334, -5])
    #expect(Mean().accumulate(gradients, losses, halves) == [-8, -4])
    #expect(abs(means.reduce(losses, ragged) - (7.25 / 3 + 12.25) / 2) < 1e-14)
  }

  @Test func aForgottenOrRepeatedDivisionScalesByTheNumberOfMicroBatches() {
    expectAggregate(right(MeanOfMicroBatchMeans(divisor: 1), ragged), [-24.666666666666668, -10])
    #expect(right(MeanOfMicroBatchMeans(divisor: 1), halves) == [-16, -8])
    #expect(right(MeanOfMicroBatchMeans(divisor: 4), halves) == [-4, -2])
    // A window of two that a full accumulation of eight divides.
    #expect(left(MeanOfMicroBatchMeans(divisor: 8), halves) == [-2, -1])
  }

  @Test func weightsWithOneGlobalNormaliserAgreeOnBothSides() throws {
    let weighted = try SampleGrouping(samples: 4, sizes: [2, 2], weights: [1, 2, 3, 4])
    expectAggregate(left(WeightedMean(), weighted), [-11.4, -4.8])
    expectAggregate(right(WeightedMean(), weighted), [-11.4, -4.8])
    #expect(WeightedMean().reduce(losses, weighted) == 6.65)
    #expect(right(WeightedMean(divisor: .samples), weighted) == [-28.5, -12])
    #expect(left(WeightedMean(divisor: .samples), weighted) == [-28.5, -12])
  }

  @Test func weightsWithANormaliserForEachMicroBatchDiffer() throws {
    let weighted = try SampleGrouping(samples: 4, sizes: [2, 2], weights: [1, 2, 3, 4])
    let expected = [-8.714285714285715, -4.190476190476191]
    expectAggregate(WeightedMean().accumulate(gradients, losses, weighted), expected)
    expectAggregate(right(MeanOfMicroBatchMeans(inside: .weights), weighted), expected)
    let classes = try SampleGrouping(samples: 4, sizes: [2, 2], weights: [1, 2, 2, 5])
    expectAggregate(WeightedMean().coefficients(losses, classes), [0.1, 0.2, 0.2, 0.5])
    expectAggregate(
      MeanOfMicroBatchMeans(inside: .weights).coefficients(losses, classes),
      [0.16666666666666666, 0.3333333333333333, 0.14285714285714285, 0.35714285714285715])
    // One sample alone divides its weight by itself.
    let alone = try SampleGrouping(samples: 4, sizes: [1, 1, 1, 1], weights: [1, 2, 2, 5])
    #expect(
      MeanOfMicroBatchMeans(inside: .weights).coefficients(losses, alone)
        == [0.25, 0.25, 0.25, 0.25])
  }

  @Test func ignoredSamplesShiftTheWeightOfTheirMicroBatch() throws {
    let ignored = try SampleGrouping(samples: 4, sizes: [2, 2], weights: [1, 0, 1, 1])
    let full = WeightedMean().coefficients(losses, ignored)
    let micro = MeanOfMicroBatchMeans(inside: .weights).coefficients(losses, ignored)
    expectAggregate(
      [micro[0] / full[0], micro[2] / full[2], micro[3] / full[3]], [1.5, 0.75, 0.75])
    #expect(micro[1] == 0 && full[1] == 0)
  }

  @Test func paddingByRepetitionIsAWeightOfTwo() throws {
    let three = PerSampleGradients(rows: 3, columns: 2, values: [0, -2, -3, -3, -8, -4])
    let padded = try SampleGrouping(samples: 3, weights: [2, 1, 1])
    let losses = Array(losses[..<3])
    #expect(WeightedMean().combine(three, losses, padded) == [-2.75, -2.75])
    expectAggregate(Mean().combine(three, losses), [-3.6666666666666665, -3])
  }

  @Test func rootOfTheMean() {
    let rmse = RootMeanSquaredError()
    #expect(abs(rmse.reduce(losses) - 2.207940216581962) < 1e-14)
    expectAggregate(left(rmse), [-1.811643254631353, -0.9058216273156765])
    #expect(right(rmse) == [-1.5, -1])
    expectAggregate(
      rmse.accumulate(gradients, losses, halves), [-1.5659083307024684, -0.9726722484643262])
    expectAggregate(
      rmse.coefficients(losses).map { 4 * $0 }, Array(repeating: 0.22645540682891913, count: 4))
  }

  @Test func logAndExponentialOfTheMean() {
    expectAggregate(left(LogOfMean()), [-1.641025641025641, -0.8205128205128205])
    expectAggregate(right(LogOfMean()), [-1.2619047619047619, -1.226190476190476])
    expectAggregate(left(ExpOfMean()), [-1047.7932256865488, -523.8966128432744])
    expectAggregate(right(ExpOfMean()), [-1097268.0786679366, -365780.32861482236])
    expectAggregate([ExpOfMean().reduce(losses)], [130.9741532108186])
  }

  @Test func maximumMedianAndTrimmedMean() {
    #expect(Maximum().reduce(losses) == 12.25 && left(Maximum()) == [-21, -7])
    #expect(Median().reduce(losses) == 2.25 && left(Median()) == [-3, -3])
    let midpoint = Median(ofEven: .mean)
    #expect(midpoint.reduce(losses) == 3.125 && left(midpoint) == [-5.5, -3.5])
    let trimmed = TrimmedMean()
    #expect(trimmed.reduce(losses) == 3.125 && left(trimmed) == [-5.5, -3.5])
    for aggregation in [Maximum(), Median(), TrimmedMean()] as [any Aggregation] {
      #expect(right(aggregation) == [-8, -4])
    }
  }

  @Test func conditionalValueAtRiskOfTheWorstHalf() {
    let worst = ConditionalValueAtRisk(worst: 0.5)
    #expect(worst.reduce(losses) == 8.125)
    #expect(left(worst) == [-14.5, -5.5] && right(worst) == [-8, -4])
    // Of the worst 3/8 of four samples the second counts half.
    expectAggregate(
      ConditionalValueAtRisk(worst: 0.375).coefficients(losses), [0, 0, 1 / 3.0, 2 / 3.0])
    #expect(left(ConditionalValueAtRisk(worst: 0.1)) == [-21, -7])
    #expect(left(ConditionalValueAtRisk(worst: 1)) == [-8, -4])
  }

  @Test(arguments: [
    (-1, 2.096386114040355, [-0.9414648682649431, -2.2889639767266208]),
    (-0.1, 4.051783805355031, [-5.22113551610363, -3.352591423806958]),
    (0.1, 5.951876012152979, [-12.0189206295997, -4.930564306769636]),
    (1, 10.864025253582607, [-20.99551472055899, -6.9989699174029365]),
  ])
  func tiltedMean(tilt: Double, value: Double, gradient: [Double]) {
    let tilted = TiltedMean(tilt: tilt)
    expectAggregate([tilted.reduce(losses)], [value])
    expectAggregate(left(tilted), gradient)
    #expect(right(tilted) == [-8, -4])
  }

  @Test func clippingByNormInThreePlaces() {
    let each = ClipEachSample(norm: 5)
    expectAggregate(right(each), [-3.053888111313037, -2.2043017018959947])
    expectAggregate(left(each), [-4.47213595499958, -2.23606797749979])
    let batch = ClipEachMicroBatch(norm: 5)
    expectAggregate(right(batch, halves), [-3.0874938157944585, -2.136635585301346])
    expectAggregate(right(batch), [-4.47213595499958, -2.23606797749979])
    let after = ClipAfterMean(norm: 5)
    #expect(left(after) == right(after))
    expectAggregate(right(after), [-4.47213595499958, -2.23606797749979])
    // The factors of each sample are the shares that an observed gradient would show.
    let factors = (0..<4).map {
      GradientClipping.factor(norm: gradients.norm(ofRow: $0), limit: 5) / 4
    }
    expectAggregate(factors, [0.25, 0.25, 0.13975424859373686, 0.056469243931578206])
    let alone = SampleGrouping(samples: 4, batchSize: 1)
    expectAggregate(each.accumulate(gradients, losses, alone), right(each))
  }

  /// [2, 0] and [0, 2] with the norm 1: the running gradient clipped at every step turns away.
  @Test func clippingWhileAccumulatingTurnsTheGradient() {
    let first = GradientClipping.byNorm([2, 0], limit: 1)
    expectAggregate(
      GradientClipping.byNorm([first[0], first[1] + 2], limit: 1),
      [0.4472135954999579, 0.8944271909999159])
    expectAggregate(
      GradientClipping.byNorm([2, 2], limit: 1), [0.7071067811865475, 0.7071067811865475])
  }

  @Test func clippingByValueNormalisingAndSigns() {
    let clip = ClipByValue(limit: 5)
    #expect(right(clip) == [-3.25, -3.5] && left(clip) == [-5, -4])
    expectAggregate(right(NormalizeEachSample()), [-0.6375543175592443, -0.6176370356758358])
    expectAggregate(left(NormalizeEachSample()), [-0.8944271909999159, -0.4472135954999579])
    #expect(right(SignOfEachSample()) == [-0.75, -1] && left(SignOfEachSample()) == [-1, -1])
  }

  @Test func signsOfSamplesMayReverseACoordinate() {
    let gradients = PerSampleGradients(
      rows: 4, columns: 2, values: [1, 2, 1, -1, 1, -1, -9, -1])
    let signs = SignOfEachSample()
    #expect(signs.gradientOfAggregate(gradients, losses, plain) == [-1, -1])
    #expect(signs.combine(gradients, losses) == [0.5, -0.5])
    #expect(SignOfEachSample(isMajorityVote: true).combine(gradients, losses) == [1, -1])
  }

  /// Sequences of 1, 3 and 6 tokens whose mean gradients are known; micro-batches of 4 and 6 tokens.
  @Test func tokensCountOnceOrTheirMicroBatchesDo() throws {
    let means = PerSampleGradients(
      rows: 3, columns: 2,
      values: [
        -0.9653631261612068, 2.3139197062680843, 2.207016914520245, 0.5040036484748148,
        2.2262647993320814, 0.6816741902902311,
      ])
    let tokens = try SampleGrouping(samples: 3, sizes: [2, 1], elements: [1, 3, 6])
    let losses = [1.0, 2, 3]
    expectAggregate(
      TokenWeightedMean().combine(means, losses, tokens), [1.9013276413392013, 0.7915975793433916])
    expectAggregate(
      TokenWeightedMean().gradientOfAggregate(means, losses, tokens),
      [1.9013276413392013, 0.7915975793433916])
    expectAggregate(Mean().combine(means, losses), [1.1559728625637067, 1.1665325150110435])
    let naive = [1.8200933518409816, 0.8190784266066817]
    expectAggregate(TokenWeightedMean().accumulate(means, losses, tokens), naive)
    expectAggregate(MeanOfMicroBatchMeans(inside: .elements).combine(means, losses, tokens), naive)
    // The same by sums over tokens.
    let sums = PerSampleGradients(
      rows: 3, columns: 2,
      values: zip([1.0, 1, 3, 3, 6, 6], means.values).map { $0 * $1 })
    expectAggregate(
      MeanOverElements().combine(sums, losses, tokens), [1.9013276413392013, 0.7915975793433916])
    #expect(MeanOverElements().reduce([1, 6, 18], tokens) == 2.5)
    #expect(TokenWeightedMean().reduce(losses, tokens) == 2.5)
  }
}

/// Equality within 1e-12 of the expected vector's size.
func expectAggregate(
  _ found: [Double], _ expected: [Double], within tolerance: Double = 1e-12,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let size = VectorNorm.euclidean(expected)
  let isNear =
    found.count == expected.count
    && zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance * size }
  #expect(isNear, "\(found) is not \(expected)", sourceLocation: sourceLocation)
}
