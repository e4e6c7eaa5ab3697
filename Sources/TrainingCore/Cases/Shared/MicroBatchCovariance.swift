/// The closed formula for the gap between the mean of micro-batches' means and the mean.
enum MicroBatchCovariance {
  /// Minus the covariance of the sizes and the mean gradients over the micro-batches, divided by the
  /// mean size: P components.
  static func gap(_ bench: CaseBench, _ batches: [Range<Int>]) -> [Double] {
    let sizes = batches.map { Double($0.count) }
    let meanSize = Summation.mean(sizes)
    let means = batches.map { bench.mean($0) }
    return (0..<bench.parameters).map { index in
      let column = means.map { $0[index] }
      let average = Summation.mean(column)
      let products = zip(sizes, column).map { ($0 - meanSize) * ($1 - average) }
      let covariance = Summation.mean(products)
      return covariance == 0 ? 0 : -covariance / meanSize
    }
  }
}
