import Typesetting

/// One panel while its size is being found.
struct PanelPlan {
  let panel: Panel
  let typesetter: Typesetter
  let xDomain, yDomain: ClosedRange<Double>
  /// What the marks want outside the frame.
  let markMargins: Insets
  /// Whether a panel further left in the row says what the y axis measures.
  var sharesYTitle = false

  init(_ panel: Panel, typesetter: Typesetter) {
    self.panel = panel
    self.typesetter = typesetter
    xDomain = AxisDomain.resolved(panel.x, extents: panel.marks.map(\.xExtent))
    yDomain = AxisDomain.resolved(
      panel.y, extents: panel.marks.map(\.yExtent),
      startsAtZero: panel.frame == .open)
    markMargins = panel.marks.reduce(Insets()) {
      $0.union($1.margins(typesetter: typesetter))
    }
  }

  /// Whether the y axes of two panels of one height show the same.
  func hasYAxis(of other: PanelPlan) -> Bool {
    panel.y.label == other.panel.y.label && panel.y.kind == other.panel.y.kind
      && yDomain == other.yDomain
      && [panel, other.panel].allSatisfy {
        $0.aspect == .free && $0.frame != .none && $0.y.ticks != .none
      }
  }

  /// The panel measured for a given room inside its guides.
  func measured(inner: Size, cellWidth: Double) -> MeasuredPanel {
    let (frame, x, y) = fitted(inner)
    var measured = MeasuredPanel(plan: self, size: frame, xDomain: x, yDomain: y)
    if panel.frame != .none, panel.x.ticks != .none {
      measured.x = AxisTicks(
        panel.x.kind, domain: x, length: frame.width, direction: .horizontal,
        typesetter: typesetter)
    }
    if panel.frame != .none, panel.y.ticks != .none {
      measured.y = AxisTicks(
        panel.y.kind, domain: y, length: frame.height, direction: .vertical,
        typesetter: typesetter)
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
  var colorBar: ColorBarGuide?
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
    colorBar = panel.colorBar.map { ColorBarGuide($0, typesetter: typesetter) }
    measureSides(cellWidth: cellWidth)
    let hasAxes = panel.frame != .none
    let yLabel = hasAxes ? Self.title(panel.y.label, exponent: y.exponent) : nil
    let width = insets.left + size.width + insets.right
    var above: Label? = yLabel
    if let yLabel {
      let line = typesetter.line(yLabel, size: 12)
      let room = insets.left + 0.75 * size.width
      if line.width > room, line.width <= size.height {
        above = nil
        if !plan.sharesYTitle {
          rotatedTitle = line
          insets.left += line.ascent + line.descent + 6
        }
      }
    }
    var header = PanelHeader(
      panel: panel, yTitle: above, barTitle: panel.colorBar?.label.scaled(by: colorBar),
      width: width, typesetter: typesetter)
    header.showsYTitle = !plan.sharesYTitle
    self.header = header
    insets.top = max(header.height, 8)
    guard hasAxes else { return }
    let labels = x.ticks.map { $0.line.ascent + $0.line.descent }.max() ?? 0
    insets.bottom = AxisGuide.tickLength + AxisGuide.xLabelGap + labels
    if let label = Self.title(panel.x.label, exponent: x.exponent) {
      let block = TextBlock.axisTitle(
        label, size: 12, width: max(width, 60), typesetter: typesetter)
      xTitle = block
      insets.bottom += 6 + block.height
    }
  }

  /// Tick labels at the left, half of the end labels, colour bar and marks' wishes at the right.
  private mutating func measureSides(cellWidth: Double) {
    let scale = xScale(from: 0, to: size.width)
    let left = (y.ticks.map(\.line.width).max() ?? 0) + (y.ticks.isEmpty ? 0 : AxisGuide.yLabelGap)
    let outLeft = x.ticks.map { $0.line.width / 2 - scale($0.value) }.max() ?? 0
    let outRight = x.ticks.map { scale($0.value) + $0.line.width / 2 - size.width }.max() ?? 0
    let wish = min(plan.markMargins.right, 0.3 * cellWidth)
    insets.left = max(left, outLeft, 0)
    insets.right = max(outRight, colorBar?.protrusion ?? 0, wish, 0)
  }

  func xScale(from start: Double, to end: Double) -> Scale {
    Scale(kind: plan.panel.x.kind, domain: xDomain, start: start, end: end)
  }
  func yScale(from start: Double, to end: Double) -> Scale {
    Scale(kind: plan.panel.y.kind, domain: yDomain, start: start, end: end)
  }

  private static func title(_ label: Label?, exponent: Int) -> Label? {
    guard exponent != 0 else { return label }
    return (label ?? Label(parts: [])).scaled(byExponent: exponent)
  }
}

extension Label {
  /// A colour bar's name, with the power of ten that its numbers have lost.
  fileprivate func scaled(by bar: ColorBarGuide?) -> Label {
    guard let exponent = bar?.format.exponent, exponent != 0 else { return self }
    return scaled(byExponent: exponent)
  }
}
