import Typesetting

/// The boxes of a diagram with their sizes and texts.
struct DiagramPlan {
  struct Box {
    var rect: Rect
    var texts: [Scene.Element]
  }
  /// One for each item, in order.
  private(set) var boxes: [Box] = []

  private static let size = 12.0
  private static let captionSize = 10.0
  /// Letters are never smaller; longer words lose their middle instead.
  static let leastSize = 9.5
  private static let padding = Size(width: 10, height: 6)
  /// Between boxes above one another, in px.
  private static let rowGap = 10.0

  init(_ items: [DiagramBoxes.Item], in frame: Rect, _ typesetter: Typesetter) {
    guard !items.isEmpty, items.allSatisfy({ $0.column.isFinite && $0.row.isFinite }) else {
      return
    }
    let grid = DiagramGrid(items)
    let cell = Size(width: frame.width / grid.columns, height: frame.height / grid.rows)
    let between = (0.32 * cell.width * grid.nearestColumn).clamped(to: 14...110)
    let widest = max(cell.width * grid.nearestColumn - between, 12)
    let tallest = max(cell.height * grid.nearestRow - Self.rowGap, 12)
    let texts = items.map { Self.lines($0, width: widest - 2 * Self.padding.width, typesetter) }
    for (item, lines) in zip(items, texts) {
      // Boxes of one column are equally wide: ribbons then begin on one line.
      let column = zip(items, texts).filter { $0.0.column == item.column }.map {
        $0.1.map(\.line.width).max() ?? 0
      }
      let width = min((column.max() ?? 0) + 2 * Self.padding.width, widest)
      let shown = Self.height(lines) <= tallest ? lines : Array(lines.prefix(1))
      let height = min(max(Self.height(shown), 24), tallest)
      let center = Point(
        x: frame.x + cell.width * (item.column - grid.firstColumn + 0.5),
        y: frame.y + cell.height * (item.row - grid.firstRow + 0.5))
      let rect = Rect(
        x: center.x - width / 2, y: center.y - height / 2, width: width, height: height)
      boxes.append(Box(rect: rect, texts: Self.elements(shown, center: center)))
    }
  }

  private typealias Line = (line: TextLine, paint: Paint)

  private static func lines(
    _ item: DiagramBoxes.Item, width: Double, _ typesetter: Typesetter
  ) -> [Line] {
    let label = typesetter.fitted(item.label, size: size, least: leastSize, width: width)
    let caption = item.caption.map {
      typesetter.fitted($0, size: captionSize, least: leastSize, width: width)
    }
    return [(label, Paint(.ink))] + (caption.map { [($0, Paint(.muted))] } ?? [])
  }

  private static func height(_ lines: [Line]) -> Double {
    lines.reduce(2 * padding.height) { $0 + $1.line.ascent + $1.line.descent }
      + 2 * Double(lines.count - 1)
  }

  private static func elements(_ lines: [Line], center: Point) -> [Scene.Element] {
    var top = center.y - height(lines) / 2 + padding.height
    return lines.map { line, paint in
      defer { top += line.ascent + line.descent + 2 }
      let origin = Point(x: center.x - line.width / 2, y: top + line.ascent)
      return .text(line, at: origin, angle: 0, paint: paint, halo: false)
    }
  }

  static func leastHeight(_ items: [DiagramBoxes.Item], _ typesetter: Typesetter) -> Double {
    guard !items.isEmpty, items.allSatisfy({ $0.column.isFinite && $0.row.isFinite }) else {
      return 0
    }
    let grid = DiagramGrid(items)
    let tallest = items.map { height(lines($0, width: .infinity, typesetter)) }.max() ?? 0
    return min((tallest + rowGap) / grid.nearestRow * grid.rows, 4000)
  }
}

/// The grid on which boxes stand.
private struct DiagramGrid {
  let firstColumn, firstRow: Double
  /// How many cells there are.
  let columns, rows: Double
  /// The least distance between boxes that stand beside each other, and above each other, in cells.
  let nearestColumn, nearestRow: Double

  init(_ items: [DiagramBoxes.Item]) {
    let (x, y) = (items.map(\.column), items.map(\.row))
    firstColumn = x.min() ?? 0
    firstRow = y.min() ?? 0
    columns = min((x.max() ?? 0) - firstColumn + 1, 1e6)
    rows = min((y.max() ?? 0) - firstRow + 1, 1e6)
    var (nearestColumn, nearestRow) = (1.0, 1.0)
    for (index, item) in items.enumerated() {
      for other in items[..<index] {
        let (right, down) = (abs(item.column - other.column), abs(item.row - other.row))
        if down < 0.5 {
          nearestColumn = min(nearestColumn, max(right, 0.5))
        } else if right < 1 {
          nearestRow = min(nearestRow, down)
        }
      }
    }
    self.nearestColumn = nearestColumn
    self.nearestRow = nearestRow
  }
}

extension Typesetter {
  /// A label on one line no wider than a given width: smaller down to a least size, then shortened
  /// in the middle; mathematics that is still too wide becomes words.
  func fitted(_ label: Label, size: Double, least: Double, width: Double) -> TextLine {
    let whole = line(label, size: size)
    guard whole.width > width else { return whole }
    let smaller = max(least, size * width / max(whole.width, 1e-9))
    let small = shortened(label, size: smaller, width: width)
    guard small.width > width else { return small }
    let words = line(label, size: size).plainText
    return shortened(Label(verbatim: words), size: least, width: width)
  }
}
