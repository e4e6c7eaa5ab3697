/// Aggregates of the losses that are no fixed weighted sum, against averages of gradients.
extension CaseBench {
  /// Two weighted sums of the samples' gradients whose weights were computed from the losses.
  /// - Parameters:
  ///   - factors: The weights of both sides, N of each.
  ///   - operations: Roundings that a weight goes through.
  ///   - accident: Why they may be equal on these data without a law behind it.
  func compare(
    _ left: [Double], _ right: [Double], factors: [[Double]], operations: Double = 16,
    accident: String
  ) -> Comparison {
    let largest = max(VectorNorm.euclidean(left), VectorNorm.euclidean(right))
    let sizes = factors.map { factors in
      VectorNorm.euclidean(perSample.sum(in: 0..<rows) { abs(factors[$0] * $1) })
    }
    let ofWeights = operations * RoundingEstimate.unit * (sizes.max() ?? 0)
    let bounds = factors.map {
      VectorNorm.euclidean(RoundingEstimate.gradient(work, at: at, weights: $0))
    }
    let bound = bounds.reduce(ofWeights, +)
    return compare(left, right, within: largest > 0 ? bound : .infinity, accident: accident)
  }

  /// Whether rounding may decide which of two losses is the larger where that matters: between
  /// neighbours in the losses' order that have different weights.
  func orderIsOpen(_ factors: [Double], in rows: Range<Int>? = nil) -> Bool {
    let order = (rows ?? samples.losses.indices).sorted { samples.losses[$0] < samples.losses[$1] }
    return zip(order, order.dropFirst()).contains { lower, upper in
      let (a, b) = (samples.losses[lower], samples.losses[upper])
      let isClose = b - a <= 64 * RoundingEstimate.unit * max(abs(a), abs(b))
      return a != b && isClose && factors[lower] != factors[upper]
    }
  }

  /// Why a weighting by the losses may give the mean's gradient.
  var whyWeightingByLossIsEqual: String {
    if rows == 1 { return "there is one sample only" }
    return Set(samples.losses).count == 1
      ? "all samples have the same loss"
      : "the weights have no covariance with the gradients"
  }
}
