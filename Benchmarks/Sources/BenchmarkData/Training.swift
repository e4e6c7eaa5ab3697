/// One way down the loss surface.
public struct Run: Sendable {
  /// `GD`, `mini-batch 10` or `SGD`.
  public let name: String
  /// Slope and intercept, the start first.
  public let path: [(m: Double, b: Double)]
  /// The mean loss over all samples at every point of the path.
  public let losses: [Double]
}

/// Descends from the same start with batches of three sizes.
struct Training {
  let data: LineData
  /// Of each epoch: the samples in the order in which they are taken.
  let orders: [[Int]]

  /// The order of an epoch sorts the samples by their number in sequence 7.
  init(_ data: LineData) {
    self.data = data
    let (counter, count) = (Counter(seed: 7), data.x.count)
    orders = (0..<40).map { epoch in
      let keys = (0..<count).map { counter.uniform(epoch * count + $0) }
      return keys.indices.sorted { keys[$0] < keys[$1] }
    }
  }

  func run(_ name: String, batch: Int, rate: Double, epochs: Int, from start: (Double, Double))
    -> Run
  {
    var (m, b) = start
    var (path, losses) = ([(m: m, b: b)], [data.loss(m, b)])
    for order in orders.prefix(epochs) {
      for first in stride(from: 0, to: order.count, by: batch) {
        let rows = order[first..<min(first + batch, order.count)]
        let residuals = rows.map { data.residual($0, m, b) }
        let slope = zip(rows, residuals).map { data.x[$0] * $1 }.mean
        (m, b) = (m + rate * 2 * slope, b + rate * 2 * residuals.mean)
        path.append((m, b))
        losses.append(data.loss(m, b))
      }
    }
    return Run(name: name, path: path, losses: losses)
  }
}
