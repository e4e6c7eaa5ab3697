import Typesetting

/// Rows and columns of panels whose frames align: the guides of a row or column share one margin.
struct Grid {
  /// The cells that one panel takes.
  struct Cell: Equatable {
    var row, column, rows, columns: Int
    var lastRow: Int { row + rows - 1 }
    var lastColumn: Int { column + columns - 1 }
  }

  let columns: Int
  let rows: Int
  /// One for each panel, in reading order.
  let cells: [Cell]
  private(set) var left: [Double]
  private(set) var right: [Double]
  private(set) var top: [Double]
  private(set) var bottom: [Double]

  static let gap = 24.0
  static let rowGap = 18.0

  init(spans: [Panel.Span], columns: Int) {
    self.columns = columns
    cells = Self.packed(spans, columns: columns)
    rows = (cells.map(\.lastRow).max() ?? -1) + 1
    left = Array(repeating: 0, count: columns)
    right = left
    top = Array(repeating: 0, count: rows)
    bottom = top
  }

  /// Every panel at the first free place in reading order, after the panel before it.
  private static func packed(_ spans: [Panel.Span], columns: Int) -> [Cell] {
    var cells: [Cell] = []
    // The first free row of every column; panels never go back up.
    var free = Array(repeating: 0, count: columns)
    var row = 0
    var column = 0
    for span in spans {
      let width = min(span.columns, columns)
      // A span of fewer columns than wanted keeps its shape by taking fewer rows.
      let height = max(1, span.rows * width / span.columns)
      while column + width > columns || free[column..<column + width].contains(where: { $0 > row })
      {
        column += 1
        if column + width > columns {
          column = 0
          row += 1
        }
      }
      cells.append(Cell(row: row, column: column, rows: height, columns: width))
      for taken in column..<column + width { free[taken] = row + height }
      column += width
    }
    return cells
  }

  /// Forgets the room above and below the panels, so that it is found again at their final width.
  mutating func releaseHeights() {
    top = Array(repeating: 0, count: rows)
    bottom = top
  }

  /// Makes room for the guides of all panels; room is only ever added, so that this ends.
  /// - Returns: Whether room had to be added.
  mutating func reserve(_ insets: [Insets]) -> Bool {
    let before = (left, right, top, bottom)
    for (cell, insets) in zip(cells, insets) {
      left[cell.column] = max(left[cell.column], insets.left)
      right[cell.lastColumn] = max(right[cell.lastColumn], insets.right)
      top[cell.row] = max(top[cell.row], insets.top)
      bottom[cell.lastRow] = max(bottom[cell.lastRow], insets.bottom)
    }
    return before != (left, right, top, bottom)
  }

  func innerWidth(of width: Double) -> Double {
    let guides = left.reduce(0, +) + right.reduce(0, +) + Self.gap * Double(columns - 1)
    return (width - guides) / Double(columns)
  }

  func innerHeight(of height: Double) -> Double {
    (height - guidesHeight) / Double(max(rows, 1))
  }

  /// The height of everything but the panels' insides.
  var guidesHeight: Double {
    top.reduce(0, +) + bottom.reduce(0, +) + Self.rowGap * Double(max(rows - 1, 0))
  }

  /// The size inside the guides of one panel, when a single cell has the given size inside.
  func size(_ index: Int, inner: Size) -> Size {
    let cell = cells[index]
    let between = (cell.column..<cell.lastColumn).reduce(0.0) {
      $0 + right[$1] + Self.gap + left[$1 + 1]
    }
    let beneath = (cell.row..<cell.lastRow).reduce(0.0) {
      $0 + bottom[$1] + Self.rowGap + top[$1 + 1]
    }
    return Size(
      width: Double(cell.columns) * inner.width + between,
      height: Double(cell.rows) * inner.height + beneath)
  }

  /// The room inside the guides of one panel.
  func room(_ index: Int, inner: Size, origin: Point) -> Rect {
    let (row, column) = (cells[index].row, cells[index].column)
    let leftward = left[0...column].reduce(0, +) + right[0..<column].reduce(0, +)
    let upward = top[0...row].reduce(0, +) + bottom[0..<row].reduce(0, +)
    let size = size(index, inner: inner)
    return Rect(
      x: origin.x + leftward + Double(column) * (inner.width + Self.gap),
      y: origin.y + upward + Double(row) * (inner.height + Self.rowGap), width: size.width,
      height: size.height)
  }
}
