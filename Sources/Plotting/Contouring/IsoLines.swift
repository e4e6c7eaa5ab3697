/// The lines on which a field has one value, by marching squares.
///
/// Every line has the higher values on its left. Where a cell's diagonal corners lie on different
/// sides, the mean of its four corners tells which pair is joined.
struct IsoLines {
  /// Lines that end at the grid's border.
  private(set) var open: [[Position]] = []
  /// Rings; the first point is not repeated.
  private(set) var rings: [[Position]] = []

  private let field: ScalarField
  private let level: Double
  /// For every grid edge the edge to which the line goes on, or -1. Edge `2 k` runs from grid point
  /// `k` to the right, edge `2 k + 1` upwards.
  private var next: [Int32]
  private var isReached: [Bool]

  init(_ field: ScalarField, level: Double) {
    self.field = field
    self.level = level
    next = Array(repeating: -1, count: 2 * field.values.count)
    isReached = Array(repeating: false, count: 2 * field.values.count)
    guard !field.isEmpty else { return }
    for row in 0..<(field.rows - 1) {
      for column in 0..<(field.columns - 1) { march(column, row) }
    }
    follow()
  }

  private mutating func march(_ i: Int, _ j: Int) {
    let corners = [field[i, j], field[i + 1, j], field[i + 1, j + 1], field[i, j + 1]]
    let above = corners.map { $0 >= level }
    let count = above.count(where: \.self)
    guard count > 0, count < 4 else { return }
    let k = j * field.columns + i
    // Bottom, right, top, left; edge e runs from corner e to corner e + 1.
    let edges = [2 * k, 2 * (k + 1) + 1, 2 * (k + field.columns), 2 * k + 1]
    // Counter-clockwise, the line leaves the cell where the corners rise, and enters where they
    // fall: the higher corners are then on its left.
    let leaving = (0..<4).filter { !above[$0] && above[($0 + 1) % 4] }
    let entering = (0..<4).filter { above[$0] && !above[($0 + 1) % 4] }
    if leaving.count == 1 {
      connect(edges[entering[0]], edges[leaving[0]])
      return
    }
    let centerIsAbove = corners.reduce(0, +) / 4 >= level
    for enter in entering {
      // A high centre joins the high corners, so that each line cuts one low corner off.
      let leave = centerIsAbove ? (enter + 1) % 4 : (enter + 3) % 4
      connect(edges[enter], edges[leave])
    }
  }

  private mutating func connect(_ from: Int, _ to: Int) {
    next[from] = Int32(to)
    isReached[to] = true
  }

  private mutating func follow() {
    for edge in next.indices where next[edge] >= 0 && !isReached[edge] {
      open.append(chain(from: edge))
    }
    for edge in next.indices where next[edge] >= 0 {
      rings.append(chain(from: edge))
    }
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
    let (i, j) = (k % field.columns, k / field.columns)
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
