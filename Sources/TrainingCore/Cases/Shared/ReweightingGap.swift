/// The closed formula for the gap between two sums of the samples' gradients whose weights have the
/// same total.
enum ReweightingGap {
  /// N times the covariance of the weights' difference and the gradients: P components.
  static func gap(_ bench: CaseBench, from first: [Double], to second: [Double]) -> [Double] {
    let differences = zip(first, second).map { $1 - $0 }
    let meanDifference = Summation.mean(differences)
    return (0..<bench.parameters).map { index in
      let column = bench.perSample.column(index)
      let mean = Summation.mean(column)
      let products = zip(differences, column).map { ($0 - meanDifference) * ($1 - mean) }
      let sum = Summation.pairwise(products)
      return sum == 0 ? 0 : sum
    }
  }
}
