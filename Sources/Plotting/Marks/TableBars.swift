public import Typesetting

/// A table: columns of names and of numbers aligned at their decimal points, with bars beside them.
///
/// Give it a panel with the frame ``Panel/Frame/none``, or use ``Panel/table(_:title:)``. The panel
/// becomes as high as the rows need.
public struct TableBars: Mark {
  /// One column.
  public struct Column: Sendable {
    /// What stands in the rows.
    public enum Content: Sendable {
      /// Text at the left; it loses its middle where the column is narrow.
      case names([Label])
      /// Numbers with so many decimals, at most 12; nil for four significant digits of the largest.
      /// NaN is a dash.
      case numbers([Double], decimals: Int?)
    }
    /// Stands above the rows in semibold; nil for nothing.
    public var title: Label?
    /// What stands in the rows.
    public var content: Content
    /// The colour of bars beside the numbers, drawn at 35 %; nil for no bars.
    public var bars: Paint?

    /// A column without bars unless told otherwise.
    public init(_ title: Label?, _ content: Content, bars: Paint? = nil) {
      self.title = title
      self.content = content
      self.bars = bars
    }
  }

  /// From left to right. Shorter ones leave the last rows empty.
  public var columns: [Column]

  /// A table of columns.
  public init(_ columns: [Column]) { self.columns = columns }

  static let rowHeight = 20.0
  static let headerHeight = 24.0
  static let barHeight = 8.0

  var rowCount: Int { columns.map(\.count).max() ?? 0 }
  private var top: Double { columns.contains { $0.title != nil } ? Self.headerHeight : 2 }

  /// The height of the header and of all rows.
  public func leastHeight(width: Double, typesetter: Typesetter) -> Double {
    columns.isEmpty ? 0 : top + Self.rowHeight * Double(rowCount) + 2
  }

  /// Refuses infinite numbers.
  public func check() throws(PlottingError) {
    for column in columns {
      if case .numbers(let values, _) = column.content { try checkValues(values) }
    }
  }

  /// How many rows have room; all of them in a panel that asked for its least height.
  private func rows(in frame: Rect) -> Int {
    let room = (frame.height - top - 2) / Self.rowHeight + 1e-6
    return min(rowCount, room.integer(in: 0...1_000_000))
  }

  /// Header, rules, bars and texts, row by row.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let frame = context.frame
    let rows = rows(in: frame)
    let plan = TablePlan(columns, rows: rows, width: frame.width, context.typesetter)
    guard !plan.columns.isEmpty else { return [] }
    let extra = rows > 0 ? (frame.height - top - 2) / Double(rows) : Self.rowHeight
    let height = extra.clamped(to: Self.rowHeight...26)
    let right = frame.x + plan.width
    func rule(_ y: Double, _ role: ColorRole) -> Scene.Element {
      .path(
        .polyline([Point(x: frame.x, y: y), Point(x: right, y: y)]), fill: nil,
        stroke: Stroke(Paint(role), width: 1, cap: .butt))
    }
    let first = frame.y + top
    var elements = [rule(first, .axis)]
    elements += (1..<max(rows, 1)).map { rule(first + height * Double($0), .grid) }
    if rows > 0 { elements.append(rule(first + height * Double(rows), .axis)) }
    for column in plan.columns {
      if let header = column.header {
        let x = frame.x + column.x + (column.isNumeric ? column.textWidth - header.width : 0)
        let origin = Point(x: max(x, frame.x + column.x), y: first - 8)
        elements.append(.text(header, at: origin, angle: 0, paint: Paint(.ink), halo: false))
      }
      elements += column.elements(left: frame.x, top: first, rowHeight: height)
    }
    return [.group(label: "table", clip: nil, elements)]
  }

  /// What had no room: rows in a panel that is too low, columns in one that is too narrow.
  public func notes(in context: PanelContext) -> [Label] {
    let rows = rows(in: context.frame)
    let plan = TablePlan(columns, rows: rows, width: context.frame.width, context.typesetter)
    let lost = columns.count - plan.columns.count
    var notes: [Label] = []
    if lost > 0 { notes.append(Self.missing(lost, "column")) }
    if rows < rowCount { notes.append(Self.missing(rowCount - rows, "row")) }
    return notes
  }

  private static func missing(_ count: Int, _ what: String) -> Label {
    Label(
      verbatim: count == 1
        ? "The table's last \(what) has no room here."
        : "The table's last \(count) \(what)s have no room here.")
  }
}

extension TableBars.Column {
  var count: Int {
    switch content {
    case .names(let names): names.count
    case .numbers(let values, _): values.count
    }
  }
}

extension Panel {
  /// A panel that shows a table and nothing else.
  public static func table(_ table: TableBars, title: Label? = nil) -> Panel {
    Panel(title: title, x: Axis(), y: Axis(), frame: .none, marks: [table])
  }
}
