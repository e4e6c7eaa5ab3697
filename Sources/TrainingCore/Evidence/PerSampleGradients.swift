/// The gradient of each sample's own loss: a matrix of N rows and P columns, stored row by row.
public struct PerSampleGradients: Sendable, Equatable {
  /// N, the number of samples.
  public let rows: Int
  /// P, the number of parameters.
  public let columns: Int
  /// `values[row * columns + column]`.
  public internal(set) var values: [Double]

  /// All zero.
  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    values = [Double](repeating: 0, count: rows * columns)
  }

  init(rows: Int, columns: Int, values: [Double]) {
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// One component of one sample's gradient.
  public internal(set) subscript(row: Int, column: Int) -> Double {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  /// One sample's gradient of P components.
  public func row(_ index: Int) -> [Double] {
    Array(values[index * columns..<(index + 1) * columns])
  }

  /// One parameter's component in all samples: N values.
  public func column(_ index: Int) -> [Double] {
    (0..<rows).map { values[$0 * columns + index] }
  }

  /// The mean over the samples, summed pairwise in the order of the rows.
  public var mean: [Double] { (0..<columns).map { Summation.mean(column($0)) } }
}
