extension CovarianceEvidence {
  /// Measures products and averages of deltas (N) and activations (P arrays of N).
  init(deltas: [Double], activations: [[Double]]) {
    let meanDelta = Summation.mean(deltas)
    let means = activations.map { Summation.mean($0) }
    self.activations = activations
    deltasVary = Self.varies(deltas)
    self.meanDelta = meanDelta
    meanActivations = means
    meanOfProducts = activations.map { column in
      Summation.mean(zip(deltas, column).map { $0 * $1 })
    }
    productOfMeans = means.map { meanDelta * $0 }
    covariance = zip(activations, means).map { column, mean in
      Summation.mean(zip(deltas, column).map { ($0 - meanDelta) * ($1 - mean) })
    }
  }

  /// Why the covariance is zero in this run, as far as it can be seen: that may lie in the loss, in
  /// the data or in the point.
  var whyZero: String {
    if !deltasVary { return "all samples have the same delta" }
    if !activations.contains(where: Self.varies) {
      return "the activations do not vary over the samples"
    }
    // A component in other units than the largest may be moved by much and yet not show.
    let limit = Comparison.differentBeyond * RoundingEstimate.unit
    let isHidden = zip(covariance, meanOfProducts).contains { abs($0) > limit * abs($1) }
    return isHidden
      ? "the covariance of deltas and activations is too small beside the largest component to show"
      : "the covariance of deltas and activations is zero to rounding"
  }

  private static func varies(_ values: [Double]) -> Bool {
    guard let low = values.min(), let high = values.max() else { return false }
    return high - low > 16 * RoundingEstimate.unit * max(abs(low), abs(high))
  }
}
