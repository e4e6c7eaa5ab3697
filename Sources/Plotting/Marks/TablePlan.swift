import Typesetting

/// The columns of a table with their places.
struct TablePlan {
  private(set) var columns: [TableColumn]
  /// Of all columns that have room, in px.
  private(set) var width = 0.0

  init(_ columns: [TableBars.Column], rows: Int, width: Double, _ typesetter: Typesetter) {
    let all = columns.map { TableColumn($0, rows: rows, typesetter: typesetter) }
    let gap = width < 420 ? 14.0 : 18
    var kept: [TableColumn] = []
    var need = 0.0
    for column in all {
      let more = (kept.isEmpty ? 0 : gap) + column.least
      guard kept.isEmpty || need + more <= width else { break }
      need += more
      kept.append(column)
    }
    self.columns = kept
    var x = 0.0
    let room = width - gap * Double(max(kept.count - 1, 0))
    for (index, column) in Self.widths(kept, room: room).enumerated() {
      self.columns[index].set(x: x, width: column, typesetter: typesetter)
      x += column + gap
    }
    self.width = max(x - gap, 0)
  }

  /// Between what columns need and what they would like; bars share what is left after that.
  private static func widths(_ columns: [TableColumn], room: Double) -> [Double] {
    let least = columns.reduce(0) { $0 + $1.least }
    let wanted = columns.reduce(0) { $0 + $1.wanted }
    guard wanted > room else {
      let bars = columns.count { $0.bars != nil }
      let more = bars > 0 ? (room - wanted) / Double(bars) : 0
      return columns.map { $0.wanted + ($0.bars != nil ? more : 0) }
    }
    guard least < room else { return columns.map { min($0.least, max(room, 1)) } }
    // Names first: a short bar says as much as a long one.
    func missing(_ column: TableColumn) -> Double { column.wanted - column.least }
    let (texts, bars) = (columns.filter { $0.bars == nil }, columns.filter { $0.bars != nil })
    let forTexts = min(room - least, texts.map(missing).reduce(0, +))
    let forBars = room - least - forTexts
    let parts = (
      text: forTexts / max(texts.map(missing).reduce(0, +), 1e-9),
      bar: forBars / max(bars.map(missing).reduce(0, +), 1e-9)
    )
    return columns.map { $0.least + ($0.bars == nil ? parts.text : parts.bar) * missing($0) }
  }
}

/// One column of a table, measured.
struct TableColumn {
  private static let size = 11.0
  private static let leastBars = 28.0
  private static let barGap = 10.0

  let bars: Paint?
  private let title: Label?
  private var names: [Label] = []
  private var lines: [TextLine] = []
  private var numbers: [TableNumber] = []
  private var values: [Double] = []
  /// How far the numbers reach to both sides of their points.
  private var (wholeWidth, restWidth) = (0.0, 0.0)
  let isNumeric: Bool
  private(set) var header: TextLine?
  private(set) var x = 0.0
  /// Without the bars.
  private(set) var textWidth = 0.0
  private var barWidth = 0.0
  let least, wanted: Double

  init(_ column: TableBars.Column, rows: Int, typesetter: Typesetter) {
    title = column.title
    let header =
      column.title.map { typesetter.line($0, size: Self.size, face: .semibold).width } ?? 0
    switch column.content {
    case .names(let all):
      (bars, isNumeric) = (nil, false)
      names = Array(all.prefix(rows))
      let widths = names.map { typesetter.line($0, size: Self.size).width }
      wanted = max(widths.max() ?? 0, header, 1)
      least = min(wanted, 44)
    case .numbers(let all, let decimals):
      (bars, isNumeric) = (column.bars, true)
      let count = min(max(decimals ?? TableNumber.decimals(for: all), 0), 12)
      values = Array(all.prefix(rows))
      numbers = values.map { TableNumber($0, decimals: count, size: Self.size, typesetter) }
      wholeWidth = numbers.map(\.point).max() ?? 0
      restWidth = numbers.map { $0.line.width - $0.point }.max() ?? 0
      let text = max(wholeWidth + restWidth, 1)
      let extra = bars == nil ? 0 : Self.barGap + Self.leastBars
      least = max(text + extra, min(header, 30))
      wanted = max(text + (bars == nil ? 0 : Self.barGap + 90), header)
    }
  }

  /// Decides place and width, and with them how much of names and header can stand.
  mutating func set(x: Double, width: Double, typesetter: Typesetter) {
    self.x = x
    let numbersWidth = wholeWidth + restWidth
    header = title.map {
      typesetter.shortened($0, size: Self.size, width: width, face: .semibold)
    }
    lines = names.map { typesetter.shortened($0, size: Self.size, width: width) }
    guard isNumeric else { return textWidth = width }
    textWidth = bars == nil ? width : numbersWidth
    barWidth = bars == nil ? 0 : max(0, width - textWidth - Self.barGap)
  }

  /// The rows from a given top on; the table begins at `left`.
  func elements(left: Double, top: Double, rowHeight: Double) -> [Scene.Element] {
    func baseline(_ row: Int) -> Double {
      top + rowHeight * (Double(row) + 0.5) + 0.36 * Self.size
    }
    let x = left + x
    guard isNumeric else {
      return lines.enumerated().map { row, line in
        .text(
          line, at: Point(x: x, y: baseline(row)), angle: 0, paint: Paint(.ink), halo: false)
      }
    }
    let point = x + textWidth - restWidth
    return barElements(left: x + textWidth + Self.barGap, top: top, rowHeight: rowHeight)
      + numbers.enumerated().map { row, number in
        let origin = Point(x: point - number.point, y: baseline(row))
        let paint = Paint(number.isMissing ? .muted : .ink)
        return .text(number.line, at: origin, angle: 0, paint: paint, halo: false)
      }
  }

  /// Bars to both sides of one zero line, in one scale.
  private func barElements(left: Double, top: Double, rowHeight: Double) -> [Scene.Element] {
    guard let bars, barWidth > 0, !values.isEmpty else { return [] }
    let finite = values.filter(\.isFinite)
    // Halved, so that the widest interval does not overflow.
    let low = min(finite.min() ?? 0, 0) / 2
    let high = max(finite.max() ?? 0, 0) / 2
    let scale = high > low ? 1 / (high - low) : 0
    func place(_ value: Double) -> Double { left + barWidth * ((value / 2 - low) * scale) }
    let zero = place(0)
    let paint = Paint(bars.role, opacity: 0.35 * bars.opacity)
    let rectangles = values.enumerated().compactMap { row, value -> Scene.Element? in
      guard value.isFinite, value != 0, scale.isFinite, scale > 0 else { return nil }
      let end = place(value)
      let middle = top + rowHeight * (Double(row) + 0.5)
      let bar = Rect(
        x: min(zero, end), y: middle - TableBars.barHeight / 2, width: abs(end - zero),
        height: TableBars.barHeight)
      return .path(.rectangle(bar), fill: paint, stroke: nil)
    }
    let bottom = top + rowHeight * Double(values.count)
    let line = Path.polyline([Point(x: zero, y: top), Point(x: zero, y: bottom)])
    let stroke = Stroke(Paint(.axis), width: 1, cap: .butt)
    return rectangles + [.path(line, fill: nil, stroke: stroke)]
  }
}
