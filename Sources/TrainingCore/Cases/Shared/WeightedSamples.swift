/// What the cases of unequal weights share: a pipeline whose gradient is a weighted sum of the
/// samples' own, measured against the gradient of the mean loss.
extension CaseBench {
  /// Both sides, the closed gap and the referee of a pipeline.
  /// - Parameters:
  ///   - right: What the pipeline makes of the samples' own gradients.
  ///   - coefficients: The weight that it gives each sample.
  ///   - claimedFactor: The factor that theory claims between the sides, if any.
  ///   - accident: Why the sides may be equal on these data; nil if they are so by law.
  func measure(
    pipeline right: [Double], coefficients: [Double], claimedFactor: Double? = nil,
    accident: String? = nil, numbers: [(name: String, values: [Double])]
  ) -> CaseResult.Measurement {
    CaseResult.Measurement(
      comparison: compare(
        meanGradient, right, weight: Double(rows) * (coefficients.map(abs).max() ?? 0),
        claimedFactor: claimedFactor, accident: accident),
      closedFormGap: gap(coefficients: coefficients),
      referee: gradient.finiteDifference, refereeBound: gradient.finiteDifferenceErrorBound,
      numbers: numbers, inputNote: note)
  }

  /// The sum of c g minus the mean of g for N weights c: N times the covariance of c and g, and the
  /// mean of g once more for what the weights add up to beyond 1.
  ///
  /// Each gradient is a delta times an activation here, apart from both sides. The mean of a product
  /// is the product of the means and the covariance.
  func gap(coefficients: [Double]) -> [Double] {
    let count = Double(rows)
    let meanWeight = Summation.mean(coefficients)
    let centred = coefficients.map { $0 - meanWeight }
    let excess = Summation.pairwise(coefficients) - 1
    return activations.map { column in
      let products = zip(samples.deltas, column).map { delta, activation in
        delta == 0 || activation == 0 ? 0 : delta * activation
      }
      let mean = Summation.mean(products)
      let covariance = Summation.mean(zip(centred, products).map { $0 * ($1 - mean) })
      let gap = count * covariance + excess * mean
      return gap == 0 ? 0 : gap
    }
  }

  /// The same between two sums of the samples' gradients, the second minus the first.
  func gap(from first: [Double], to second: [Double]) -> [Double] {
    zip(gap(coefficients: first), gap(coefficients: second)).map { $1 - $0 }
  }

  /// N weights of 1, 2, 3 ... and micro-batches of which each sample has one.
  func rankWeights(_ microBatches: [Range<Int>]) throws(Unavailable) -> SampleGrouping {
    do {
      return try SampleGrouping(
        samples: rows, sizes: microBatches.map(\.count), weights: (1...rows).map(Double.init))
    } catch {
      throw Unavailable("\(error)")
    }
  }
}
