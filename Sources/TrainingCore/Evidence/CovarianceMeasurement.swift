extension CovarianceEvidence {
  /// Measures products and averages of deltas (N) and activations (P arrays of N).
  init(deltas: [Double], activations: [[Double]]) {
    let meanDelta = Summation.mean(deltas)
    let means = activations.map { Summation.mean($0) }
    self.activations = activations
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
}
