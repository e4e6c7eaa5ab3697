/// Values on a rectangular grid, whose lines need not be equally far apart.
public struct ScalarField: Sendable, Hashable {
  /// The grid's coordinates in units of the data, ascending, at least 2 of each.
  public private(set) var x, y: [Double]
  /// Row by row from the lowest y: the value at `(x[i], y[j])` is `values[j * x.count + i]`.
  public private(set) var values: [Double]

  /// A field from its values; empty when the sizes do not fit, the grid has no cell, or a
  /// coordinate is not finite or does not ascend.
  public init(x: [Double], y: [Double], values: [Double]) {
    let isSane =
      x.count >= 2 && y.count >= 2 && values.count == x.count * y.count && Self.ascends(x)
      && Self.ascends(y)
    self.x = isSane ? x : []
    self.y = isSane ? y : []
    self.values = isSane ? values : []
  }

  /// A field sampled from a function on a grid of equal steps.
  /// - Parameters:
  ///   - columns: Grid points along x, held to 2...2000.
  ///   - rows: Grid points along y, held to 2...2000.
  public init(
    x: ClosedRange<Double>, y: ClosedRange<Double>, columns: Int = 129, rows: Int = 129,
    _ value: (_ x: Double, _ y: Double) -> Double
  ) {
    let xs = Self.grid(x, count: min(max(columns, 2), 2000))
    let ys = Self.grid(y, count: min(max(rows, 2), 2000))
    self.init(x: xs, y: ys, values: ys.flatMap { y in xs.map { value($0, y) } })
  }

  var isEmpty: Bool { values.isEmpty }
  var columns: Int { x.count }
  var rows: Int { y.count }

  subscript(column: Int, row: Int) -> Double { values[row * x.count + column] }

  /// The interval of the finite values; nil if there is none.
  var valueExtent: ClosedRange<Double>? { finiteExtent(values) }
  var xExtent: ClosedRange<Double>? { finiteExtent(x) }
  var yExtent: ClosedRange<Double>? { finiteExtent(y) }

  /// The bilinear value at a place, or nil outside the grid or where a corner is not finite.
  func value(at place: Position) -> Double? {
    guard let (i, s) = Self.cell(of: place.x, in: x), let (j, t) = Self.cell(of: place.y, in: y)
    else { return nil }
    let low = (1 - s) * self[i, j] + s * self[i + 1, j]
    let high = (1 - s) * self[i, j + 1] + s * self[i + 1, j + 1]
    let value = (1 - t) * low + t * high
    return value.isFinite ? value : nil
  }

  /// The field on a grid with at most so many points a side, taken from this one's values.
  func sampled(atMost count: Int) -> ScalarField {
    guard columns > count || rows > count, let xs = xExtent, let ys = yExtent else { return self }
    return ScalarField(x: xs, y: ys, columns: min(columns, count), rows: min(rows, count)) {
      value(at: Position($0, $1)) ?? .nan
    }
  }

  private static func grid(_ range: ClosedRange<Double>, count: Int) -> [Double] {
    (0..<count).map { index in
      let t = Double(index) / Double(count - 1)
      return (1 - t) * range.lowerBound + t * range.upperBound
    }
  }

  private static func ascends(_ values: [Double]) -> Bool {
    values.allSatisfy(\.isFinite) && zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
  }

  private static func cell(of value: Double, in grid: [Double]) -> (Int, Double)? {
    guard let first = grid.first, let last = grid.last, value >= first, value <= last else {
      return nil
    }
    var (low, high) = (0, grid.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if grid[middle] <= value { low = middle } else { high = middle }
    }
    return (low, (value - grid[low]) / (grid[high] - grid[low]))
  }
}
