import Typesetting

/// The boxes of a diagram with their sizes and texts.
struct DiagramPlan {
  struct Box {
    var rect: Rect
    var texts: [Scene.Element]
  }
  /// One for each item, in order.
  private(set) var boxes: [Box] = []
  /// Whether every box has room for its label.
  private(set) var hasAllLabels = true

  private static let size = 12.0
  private static let captionSize = 10.0
  /// Letters are never smaller; longer words lose their middle instead.
  static let leastSize = 9.5
  private static let padding = Size(width: 10, height: 6)
  /// Between boxes above one another, in px.
  private static let rowGap = 10.0

  init(_ items: [DiagramBoxes.Item], in frame: Rect, _ typesetter: Typesetter) {
    guard !items.isEmpty, items.allSatisfy(\.hasPlace) else { return }
    let rows = DiagramRows(items)
    let cell = frame.height / rows.count
    let natural = items.map { item in
      let width = Self.lines(item, width: .infinity, typesetter).map(\.line.width).max() ?? 0
      return width + 2 * Self.padding.width
    }
    let columns = DiagramColumns(items.map(\.column), widths: natural, frame: frame)
    for item in items {
      guard let (x, width) = columns[item.column] else { continue }
      let padding = min(Self.padding.width, 0.15 * width)
      let tallest = max(
        item.span.map { max($0, 0.5) * cell - Self.rowGap } ?? (rows.nearest * cell - Self.rowGap),
        8)
      // A box is as wide as its widest line, which must not be cut for a rounding of that width.
      let room = width - 2 * padding + 0.01
      var shown = Self.lines(item, width: room, typesetter)
      if shown[0].line.width > room || shown[0].line.height > tallest { hasAllLabels = false }
      shown.removeAll { $0.line.width > room }
      while Self.height(shown) > tallest, shown.count > 1 { shown.removeLast() }
      shown.removeAll { $0.line.height > tallest }
      let height = item.span != nil ? tallest : min(max(Self.height(shown), 24), tallest)
      let center = Point(x: x, y: frame.y + cell * (item.row - rows.first + 0.5))
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
    lines.reduce(2 * padding.height) { $0 + $1.line.height }
      + 2 * Double(lines.count - 1)
  }

  private static func elements(_ lines: [Line], center: Point) -> [Scene.Element] {
    var top = center.y - height(lines) / 2 + padding.height
    return lines.map { line, paint in
      defer { top += line.height + 2 }
      let origin = Point(x: center.x - line.width / 2, y: top + line.ascent)
      return .text(line, at: origin, angle: 0, paint: paint, halo: false)
    }
  }

  static func leastHeight(_ items: [DiagramBoxes.Item], _ typesetter: Typesetter) -> Double {
    guard !items.isEmpty, items.allSatisfy(\.hasPlace) else { return 0 }
    let rows = DiagramRows(items)
    let tallest = items.map { height(lines($0, width: .infinity, typesetter)) }.max() ?? 0
    return min((tallest + rowGap) / rows.nearest * rows.count, 4000)
  }
}

/// The rows of a diagram.
private struct DiagramRows {
  let first: Double
  /// How many rows are as high as the diagram.
  let count: Double
  /// What boxes without a span of their own may be high at most, in rows.
  let nearest: Double

  init(_ items: [DiagramBoxes.Item]) {
    func beyond(_ item: DiagramBoxes.Item) -> Double { max((item.span ?? 1) - 1, 0) / 2 }
    first = items.map { $0.row - beyond($0) }.min() ?? 0
    count = (items.map { $0.row + beyond($0) }.max() ?? 0) - first + 1
    var nearest = 1.0
    for (index, item) in items.enumerated() {
      for other in items[..<index] where item.column == other.column {
        let distance = abs(item.row - other.row)
        switch (item.span, other.span) {
        case (nil, nil): nearest = min(nearest, distance)
        case (nil, let span?), (let span?, nil):
          nearest = min(nearest, 2 * (distance - max(span, 0.5) / 2))
        case (_?, _?): break
        }
      }
    }
    self.nearest = max(nearest, 0.5)
  }
}

/// The columns of a diagram: each as wide as its widest box, with what is left between them.
private struct DiagramColumns {
  private var places: [Double: (center: Double, width: Double)] = [:]
  private static let leastGap = 16.0
  /// Wider gaps would only make a diagram hard to follow, in px for each column.
  private static let greatestGap = 150.0

  init(_ columns: [Double], widths: [Double], frame: Rect) {
    let order = Set(columns).sorted()
    let wanted = order.map { column in
      zip(columns, widths).filter { $0.0 == column }.map(\.1).max() ?? 0
    }
    let steps = zip(order, order.dropFirst()).map { $1 - $0 }
    let least = min(Self.leastGap, 0.3 * frame.width / Double(order.count))
    let room = max(frame.width - least * Double(steps.count), 1)
    let most = Self.limit(wanted, total: room)
    let shown = wanted.map { min($0, most) }
    let free = max(room - shown.reduce(0, +), 0)
    let span = steps.reduce(0, +)
    let unit = span > 0 ? min(free / span, Self.greatestGap) : 0
    var x = frame.center.x - (shown.reduce(0, +) + steps.reduce(0) { $0 + least + unit * $1 }) / 2
    for (index, column) in order.enumerated() {
      places[column] = (x + shown[index] / 2, shown[index])
      x += shown[index] + (index < steps.count ? least + unit * steps[index] : 0)
    }
  }

  subscript(column: Double) -> (center: Double, width: Double)? { places[column] }

  /// The width to which the widest columns have to come down so that all of them fit.
  private static func limit(_ widths: [Double], total: Double) -> Double {
    var rest = total
    let sorted = widths.sorted()
    for (index, width) in sorted.enumerated() {
      let share = rest / Double(sorted.count - index)
      if width > share { return share }
      rest -= width
    }
    return .infinity
  }
}

extension TextLine {
  fileprivate var height: Double { ascent + descent }
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
