import Testing

@testable import TrainingCore

/// Values and gradients of aggregates of one vector of losses with ties, by PyTorch 2.13's autograd
/// in double precision:
///
///     x = torch.tensor([0.7, 2.5, 2.5, 0.1, 3.25, 1.75, 3.25], requires_grad=True)
///     y = ...; y.backward(); print(y.item(), x.grad.tolist())
///
/// with `w = [1, 2, 0, 4, 3, 1, 2]` and `n = [3, 17, 5, 9, 12, 4, 8]` and for y the expression that
/// stands with each value.
@Suite struct AggregationReferenceTests {
  private static let losses = [0.7, 2.5, 2.5, 0.1, 3.25, 1.75, 3.25]
  private static let even = [Double](repeating: 1, count: 7)

  private static func scaled(_ factor: Double) -> [Double] { even.map { factor * $0 } }

  private static func grouping() throws -> SampleGrouping {
    try SampleGrouping(
      samples: 7, sizes: [3, 1, 3], weights: [1, 2, 0, 4, 3, 1, 2],
      elements: [3, 17, 5, 9, 12, 4, 8])
  }

  private func expect(_ aggregation: any Aggregation, _ value: Double, _ slopes: [Double]) throws {
    let grouping = try Self.grouping()
    expectAggregate([aggregation.reduce(Self.losses, grouping)], [value], within: 1e-14)
    expectAggregate(aggregation.coefficients(Self.losses, grouping), slopes, within: 1e-14)
  }

  @Test func linearOnes() throws {
    // x.mean(), x.sum(), (w*x).sum()/w.sum(), x.sum()/n.sum(), (n*x).sum()/n.sum()
    try expect(Mean(), 2.007142857142857, Self.scaled(0.14285714285714285))
    try expect(Sum(), 14.049999999999999, Self.even)
    try expect(
      WeightedMean(), 1.8538461538461537, [1, 2, 0, 4, 3, 1, 2].map { $0 * 0.07692307692307693 })
    try expect(MeanOverElements(), 0.2422413793103448, Self.scaled(0.017241379310344827))
    try expect(
      TokenWeightedMean(), 2.2413793103448274,
      [
        0.05172413793103448, 0.29310344827586204, 0.08620689655172414, 0.15517241379310345,
        0.20689655172413793, 0.06896551724137931, 0.13793103448275862,
      ])
    // torch.stack([p.mean() for p in x.split([3, 1, 3])]).mean()
    try expect(
      MeanOfMicroBatchMeans(), 1.5833333333333333,
      [1, 1, 1, 3, 1, 1, 1].map { $0 * 0.1111111111111111 })
  }

  @Test func functionsOfTheMean() throws {
    // x.mean().sqrt(), x.mean().log(), x.mean().exp()
    try expect(RootMeanSquaredError(), 1.4167366929471605, Self.scaled(0.05041767590559291))
    try expect(LogOfMean(), 0.6967122467244414, Self.scaled(0.0711743772241993))
    try expect(ExpOfMean(), 7.442024016998283, Self.scaled(1.063146288142612))
  }

  @Test func orderedOnesShareTiesEvenlyAsPyTorchDoesForWholeTensors() throws {
    // x.amax(), x.median()
    try expect(Maximum(), 3.25, [0, 0, 0, 0, 0.5, 0, 0.5])
    try expect(Median(), 2.5, [0, 0.5, 0.5, 0, 0, 0, 0])
    // x.sort()[0][1:-1].mean() gives the value; its gradient takes one of the samples that tie,
    // as the sort has put them, where ours is the mean over all such choices.
    try expect(TrimmedMean(trim: 0.2), 2.1399999999999997, [0.2, 0.2, 0.2, 0, 0.1, 0.2, 0.1])
    // (x.sort(descending=True)[0][:3].sum() + x.sort(descending=True)[0][3]/2)/3.5, likewise
    let third = 0.2857142857142857
    try expect(
      ConditionalValueAtRisk(worst: 0.5), 2.9285714285714284,
      [0, third * 0.75, third * 0.75, 0, third, 0, third])
  }

  @Test func tiltedOnes() throws {
    // (torch.logsumexp(t*x, 0) - math.log(7))/t
    try expect(
      TiltedMean(tilt: 1), 2.4946117131462353,
      [
        0.02374170999678458, 0.1436289756828753, 0.1436289756828753, 0.013029726707005241,
        0.30406254390670845, 0.06784552411704284, 0.30406254390670845,
      ])
    try expect(
      TiltedMean(tilt: -2), 0.9198714366862294,
      [
        0.22175828963774355, 0.006059261956448018, 0.006059261956448018, 0.736263450183385,
        0.0013520040907235346, 0.027155728084528322, 0.0013520040907235346,
      ])
  }

  /// PyTorch's expression loses nine digits at t = 1e-9 (2.0071428963); the value here is from
  /// Python's decimal module with 40 digits.
  @Test func aTinyTiltLosesNoDigits() {
    expectAggregate(
      [TiltedMean(tilt: 1e-9).reduce(Self.losses)], [2.0071428577847959], within: 1e-15)
    #expect(TiltedMean(tilt: 0).reduce(Self.losses) == Mean().reduce(Self.losses))
    expectAggregate(TiltedMean(tilt: 0).coefficients(Self.losses), Mean().coefficients(Self.losses))
  }

  /// `torch.nn.utils.clip_grad_norm_([p], 1.0)` with p.grad = [3, 4]; it adds 1e-6 to the norm.
  @Test func clippingWithPyTorchsEpsilon() {
    expectAggregate(
      GradientClipping.byNorm([3, 4], limit: 1, epsilon: 1e-6),
      [0.599999880000024, 0.799999840000032], within: 1e-15)
    expectAggregate(GradientClipping.byNorm([3, 4], limit: 1), [0.6, 0.8], within: 1e-15)
  }
}
