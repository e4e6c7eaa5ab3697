/// How the samples' gradients vary around their mean, and what that makes of batches' means.
struct GradientNoise {
  /// N.
  let count: Int
  /// For each parameter: mean, variance with the factor 1/N, and mean square.
  let means, variances, meanSquares: [Double]

  init(_ gradients: PerSampleGradients) {
    count = gradients.rows
    let columns = (0..<gradients.columns).map(gradients.column)
    means = columns.map(Summation.mean)
    variances = zip(columns, means).map { column, mean in
      Summation.mean(column.map { ($0 - mean) * ($0 - mean) })
    }
    meanSquares = columns.map { Summation.meanProduct($0, $0) }
  }

  /// The trace of the covariance.
  var trace: Double { Summation.pairwise(variances) }

  /// Variance of the mean of a batch of `size` samples that are drawn without replacement:
  /// S / B times (N - B) / (N - 1), the correction for a finite population (W. Cochran, Sampling
  /// Techniques, 3rd ed., theorem 2.2).
  func withoutReplacement(_ size: Int) -> [Double] {
    guard count > 1 else { return variances.map { _ in 0 } }
    let correction = Double(count - size) / Double(count - 1)
    return variances.map { $0 / Double(size) * correction }
  }

  /// The same with replacement: S / B.
  func withReplacement(_ size: Int) -> [Double] { variances.map { $0 / Double(size) } }

  /// What rounding may do to a variance, relative to it: the samples' mean square, which cancels,
  /// at half a unit in the last place for each addition.
  var rounding: Double {
    let total = trace
    guard total > 0 else { return 1 }
    let operations = Double(2 * Summation.deepest(count * count) + 16)
    return operations * RoundingEstimate.unit * (1 + Summation.pairwise(meanSquares) / total)
  }
}
