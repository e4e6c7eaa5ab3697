import Typesetting

/// Which cells of the picture are covered.
struct Occupancy {
  static let cell = 4.0
  private let columns, rows: Int
  private var covered: [Bool]

  init(_ size: Size) {
    columns = (size.width / Self.cell).rounded(.up).integer(in: 1...5000)
    rows = (size.height / Self.cell).rounded(.up).integer(in: 1...5000)
    covered = Array(repeating: false, count: columns * rows)
  }

  mutating func cover(_ point: Point) {
    if let index = index(of: point) { covered[index] = true }
  }

  /// Whether a point lies in a covered cell.
  func isCovered(_ point: Point) -> Bool { index(of: point).map { covered[$0] } ?? false }

  private func index(of point: Point) -> Int? {
    guard point.x >= 0, point.y >= 0, point.x < 20_000, point.y < 20_000 else { return nil }
    let (column, row) = (Int(point.x / Self.cell), Int(point.y / Self.cell))
    return column < columns && row < rows ? row * columns + column : nil
  }

  /// Whether every cell that the rectangle touches is free; false outside the picture.
  func isFree(_ rect: Rect) -> Bool {
    guard rect.x >= 0, rect.y >= 0, rect.maxX <= Double(columns) * Self.cell,
      rect.maxY <= Double(rows) * Self.cell
    else { return false }
    let (first, last) = (Int(rect.x / Self.cell), min(Int(rect.maxX / Self.cell), columns - 1))
    for row in Int(rect.y / Self.cell)...min(Int(rect.maxY / Self.cell), rows - 1) {
      for column in first...last where covered[row * columns + column] { return false }
    }
    return true
  }
}
