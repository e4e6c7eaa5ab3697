import Typesetting

/// One panel while its size is being found.
struct PanelPlan {
  let panel: Panel
  let typesetter: Typesetter
  let xDomain, yDomain: ClosedRange<Double>
  /// Whether a panel further left in the row has the numbers of the y axis and says what it measures.
  var sharesYAxis = false
  /// Whether a panel further down in the column has those of the x axis.
  var sharesXAxis = false
  /// Whether the figure says once what all x axes measure.
  var leavesXTitleToFigure = false
  /// Whether a row further up says what all y axes measure.
  var leavesYTitleToFirstRow = false

  init(_ panel: Panel, typesetter: Typesetter) {
    self.panel = panel
    self.typesetter = typesetter
    let isFilled = panel.marks.contains(where: \.fillsFrame)
    xDomain = AxisDomain.resolved(
      panel.x, extents: panel.marks.map(\.xExtent), isPadded: !isFilled)
    yDomain = AxisDomain.resolved(
      panel.y, extents: panel.marks.map(\.yExtent), isPadded: !isFilled,
      startsAtZero: panel.frame == .open)
  }

  /// Whether the y axes of two panels of one height show the same.
  func hasYAxis(of other: PanelPlan) -> Bool {
    Self.isSame(panel.y, other.panel.y) && yDomain == other.yDomain && canShareAxes(with: other)
  }

  /// Whether the x axes of two panels of one width show the same.
  func hasXAxis(of other: PanelPlan) -> Bool {
    Self.isSame(panel.x, other.panel.x) && xDomain == other.xDomain && canShareAxes(with: other)
  }

  private static func isSame(_ a: Axis, _ b: Axis) -> Bool {
    a.label == b.label && a.kind == b.kind && a.ticks == b.ticks && a.ticks != .none
  }

  private func canShareAxes(with other: PanelPlan) -> Bool {
    [panel, other.panel].allSatisfy {
      $0.aspect == .free && $0.frame != .none && $0.guides == nil
    }
  }

  /// Axes without what a neighbour has already.
  var guides: Panel.Guides {
    var guides = panel.allGuides
    guides.above = guides.above.map { mark in
      guard var axis = mark as? AxisMark else { return mark }
      if axis.side == .bottom ? sharesXAxis : sharesYAxis { axis.hasLabels = false }
      return axis
    }
    return guides
  }

  /// The panel measured for a given room inside its guides.
  func measured(inner: Size, cellWidth: Double) -> MeasuredPanel {
    let (frame, x, y) = fitted(inner)
    var measured = MeasuredPanel(plan: self, size: frame, xDomain: x, yDomain: y)
    if panel.frame != .none || panel.guides != nil {
      if panel.x.ticks != .none {
        measured.x = AxisTicks(
          panel.x.kind, domain: x, length: frame.width, direction: .horizontal,
          typesetter: typesetter)
      }
      if panel.y.ticks != .none {
        measured.y = AxisTicks(
          panel.y.kind, domain: y, length: frame.height, direction: .vertical,
          typesetter: typesetter)
      }
    }
    measured.measureGuides(cellWidth: cellWidth)
    return measured
  }

  /// The frame's size and the domains: with an equal aspect the shorter side's domain grows if it
  /// was not given, else the frame shrinks.
  private func fitted(_ inner: Size) -> (Size, ClosedRange<Double>, ClosedRange<Double>) {
    guard panel.aspect == .equal, panel.x.kind == .linear, panel.y.kind == .linear else {
      return (inner, xDomain, yDomain)
    }
    let xWidth = xDomain.upperBound - xDomain.lowerBound
    let yWidth = yDomain.upperBound - yDomain.lowerBound
    let unit = min(inner.width / xWidth, inner.height / yWidth)
    guard unit.isFinite, unit > 0 else { return (inner, xDomain, yDomain) }
    var size = Size(width: unit * xWidth, height: unit * yWidth)
    var (x, y) = (xDomain, yDomain)
    if panel.x.domain == nil, size.width < inner.width {
      x = Self.widened(x, to: inner.width / unit)
      size.width = inner.width
    }
    if panel.y.domain == nil, size.height < inner.height {
      y = Self.widened(y, to: inner.height / unit)
      size.height = inner.height
    }
    return (Size(width: max(size.width, 8), height: max(size.height, 8)), x, y)
  }

  private static func widened(_ range: ClosedRange<Double>, to width: Double) -> ClosedRange<Double>
  {
    let more = (width - (range.upperBound - range.lowerBound)) / 2
    guard more.isFinite, more > 0 else { return range }
    return (range.lowerBound - more)...(range.upperBound + more)
  }
}

/// One panel with its guides measured, not yet placed.
struct MeasuredPanel {
  let plan: PanelPlan
  /// Of the frame.
  let size: Size
  let xDomain, yDomain: ClosedRange<Double>
  var x = AxisTicks()
  var y = AxisTicks()
  var header: PanelHeader?
  var xTitle: TextBlock?
  /// A y axis title too long to stand above the axis.
  var rotatedTitle: TextLine?
  /// How far the guides reach beyond the frame.
  var insets = Insets()

  init(plan: PanelPlan, size: Size, xDomain: ClosedRange<Double>, yDomain: ClosedRange<Double>) {
    self.plan = plan
    self.size = size
    self.xDomain = xDomain
    self.yDomain = yDomain
  }

  mutating func measureGuides(cellWidth: Double) {
    let panel = plan.panel
    let typesetter = plan.typesetter
    measureMarks(cellWidth: cellWidth)
    let hasAxes = panel.frame != .none || panel.guides != nil
    let hasYTitle = hasAxes && !plan.leavesYTitleToFirstRow
    let yLabel = hasYTitle ? y.title(panel.y.label) : nil
    let width = insets.left + size.width + insets.right
    var above: Label? = yLabel
    if let yLabel {
      let line = typesetter.line(yLabel, size: 12)
      let room = insets.left + 0.75 * size.width
      if line.width > room, line.width <= size.height {
        above = nil
        if !plan.sharesYAxis {
          rotatedTitle = line
          insets.left += line.ascent + line.descent + 6
        }
      }
    }
    // A title that a neighbour shows only keeps its room here, and must not wrap on its own.
    let shared = plan.sharesYAxis ? above.map { _ in Label(verbatim: " ") } : nil
    var header = PanelHeader(
      panel: panel, yTitle: shared ?? above,
      barTitle: panel.colorBar?.title(height: size.height, typesetter: typesetter), width: width,
      typesetter: typesetter)
    header.showsYTitle = !plan.sharesYAxis
    self.header = header
    insets.top = max(header.height, 8)
    guard hasAxes, !plan.sharesXAxis else { return }
    if let label = x.title(panel.x.label) {
      let block = TextBlock.axisTitle(
        label, size: 12, width: max(width, 60), typesetter: typesetter)
      xTitle = block
      insets.bottom += 6 + block.height
    }
  }

  /// Makes room for what guides and marks have outside the frame; marks get no more than a part of
  /// the cell's width for their labels.
  private mutating func measureMarks(cellWidth: Double) {
    let context = context(in: Rect(x: 0, y: 0, width: size.width, height: size.height))
    for mark in plan.panel.marks { insets = insets.union(mark.protrusion(in: context)) }
    insets.right = min(insets.right, 0.3 * cellWidth)
    let guides = plan.guides
    for guide in guides.below + guides.above {
      insets = insets.union(guide.protrusion(in: context))
    }
    if let bar = plan.panel.colorBar { insets = insets.union(bar.protrusion(in: context)) }
  }

  /// What marks may ask when the frame lies in a given place.
  func context(in frame: Rect) -> PanelContext {
    var context = PanelContext(
      x: xScale(from: frame.x, to: frame.maxX), y: yScale(from: frame.maxY, to: frame.y),
      frame: frame, typesetter: plan.typesetter)
    context.xTicks = x
    context.yTicks = y
    return context
  }

  func xScale(from start: Double, to end: Double) -> Scale {
    Scale(kind: plan.panel.x.kind, domain: xDomain, start: start, end: end)
  }
  func yScale(from start: Double, to end: Double) -> Scale {
    Scale(kind: plan.panel.y.kind, domain: yDomain, start: start, end: end)
  }
}
