/// Traces the lines of a field at many levels.
///
/// Blocks of cells whose values all lie on one side of a level are skipped, and the memory for one
/// level serves the next.
struct ContourTracer {
  private let field: ScalarField
  /// Of each block the least and the greatest value; NaN counts as below everything.
  private var extents: [(low: Double, high: Double)] = []
  private var blocksPerRow = 0
  private var level = 0.0
  /// For every grid edge the edge to which the line goes on, or -1. Edge `2 k` runs from grid point
  /// `k` to the right, edge `2 k + 1` upwards.
  private var next: [Int32]
  private var isReached: [Bool]
  /// The edges from which a line goes on, and those to which one goes.
  private var left: [Int] = []
  private var reached: [Int] = []

  /// Cells a side of a block.
  private static let block = 8

  init(_ field: ScalarField) {
    self.field = field
    next = Array(repeating: -1, count: 2 * field.values.count)
    isReached = Array(repeating: false, count: 2 * field.values.count)
    guard !field.isEmpty else { return }
    blocksPerRow = (field.columns - 2) / Self.block + 1
    for row in stride(from: 0, to: field.rows - 1, by: Self.block) {
      for column in stride(from: 0, to: field.columns - 1, by: Self.block) {
        extents.append(extent(ofBlockAt: column, row))
      }
    }
  }

  private func extent(ofBlockAt column: Int, _ row: Int) -> (low: Double, high: Double) {
    let lastColumn = min(column + Self.block, field.columns - 1)
    let lastRow = min(row + Self.block, field.rows - 1)
    let values = field.values.span
    var (low, high) = (Double.infinity, -Double.infinity)
    var hasNaN = false
    for j in row...lastRow {
      var k = j * field.columns + column
      for _ in column...lastColumn {
        let value = values[k]
        if value < low { low = value }
        if value > high { high = value }
        if value != value { hasNaN = true }
        k += 1
      }
    }
    return (hasNaN ? -.infinity : low, high)
  }

  /// The lines of one value.
  mutating func lines(at level: Double) -> IsoLines {
    self.level = level
    for (index, extent) in extents.enumerated() where extent.high >= level && extent.low < level {
      let (blockRow, blockColumn) = index.quotientAndRemainder(dividingBy: blocksPerRow)
      march(through: blockColumn * Self.block, blockRow * Self.block)
    }
    left.sort()
    var lines = IsoLines()
    for edge in left where next[edge] >= 0 && !isReached[edge] {
      lines.open.append(chain(from: edge))
    }
    for edge in left where next[edge] >= 0 { lines.rings.append(chain(from: edge)) }
    for edge in reached { isReached[edge] = false }
    left.removeAll(keepingCapacity: true)
    reached.removeAll(keepingCapacity: true)
    return lines
  }

  private mutating func march(through column: Int, _ row: Int) {
    let lastColumn = min(column + Self.block, field.columns - 1)
    let lastRow = min(row + Self.block, field.rows - 1)
    let values = field.values
    let columns = field.columns
    for j in row..<lastRow {
      var k = j * columns + column
      var (lower, upper) = (values[k] >= level, values[k + columns] >= level)
      for _ in column..<lastColumn {
        let (nextLower, nextUpper) = (values[k + 1] >= level, values[k + columns + 1] >= level)
        if lower != upper || lower != nextLower || lower != nextUpper {
          let set = (lower ? 1 : 0) | (nextLower ? 2 : 0) | (nextUpper ? 4 : 0) | (upper ? 8 : 0)
          cross(k, set)
        }
        (lower, upper) = (nextLower, nextUpper)
        k += 1
      }
    }
  }

  /// For each set of high corners (bit c for corner c, counter-clockwise from the lower left one) the
  /// edges by which the line enters and leaves a cell; edge e runs from corner e to corner e + 1,
  /// and the higher corners lie on the line's left. Sets without a line and saddles have -1.
  private static let entering: [Int] = [-1, 0, 1, 1, 2, -1, 2, 2, 3, 0, -1, 1, 3, 0, 3, -1]
  private static let leaving: [Int] = [-1, 3, 0, 3, 1, -1, 0, 3, 2, 2, -1, 2, 1, 1, 0, -1]

  /// Connects edges of the cell whose lower left corner is grid point k.
  private mutating func cross(_ k: Int, _ set: Int) {
    if Self.entering[set] >= 0 {
      connect(edge(Self.entering[set], of: k), edge(Self.leaving[set], of: k))
      return
    }
    let columns = field.columns
    let sum = field.values[k] + field.values[k + 1] + field.values[k + columns + 1]
    let centerIsAbove = (sum + field.values[k + columns]) / 4 >= level
    for enter in set == 5 ? [0, 2] : [1, 3] {
      // A high centre joins the high corners, so that each line cuts one low corner off.
      let leave = centerIsAbove ? (enter + 1) % 4 : (enter + 3) % 4
      connect(edge(enter, of: k), edge(leave, of: k))
    }
  }

  /// The bottom, right, top or left edge of a cell.
  private func edge(_ side: Int, of k: Int) -> Int {
    switch side {
    case 0: 2 * k
    case 1: 2 * (k + 1) + 1
    case 2: 2 * (k + field.columns)
    default: 2 * k + 1
    }
  }

  private mutating func connect(_ from: Int, _ to: Int) {
    next[from] = Int32(to)
    isReached[to] = true
    left.append(from)
    reached.append(to)
  }

  private mutating func chain(from start: Int) -> [Position] {
    var points = [crossing(start)]
    var edge = start
    while next[edge] >= 0 {
      let following = Int(next[edge])
      next[edge] = -1
      if following == start { break }
      points.append(crossing(following))
      edge = following
    }
    return points
  }

  private func crossing(_ edge: Int) -> Position {
    let (k, isVertical) = (edge / 2, edge % 2 == 1)
    let (j, i) = k.quotientAndRemainder(dividingBy: field.columns)
    let a = field[i, j]
    let b = isVertical ? field[i, j + 1] : field[i + 1, j]
    let t = Self.fraction(a, b, level: level)
    return isVertical
      ? Position(field.x[i], field.y[j] + t * (field.y[j + 1] - field.y[j]))
      : Position(field.x[i] + t * (field.x[i + 1] - field.x[i]), field.y[j])
  }

  private static func fraction(_ a: Double, _ b: Double, level: Double) -> Double {
    guard a.isFinite else { return 1 }
    guard b.isFinite else { return 0 }
    let t = (level / 2 - a / 2) / (b / 2 - a / 2)
    return t.isFinite ? t.clamped(to: 0...1) : 0.5
  }
}
