public import Typesetting

/// A path with its steps marked: a filled start, dots that do not touch, a ring at the end.
public struct TrajectoryMark: Mark {
  /// The steps in data coordinates, the start first.
  public var points: [Position]
  /// The colour of line, dots and ring; the start is in ink.
  public var paint: Paint
  /// The width of the line in px.
  public var width: Double
  /// What the path, its start and its end are called; nil for no name.
  public var label, startLabel, endLabel: Label?

  /// A path 2 px wide without labels unless told otherwise.
  public init(
    _ points: [Position], paint: Paint = Paint(.training), width: Double = 2,
    label: Label? = nil, startLabel: Label? = nil, endLabel: Label? = nil
  ) {
    self.points = points
    self.paint = paint
    self.width = width
    self.label = label
    self.startLabel = startLabel
    self.endLabel = endLabel
  }

  /// Over all steps.
  public var xExtent: ClosedRange<Double>? { points.xExtent }
  /// The same for y.
  public var yExtent: ClosedRange<Double>? { points.yExtent }

  /// Refuses infinite coordinates.
  public func check() throws(PlottingError) { try checkPositions(points) }

  /// How many points a logarithmic axis leaves out.
  public func notes(in context: PanelContext) -> [Label] { context.noteOnUnplaced(points) }

  /// The line over its casing, dots 12 px apart or more, the ring and the start.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let pieces = context.pieces(points)
    guard let first = pieces.first?.first, let last = pieces.last?.last else { return [] }
    let path = Path(pieces.flatMap { Path.polyline(simplified($0)).segments })
    let paper = Paint(.paper)
    let line = context.clipped(
      nil,
      [
        .path(path, fill: nil, stroke: Stroke(paper, width: width + 2.5)),
        .path(path, fill: nil, stroke: Stroke(paint, width: width)),
      ])
    // Circles on the frame's edge stay whole.
    let inside = context.frame.inset(by: -0.5)
    var elements: [Scene.Element] = []
    for center in Self.thinned(pieces.flatMap { $0 }, last: last) where inside.contains(center) {
      let circle = Path.circle(center, radius: 3)
      elements.append(.path(circle, fill: paint, stroke: Stroke(paper, width: 1.25)))
    }
    if inside.contains(last) {
      let end = Path.circle(last, radius: 4.5)
      elements.append(.path(end, fill: paper, stroke: Stroke(paper, width: 4.5)))
      elements.append(.path(end, fill: nil, stroke: Stroke(paint, width: 2)))
    }
    if inside.contains(first) {
      let start = Path.circle(first, radius: 4)
      elements.append(.path(start, fill: Paint(.ink), stroke: Stroke(paper, width: 1.25)))
    }
    return [.group(label: "path", clip: nil, line + elements)]
  }

  /// The steps that get a dot: 12 px from the one before, and clear of both ends.
  private static func thinned(_ points: [Point], last: Point) -> [Point] {
    guard var previous = points.first else { return [] }
    let first = previous
    return points.dropFirst().filter { point in
      guard point.distance(to: previous) >= 12, point.distance(to: last) >= 9,
        point.distance(to: first) >= 8
      else { return false }
      previous = point
      return true
    }
  }

  /// The line, and points around both ends.
  public func occupied(in context: PanelContext) -> [Point] {
    let pieces = context.pieces(points)
    let ends = [pieces.first?.first, pieces.last?.last].compactMap { $0 }
    let around = ends.flatMap { end in
      [(5, 0), (-5, 0), (0, 5), (0, -5)].map { end + Point(x: $0.0, y: $0.1) }
    }
    return pieces.flatMap { context.samples(along: simplified($0)) } + around
  }

  /// Up to three: at the end, at the start, and half way along the path.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    let places = context.pieces(points).flatMap { $0 }
    guard let first = places.first, let last = places.last else { return [] }
    let text = Paint(paint.role.forText)
    var requests: [LabelRequest] = []
    if let endLabel {
      requests.append(
        LabelRequest(
          endLabel, anchor: last, paint: text, priority: 1, clearance: 8, symbol: .ring(paint),
          legendLabel: label.map { $0 + Label(verbatim: ", ") + endLabel }))
    }
    if let startLabel {
      requests.append(
        LabelRequest(
          startLabel, anchor: first, paint: Paint(.ink), priority: 2, clearance: 8,
          symbol: .dot(Paint(.ink))))
    }
    if let label {
      requests.append(
        LabelRequest(
          label, anchor: ArcLength(places).midpoint, paint: text, priority: 3,
          symbol: .line(Stroke(paint, width: width))))
    }
    return requests
  }
}
