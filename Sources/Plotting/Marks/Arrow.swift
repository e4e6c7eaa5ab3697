public import Typesetting

/// An arrow from one place to another.
public struct Arrow: Mark {
  /// In data coordinates.
  public var start, end: Position
  /// The colour.
  public var paint: Paint
  /// Of the shaft, in px.
  public var width: Double
  /// Whether paper shows around it, which keeps it apart from fields.
  public var halo: Bool
  /// Stands beside the head.
  public var label: Label?

  /// Makes the mark; every part but the data has a sensible value.
  public init(
    from start: Position, to end: Position, paint: Paint = Paint(.gradientOfAverage),
    width: Double = 1.75, halo: Bool = true, label: Label? = nil
  ) {
    self.start = start
    self.end = end
    self.paint = paint
    self.width = width
    self.halo = halo
    self.label = label
  }

  public var xExtent: ClosedRange<Double>? { [start, end].xExtent }
  public var yExtent: ClosedRange<Double>? { [start, end].yExtent }

  private func ends(in context: PanelContext) -> (Point, Point)? {
    guard let start = context.place(start), let end = context.place(end) else { return nil }
    return (start, end)
  }

  public func elements(in context: PanelContext) -> [Scene.Element] {
    guard let (tail, tip) = ends(in: context), let (start, end) = context.visible(tail, tip)
    else { return [] }
    let shape = ArrowShape(from: start, to: end, width: width)
    return context.clipped("arrow", shape.elements(paint: paint, halo: halo))
  }

  public func occupied(in context: PanelContext) -> [Point] {
    ends(in: context).map { context.samples(along: [$0, $1]) } ?? []
  }

  public func labels(in context: PanelContext) -> [LabelRequest] {
    guard let label, let (start, end) = ends(in: context) else { return [] }
    let heading = arcTangent(start.y - end.y, end.x - start.x) * 180 / .pi
    return [
      LabelRequest(
        label, anchor: end, paint: Paint(paint.role.forText), priority: 4,
        preferredAngles: [heading, heading + 50, heading - 50, heading + 90, heading - 90],
        clearance: 5, symbol: .line(Stroke(paint, width: width)))
    ]
  }
}
