/// The square root of the mean, which for squared errors is the RMSE.
///
/// Sample by sample the root of a squared error is the absolute error, so that averaging the
/// gradients of the roots gives the MAE's gradient. Where the mean, or a sample's loss, is 0, the
/// root has a kink; the factor is 0 there, as for `torch.linalg.norm` (`torch.sqrt` makes it NaN).
/// Negative losses have no root: NaN.
struct RootMeanSquaredError: Aggregation {
  init() {}
  let names = ["rmse", "root-mean-squared-error"]
  let summary = "the square root of the mean loss"

  func reduce(_ losses: [Double], _ grouping: SampleGrouping) -> Double {
    let mean = Summation.mean(losses)
    guard mean == .infinity, let largest = losses.max(), largest.isFinite else {
      return mean.squareRoot()
    }
    // Only the sum has overflown.
    return Summation.mean(losses.map { $0 / largest }).squareRoot() * largest.squareRoot()
  }
  func coefficients(_ losses: [Double], _ grouping: SampleGrouping) -> [Double] {
    let slope = Self.slope(ofRoot: reduce(losses, grouping)) / Double(losses.count)
    return Array(repeating: slope, count: losses.count)
  }
  /// The mean of the gradients of the roots of the samples' losses.
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] {
    gradients.meanOfRows(of: { Self.slope(ofRoot: losses[$0].squareRoot()) }, { $0 * $1 })
  }

  private static func slope(ofRoot root: Double) -> Double { root == 0 ? 0 : 0.5 / root }
}
