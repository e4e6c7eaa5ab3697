public import Typesetting

/// Points of data.
public struct Dots: Mark {
  /// How a dot is drawn: filled, or as a ring with a line 2 px wide.
  public enum Style: Sendable, Hashable { case filled, ring }
  /// In data coordinates, in drawing order.
  public var points: [Position]
  /// The colour of the filling or of the ring; a label has its variant for text.
  public var paint: Paint
  /// To the edge of a filled dot, or to the middle of a ring's line, in px.
  public var radius: Double
  /// How every dot is drawn.
  public var style: Style
  /// Whether paper shows around each dot, which keeps it apart from lines and fields.
  public var halo: Bool
  /// Names the dots beside the last visible one; nil for no name.
  public var label: Label?
  /// What is drawn of more than ``limit`` points.
  public var crowd: Crowd
  /// How many points are drawn one by one at most, wherever they lie.
  public var limit: Int

  /// Filled dots with a casing of paper and no label unless told otherwise; more than 20 000 become
  /// counts in cells of 3 px.
  public init(
    _ points: [Position], paint: Paint = Paint(.ink), radius: Double = 3.5,
    style: Style = .filled, halo: Bool = true, label: Label? = nil,
    crowd: Crowd = .density(cell: 3), limit: Int = 20_000
  ) {
    self.points = points
    self.paint = paint
    self.radius = radius
    self.style = style
    self.halo = halo
    self.label = label
    self.crowd = crowd
    self.limit = limit
  }

  /// From the leftmost to the rightmost dot's middle.
  public var xExtent: ClosedRange<Double>? { points.extents.x }
  /// From the lowest to the highest dot's middle.
  public var yExtent: ClosedRange<Double>? { points.extents.y }

  /// Refuses infinite coordinates.
  public func check() throws(PlottingError) {
    if points.hasInfinite { try checkPositions(points) }
  }

  private func centers(in context: PanelContext) -> [Point] {
    let near = context.frame.inset(by: -0.5)
    var centers: [Point] = []
    for point in shown {
      if let place = context.place(point), near.contains(place) { centers.append(place) }
    }
    return centers
  }

  /// From so many dots on they are drawn as copies of one.
  private static let manyDots = 64

  /// The dots whose middles lie in the frame; those on its edge stay whole.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    if let counts = counts(in: context) { return density(counts) }
    let centers = centers(in: context)
    guard !centers.isEmpty else { return [] }
    let elements =
      centers.count > Self.manyDots
      ? [.copies(dot(at: Point(x: 0, y: 0)), at: centers)] : centers.flatMap(dot)
    return [.group(label: "dots", clip: nil, elements)]
  }

  private func dot(at center: Point) -> [Scene.Element] {
    let paper = Stroke(Paint(.paper), width: style == .ring ? 4.5 : 2.5)
    let circle = Path.circle(center, radius: radius)
    var drawn: [Scene.Element] = []
    if halo { drawn.append(.path(circle, fill: nil, stroke: paper)) }
    switch style {
    case .filled: drawn.append(.path(circle, fill: paint, stroke: nil))
    case .ring: drawn.append(.path(circle, fill: nil, stroke: Stroke(paint, width: 2)))
    }
    return drawn
  }

  /// The middle of each dot and eight points around it; of a crowd the cells with points in them.
  public func occupied(in context: PanelContext) -> [Point] {
    if let counts = counts(in: context) { return counts.occupied }
    let shown = shown
    // Labels keep clear of cells of 4 px; so many dots fill whole areas anyway.
    if shown.count > 20_000 { return PointCounts(shown, in: context, cell: 3).occupied }
    let (r, d) = (radius + 1, 0.7 * (radius + 1))
    let around = [
      (0, 0), (r, 0), (-r, 0), (0, r), (0, -r), (d, d), (d, -d), (-d, d), (-d, -d),
    ].map { Point(x: $0.0, y: $0.1) }
    return centers(in: context).flatMap { center in around.map { center + $0 } }
  }

  /// One at the last dot in the frame, or at the fullest cell of a crowd.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    guard let label else { return [] }
    if let counts = counts(in: context) { return densityLabels(counts) }
    guard let anchor = centers(in: context).last else { return [] }
    return [
      LabelRequest(
        label, anchor: anchor, paint: Paint(paint.role.forText), priority: 8,
        clearance: radius + 3, symbol: style == .ring ? .ring(paint) : .dot(paint))
    ]
  }
}
