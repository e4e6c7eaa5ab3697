public import Typesetting

/// Tells what the colours of a field measure, beside its panel.
public struct ColorBar: Mark {
  /// What the bar shows.
  public enum Content: Sendable, Hashable {
    /// As many bands as ``FilledContours`` draws between these levels, of equal heights; ascending,
    /// in units of the field.
    case bands([Double])
    /// A ramp from the lower to the upper end of an interval, in units of the field.
    case ramp(ColorRole.Ramp, ClosedRange<Double>, Axis.Kind)
  }
  /// What the numbers measure, in words.
  public var label: Label
  /// What the bar shows.
  public var content: Content

  /// A bar of one band fewer than levels.
  public init(_ label: Label, levels: [Double]) {
    self.init(label, .bands(levels.filter(\.isFinite)))
  }

  /// A bar with the given content.
  public init(_ label: Label, _ content: Content) {
    self.label = label
    self.content = content
  }

  static let gap = 18.0
  static let width = 12.0
  private static let labelGap = 8.0

  /// The bar's numbers, each with its place as a part of the height, from 0 below.
  private struct Numbers {
    var ticks: [(place: Double, line: TextLine)]
    /// The bar's label with what the numbers have lost.
    var title: Label
  }

  private func numbers(height: Double, typesetter: Typesetter) -> Numbers {
    switch content {
    case .bands(let levels):
      let (format, bands) = (Self.format(levels), Double(max(levels.count - 1, 1)))
      let ticks = levels.enumerated().map { index, level in
        let label = Label(verbatim: format.compact(level))
        return (Double(index) / bands, typesetter.line(label, size: AxisTicks.size))
      }
      let exponent = format.exponent
      return Numbers(
        ticks: ticks, title: exponent == 0 ? label : label.scaled(byExponent: exponent))
    case .ramp(_, let interval, let kind):
      let domain = AxisDomain.resolved(Axis(kind: kind, domain: interval), extents: [])
      let scale = Scale(kind: kind, domain: domain, start: 0, end: 1)
      let axis = AxisTicks(
        kind, domain: domain, length: height, direction: .vertical, typesetter: typesetter)
      return Numbers(
        ticks: axis.ticks.map { (scale($0.value), $0.line) }, title: axis.title(label) ?? label)
    }
  }

  private static func format(_ levels: [Double]) -> TickFormat {
    let step = zip(levels, levels.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }.min() ?? 1
    return TickFormat(values: levels, step: step)
  }

  private var isEmpty: Bool {
    if case .bands(let levels) = content { levels.count < 2 } else { false }
  }

  /// What stands above the bar: the label, with the power of ten that the numbers have lost.
  func title(height: Double, typesetter: Typesetter) -> Label {
    numbers(height: height, typesetter: typesetter).title
  }

  /// To the right: the gap, the bar and its numbers.
  public func protrusion(in context: PanelContext) -> Insets {
    guard !isEmpty else { return Insets() }
    let numbers = numbers(height: context.frame.height, typesetter: context.typesetter)
    let widest = numbers.ticks.map(\.line.width).max() ?? 0
    return Insets(right: Self.gap + Self.width + Self.labelGap + widest)
  }

  /// The colours in their box, ticks at the levels, and their numbers.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    guard !isEmpty else { return [] }
    let frame = context.frame
    let box = Rect(x: frame.maxX + Self.gap, y: frame.y, width: Self.width, height: frame.height)
    let numbers = numbers(height: frame.height, typesetter: context.typesetter)
    let outline = Scene.Element.path(.rectangle(box), fill: nil, stroke: AxisMark.line)
    return colors(in: box) + [outline] + Self.ticks(numbers, beside: box)
  }

  private func colors(in box: Rect) -> [Scene.Element] {
    switch content {
    case .bands(let levels):
      let bands = levels.count - 1
      let height = box.height / Double(bands)
      return (0..<bands).map { band in
        let part = Rect(
          x: box.x, y: box.maxY - Double(band + 1) * height, width: box.width, height: height)
        let paint = Paint(.field(FilledContours.position(ofBand: band, of: bands)))
        return .path(.rectangle(part), fill: paint, stroke: nil)
      }
    case .ramp(let ramp, _, _):
      let steps = 64
      let paints = (0..<steps).map { Paint(.ramp(ramp, 1 - Double($0) / Double(steps - 1))) }
      let cells = ColorCells(
        columns: 1, rows: steps, paints: paints, indices: (0..<steps).map { UInt8($0) })
      return [.cells(cells, in: box)]
    }
  }

  /// On short bars every second or third level has a label.
  private static func ticks(_ numbers: Numbers, beside box: Rect) -> [Scene.Element] {
    let gaps = zip(numbers.ticks, numbers.ticks.dropFirst()).map { $1.place - $0.place }
    let least = max((gaps.min() ?? 1) * box.height, 0.1)
    let stride = max(1, (1.3 * AxisTicks.size / least).rounded(.up).integer(in: 1...1000))
    return numbers.ticks.enumerated().filter { $0.offset % stride == 0 }.flatMap {
      _, tick -> [Scene.Element] in
      let y = box.maxY - tick.place * box.height
      let ends = [Point(x: box.maxX, y: y), Point(x: box.maxX + 4, y: y)]
      let origin = Point(x: box.maxX + labelGap, y: y + 0.36 * AxisTicks.size)
      return [
        .path(.polyline(ends), fill: nil, stroke: AxisMark.line),
        .text(tick.line, at: origin, angle: 0, paint: Paint(.muted), halo: false),
      ]
    }
  }
}
