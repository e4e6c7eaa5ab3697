import Formula

/// The exponential of the mean loss: of cross-entropies, the perplexity.
///
/// Infinite above a mean of 709.
struct ExpOfMean: Aggregation {
  init() {}
  let names = ["exp-of-mean", "perplexity"]
  let summary = "the exponential of the mean loss"

  func reduce(_ losses: [Double], _ grouping: SampleGrouping) -> Double {
    losses.isEmpty ? 0 : Elementary.exp(Summation.mean(losses))
  }
  func coefficients(_ losses: [Double], _ grouping: SampleGrouping) -> [Double] {
    Array(repeating: reduce(losses, grouping) / Double(losses.count), count: losses.count)
  }
  /// The mean of the gradients of the exponentials of the samples' losses.
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] {
    gradients.meanOfRows(of: { Elementary.exp(losses[$0]) }, { $0 * $1 })
  }
}
