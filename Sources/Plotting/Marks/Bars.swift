public import Typesetting

/// Bars from a base line to values, upright or lying.
///
/// They stand at numbers on a linear axis or at 0, 1, 2 ... on one of bands. Several marks make
/// groups: give each a width of `0.8 / n` and an offset. On a logarithmic axis bars begin at the
/// panel's edge.
public struct Bars: Mark {
  /// Which way the values go.
  public enum Direction: Sendable, Hashable { case vertical, horizontal }
  /// What is written at the bars' ends.
  public enum Numbers: Sendable, Hashable {
    /// Nothing.
    case none
    /// The values with three significant digits.
    case values
    /// One label for each value.
    case labels([Label])
  }
  /// Where the bars stand, in units of the axis across them.
  public var places: [Double]
  /// How far they reach, in units of the axis along them; NaN for no bar.
  public var values: [Double]
  /// Which way the values go.
  public var direction: Direction
  /// How wide a bar is and how far from its place its middle is, in units of the axis across.
  public var width, offset: Double
  /// Where the bars begin, in units of the values.
  public var baseline: Double
  /// The colour of the bars; numbers beside them have its variant for text.
  public var paint: Paint
  /// What is written at the ends.
  public var numbers: Numbers
  /// Whether numbers stand within the bars where they fit and can be read in both themes.
  public var hasNumbersWithin: Bool
  /// Names the bars in the legend; nil for no name.
  public var label: Label?

  /// Upright blue bars from 0 at the places 0, 1, 2 ... without numbers unless told otherwise.
  public init(
    _ values: [Double], at places: [Double]? = nil, direction: Direction = .vertical,
    width: Double = 0.8, offset: Double = 0, baseline: Double = 0,
    paint: Paint = Paint(.gradientOfAverage), numbers: Numbers = .none,
    hasNumbersWithin: Bool = false, label: Label? = nil
  ) {
    let places = places ?? values.indices.map(Double.init)
    let count = min(places.count, values.count)
    self.places = Array(places.prefix(count))
    self.values = Array(values.prefix(count))
    self.direction = direction
    self.width = width
    self.offset = offset
    self.baseline = baseline
    self.paint = paint
    self.numbers = numbers
    self.hasNumbersWithin = hasNumbersWithin
    self.label = label
  }

  private var across: ClosedRange<Double>? {
    let reach = abs(width) / 2
    return finiteExtent(places.flatMap { [$0 + offset - reach, $0 + offset + reach] })
  }

  /// From the base line to the farthest values, with room for numbers.
  private var along: ClosedRange<Double>? {
    guard let own = finiteExtent(values + [baseline]) else { return nil }
    guard numbers != .none, !hasNumbersWithin else { return own }
    let room = 0.06 * (own.upperBound / 2 - own.lowerBound / 2) * 2
    let low = own.lowerBound < baseline ? own.lowerBound - room : own.lowerBound
    let high = own.upperBound > baseline ? own.upperBound + room : own.upperBound
    return low.isFinite && high.isFinite ? low...high : own
  }

  /// Over all bars.
  public var xExtent: ClosedRange<Double>? { direction == .vertical ? across : along }
  /// The same for y.
  public var yExtent: ClosedRange<Double>? { direction == .vertical ? along : across }

  /// Refuses infinite places, values and sizes.
  public func check() throws(PlottingError) {
    try checkPositions(Position.pairs(places, values))
    try checkValues([width, offset, baseline])
  }

  /// One bar in px, with the end where its value is.
  private struct Bar {
    var index: Int
    var box: Rect
    var end: Point
  }

  private func bars(in context: PanelContext) -> [Bar] {
    let isVertical = direction == .vertical
    let (acrossScale, alongScale) = isVertical ? (context.x, context.y) : (context.y, context.x)
    func place(_ value: Double) -> Double? {
      isVertical ? context.height(orEdge: value) : context.width(orEdge: value)
    }
    guard let base = place(baseline) else { return [] }
    return places.indices.compactMap { index in
      let ends = [-0.5, 0.5].map { acrossScale(places[index] + offset + $0 * width) }.sorted()
      guard values[index].isFinite, alongScale(values[index]).isFinite,
        let tip = place(values[index]), ends.allSatisfy(\.isFinite)
      else { return nil }
      // Neighbours in a group stay a px apart.
      let gap = ends[1] - ends[0] > 3 ? 0.5 : 0
      let (first, second) = (ends[0] + gap, ends[1] - gap)
      let middle = ((first + second) / 2).clamped(to: -1e5...1e5)
      let (a, b, end) =
        isVertical
        ? (Point(x: first, y: base), Point(x: second, y: tip), Point(x: middle, y: tip))
        : (Point(x: base, y: first), Point(x: tip, y: second), Point(x: tip, y: middle))
      guard let box = context.visible(context.box(a, b)) else { return nil }
      return Bar(index: index, box: box, end: end)
    }
  }

  /// All bars as one path, and the numbers within them.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let bars = bars(in: context)
    let segments = bars.filter { $0.box.width > 0 && $0.box.height > 0 }.flatMap {
      Path.rectangle($0.box).segments
    }
    guard !segments.isEmpty else { return [] }
    let inside = bars.compactMap { inscription(of: $0, context) }
    return context.clipped("bars", [.path(Path(segments), fill: paint, stroke: nil)]) + inside
  }

  private static let textSize = 10.5

  private func number(_ index: Int, _ texts: ValueTexts) -> Label? {
    switch numbers {
    case .none: nil
    case .values: texts.label(values[index])
    case .labels(let labels): labels.indices.contains(index) ? labels[index] : nil
    }
  }

  /// The number within a bar at its end, if it fits there and can be read.
  private func inscription(of bar: Bar, _ context: PanelContext) -> Scene.Element? {
    guard hasNumbersWithin, let label = number(bar.index, ValueTexts(values)) else { return nil }
    let letters = Legibility(on: paint)
    let line = context.typesetter.line(label, size: Self.textSize)
    let capitals = 0.72 * Self.textSize
    guard letters.contrast >= 4.5, line.width + 8 <= bar.box.width,
      capitals + 10 <= bar.box.height
    else { return nil }
    let box = bar.box
    var origin = Point(x: box.center.x - line.width / 2, y: box.center.y + capitals / 2)
    let isNegative = values[bar.index] < baseline
    if direction == .vertical {
      origin.y = isNegative ? box.maxY - 5 : box.y + 5 + capitals
    } else {
      origin.x = isNegative ? box.x + 5 : box.maxX - 5 - line.width
    }
    return .text(line, at: origin, angle: 0, paint: Paint(letters.role), halo: false)
  }

  /// The bars' areas, but for their last 4 px, so that each number may stand close to its bar.
  public func occupied(in context: PanelContext) -> [Point] {
    bars(in: context).flatMap { bar -> [Point] in
      var (box, end) = (bar.box, bar.end)
      let isVertical = direction == .vertical
      guard (isVertical ? box.height : box.width) > 4 else { return [] }
      if isVertical {
        if end.y < box.center.y { box.y += 4 }
        box.height -= 4
      } else {
        if end.x < box.center.x { box.x += 4 }
        box.width -= 4
      }
      return context.grid(over: box)
    }
  }

  /// Numbers beyond the ends of the bars, and the name for the legend.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    let bars = bars(in: context)
    let texts = ValueTexts(values)
    var requests = bars.compactMap { bar -> LabelRequest? in
      guard let label = number(bar.index, texts), inscription(of: bar, context) == nil else {
        return nil
      }
      let isNegative = values[bar.index] < baseline
      let angle = direction == .vertical ? (isNegative ? 270.0 : 90) : (isNegative ? 180 : 0)
      return LabelRequest(
        label, anchor: bar.end, paint: Paint(paint.role.forText), size: Self.textSize, priority: 5,
        preferredAngles: [angle], clearance: direction == .vertical && !isNegative ? 2 : 4.5)
    }
    if let bar = bars.last { requests += LabelRequest.legend(label, .swatch(paint), at: bar.end) }
    return requests
  }

  /// Which power of ten the numbers have lost.
  public func notes(in context: PanelContext) -> [Label] {
    numbers == .values ? ValueTexts(values).notes("Numbers at the bars") : []
  }
}

extension LabelRequest {
  /// A name that belongs into the legend, because no single place of the mark says which it is.
  static func legend(
    _ label: Label?, _ symbol: LegendEntry.Symbol, at anchor: Point
  ) -> [LabelRequest] {
    label.map { [LabelRequest($0, anchor: anchor, symbol: symbol, isForLegend: true)] } ?? []
  }
}

extension PanelContext {
  /// Points within the visible part of a rectangle, 3 px apart, for ``Mark/occupied(in:)``.
  func grid(over rect: Rect) -> [Point] {
    guard let near = visible(rect, margin: 0) else { return [] }
    let columns = (near.width / 3).rounded(.up).integer(in: 0...7000)
    let rows = (near.height / 3).rounded(.up).integer(in: 0...7000)
    return (0...columns).flatMap { column in
      (0...rows).map { row in
        Point(
          x: min(near.x + 3 * Double(column), near.maxX),
          y: min(near.y + 3 * Double(row), near.maxY))
      }
    }
  }
}
