public import Typesetting

/// A line through points, broken where a point has no place.
public struct Line: Mark {
  /// In data coordinates, in drawing order.
  public var points: [Position]
  /// Colour, width and dashes of the line.
  public var stroke: Stroke
  /// Whether paper shows beside the line, which keeps it apart from fields and dots.
  public var halo: Bool
  /// Names the line at its last visible point; nil for no name.
  public var endLabel: Label?

  /// A line 2 px wide, without casing and name unless told otherwise.
  public init(
    _ points: [Position], stroke: Stroke = Stroke(Paint(.gradientOfAverage), width: 2),
    halo: Bool = false, endLabel: Label? = nil
  ) {
    self.points = points
    self.stroke = stroke
    self.halo = halo
    self.endLabel = endLabel
  }

  /// From the leftmost to the rightmost point.
  public var xExtent: ClosedRange<Double>? { points.xExtent }
  /// From the lowest to the highest point.
  public var yExtent: ClosedRange<Double>? { points.yExtent }

  /// Room on the right for the name, if there is one.
  public func protrusion(in context: PanelContext) -> Insets {
    guard let endLabel else { return Insets() }
    return Insets(right: context.typesetter.line(endLabel, size: 11).width + LineEndColumn.room)
  }

  /// Refuses infinite coordinates.
  public func check() throws(PlottingError) { try checkPositions(points) }

  /// One path, broken where a point has no place, over its casing.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let path = Path(
      context.pieces(points).flatMap { Path.polyline(simplified($0)).segments })
    guard !path.segments.isEmpty else { return [] }
    var elements: [Scene.Element] = []
    if halo {
      let paper = Stroke(Paint(.paper), width: stroke.width + 2.5)
      elements.append(.path(path, fill: nil, stroke: paper))
    }
    elements.append(.path(path, fill: nil, stroke: stroke))
    return context.clipped("line", elements)
  }

  /// The whole line.
  public func occupied(in context: PanelContext) -> [Point] {
    context.pieces(points).flatMap { context.samples(along: simplified($0)) }
  }

  /// The name at the last point in the frame, as a line's end.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    let inside = context.frame.inset(by: -0.5)
    guard let endLabel, let anchor = points.compactMap(context.place).last(where: inside.contains)
    else { return [] }
    return [
      LabelRequest(
        endLabel, anchor: anchor, paint: Paint(stroke.paint.role.forText), priority: 5,
        preferredAngles: [0, 20, 340], clearance: 6, symbol: .line(stroke),
        isLineEnd: true)
    ]
  }
}
