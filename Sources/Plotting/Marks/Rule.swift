public import Typesetting

/// A straight line from one side of the panel to another.
public struct Rule: Mark {
  /// Where the line runs.
  public enum Course: Sendable, Hashable {
    /// At one y.
    case horizontal(Double)
    /// At one x.
    case vertical(Double)
    /// All points with `a x + b y = c`; straight in the picture on linear axes only.
    case equation(a: Double, b: Double, c: Double)
  }
  /// Where the line runs.
  public var course: Course
  /// Colour, width and dashes of the line.
  public var stroke: Stroke
  /// Stands near the line's right or upper end; nil for none.
  public var label: Label?

  /// A dashed muted line without label unless told otherwise.
  public init(
    _ course: Course,
    stroke: Stroke = Stroke(Paint(.muted), width: 1.25, dash: [4, 3], cap: .butt),
    label: Label? = nil
  ) {
    self.course = course
    self.stroke = stroke
    self.label = label
  }

  /// The place of a vertical rule alone; other rules fit themselves to the panel.
  public var xExtent: ClosedRange<Double>? {
    if case .vertical(let x) = course, x.isFinite { x...x } else { nil }
  }
  /// The place of a horizontal rule alone.
  public var yExtent: ClosedRange<Double>? {
    if case .horizontal(let y) = course, y.isFinite { y...y } else { nil }
  }

  /// Refuses an infinite place.
  public func check() throws(PlottingError) {
    switch course {
    case .horizontal(let place), .vertical(let place): try checkValues([place])
    case .equation(let a, let b, let c): try checkValues([a, b, c])
    }
  }

  /// The line in the frame, its right or upper end last.
  private func segment(in context: PanelContext) -> Segment? {
    let frame = context.frame
    let ends: (Point, Point)
    switch course {
    case .horizontal(let y):
      let place = context.y(y)
      ends = (Point(x: frame.x, y: place), Point(x: frame.maxX, y: place))
    case .vertical(let x):
      let place = context.x(x)
      ends = (Point(x: place, y: frame.maxY), Point(x: place, y: frame.y))
    case .equation(let a, let b, let c):
      let (xs, ys) = (context.x.domain, context.y.domain)
      let rise = (ys.upperBound - ys.lowerBound) * abs(b)
      let isSteep = (xs.upperBound - xs.lowerBound) * abs(a) > rise
      let places =
        isSteep
        ? [ys.lowerBound, ys.upperBound].map { Position((c - b * $0) / a, $0) }
        : [xs.lowerBound, xs.upperBound].map { Position($0, (c - a * $0) / b) }
      ends = (
        context.point(places[0].x, places[0].y), context.point(places[1].x, places[1].y)
      )
    }
    guard ends.0.isFinite, ends.1.isFinite else { return nil }
    return Segment(ends.0, ends.1).clipped(to: frame.inset(by: -0.01))
  }

  /// The part of the line in the frame.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    guard let segment = segment(in: context) else { return [] }
    let path = Path.polyline([segment.start, segment.end])
    return context.clipped("rule", [.path(path, fill: nil, stroke: stroke)])
  }

  /// The part of the line in the frame.
  public func occupied(in context: PanelContext) -> [Point] {
    segment(in: context).map { context.samples(along: [$0.start, $0.end]) } ?? []
  }

  /// One a little before the line's right or upper end.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    guard let label, let segment = segment(in: context) else { return [] }
    let width = context.typesetter.line(label, size: 11).width
    let length = max(segment.start.distance(to: segment.end), 1)
    let along = (1 / length) * (segment.end - segment.start)
    let isUpright = abs(along.x) < 0.3
    let back = isUpright ? 14 : min(width / 2 + 8, length / 2)
    return [
      LabelRequest(
        label, anchor: segment.end - back * along, paint: Paint(stroke.paint.role.forText),
        priority: 6, preferredAngles: isUpright ? [0, 180] : [90, 270], clearance: 4,
        symbol: .line(stroke))
    ]
  }
}
