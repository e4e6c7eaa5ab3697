import Formula

/// The natural logarithm of the mean loss.
///
/// A mean of 0 has the logarithm minus infinity and infinite factors; a negative one has none: NaN.
struct LogOfMean: Aggregation {
  init() {}
  let names = ["log-of-mean"]
  let summary = "the natural logarithm of the mean loss"

  func reduce(_ losses: [Double], _ grouping: SampleGrouping) -> Double {
    losses.isEmpty ? 0 : Elementary.log(Summation.mean(losses))
  }
  func coefficients(_ losses: [Double], _ grouping: SampleGrouping) -> [Double] {
    Array(repeating: 1 / Summation.pairwise(losses), count: losses.count)
  }
  /// The mean of the gradients of the logarithms of the samples' losses.
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] {
    gradients.meanOfRows(of: { losses[$0] }, { $1 / $0 })
  }
}
