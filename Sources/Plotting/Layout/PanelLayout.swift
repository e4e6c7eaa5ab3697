import Typesetting

/// One panel whose frame has its place.
struct PanelLayout {
  let measured: MeasuredPanel
  let frame: Rect
  var context: PanelContext

  /// Where the tick labels of the panel's column begin.
  private let left: Double
  /// Where the panel's title begins: on one height in a row of panels.
  private let titleTop: Double?

  /// - Parameters:
  ///   - left: How far the guides of the panel's column reach to the left of its frames.
  ///   - top: How far those of its row reach above them.
  init(_ measured: MeasuredPanel, room: Rect, left: Double, top: Double) {
    self.measured = measured
    let panel = measured.plan.panel
    frame = Rect(
      x: room.x + max(0, room.width - measured.size.width) / 2,
      y: room.y + max(0, room.height - measured.size.height) / 2, width: measured.size.width,
      height: measured.size.height)
    self.left =
      measured.size.width < room.width - 1 ? frame.x - measured.insets.left : room.x - left
    titleTop = measured.size.height < room.height - 1 ? nil : room.y - top
    context = measured.context(in: frame)
    context.obstacles = panel.marks.flatMap { [context] in $0.occupied(in: context) }
    for mark in panel.marks { context.obstacles += mark.occupiedLater(in: context) }
  }

  private var panel: Panel { measured.plan.panel }
  var legend: [LegendEntry] { panel.legend }

  /// Grid, marks, axes, titles, colour bar; the labels that want a place come later.
  var elements: [Scene.Element] {
    let plan = measured.plan
    func drawn(_ marks: [any Mark]) -> [Scene.Element] {
      marks.flatMap { $0.elements(in: context) }.compactMap(\.finitePart)
    }
    let data = drawn(panel.marks)
    let isEmpty = data.isEmpty && !panel.marks.isEmpty && requests.isEmpty
    return drawn(plan.guides.below) + data + drawn(plan.guides.above)
      + drawn(panel.colorBar.map { [$0] } ?? []) + titles + (isEmpty ? [absence] : [])
  }

  /// Says that no data lie within the axes, so that an empty panel is not taken for a fault.
  private var absence: Scene.Element {
    let line = context.typesetter.line("no data in view", size: 11)
    let origin = Point(x: frame.center.x - line.width / 2, y: frame.center.y + 0.36 * 11)
    return .text(line, at: origin, angle: 0, paint: Paint(.muted), halo: true)
  }

  /// What readers must know about the drawing.
  var notes: [Label] { panel.marks.flatMap { $0.notes(in: context) } }

  var requests: [LabelRequest] {
    panel.marks.flatMap { $0.labels(in: context) }.filter {
      $0.anchor.isFinite && frame.inset(by: -3).contains($0.anchor)
    }
  }

  /// The lower end of the guides.
  var bottom: Double { frame.maxY + measured.insets.bottom }

  private var titles: [Scene.Element] {
    let insets = measured.insets
    var elements =
      measured.header?.elements(
        bottom: frame.y, titleTop: titleTop, left: left, right: frame.maxX + insets.right,
        barLeft: frame.maxX + ColorBar.gap) ?? []
    if let title = measured.xTitle, !measured.plan.leavesXTitleToFigure {
      let top = frame.maxY + insets.bottom - title.height
      let x = min(
        max(frame.center.x, left + title.width / 2), frame.maxX + insets.right - title.width / 2)
      elements += title.elements(x: x, top: top, alignment: 0.5, paint: Paint(.muted))
    }
    if let title = measured.rotatedTitle {
      let origin = Point(x: left + title.ascent, y: frame.center.y + title.width / 2)
      elements.append(.text(title, at: origin, angle: 90, paint: Paint(.muted), halo: false))
    }
    return elements
  }
}
