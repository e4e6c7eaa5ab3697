public import Typesetting

/// An arrow from one place to another.
public struct Arrow: Mark {
  /// Tail and tip in data coordinates.
  public var start, end: Position
  /// The colour of shaft and head; a label has its variant for text.
  public var paint: Paint
  /// The width of the shaft in px.
  public var width: Double
  /// Whether paper shows around it, which keeps it apart from fields.
  public var halo: Bool
  /// Stands beside the head; nil for none.
  public var label: Label?

  /// An arrow with a casing of paper and no label unless told otherwise.
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

  /// From the tail to the tip.
  public var xExtent: ClosedRange<Double>? { [start, end].xExtent }
  /// The same for y.
  public var yExtent: ClosedRange<Double>? { [start, end].yExtent }

  /// Refuses infinite coordinates.
  public func check() throws(PlottingError) { try checkPositions([start, end]) }

  private func ends(in context: PanelContext) -> (Point, Point)? {
    guard let start = context.place(start), let end = context.place(end) else { return nil }
    return (start, end)
  }

  /// Shaft and head, as far as they lie in the frame.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    guard let (tail, tip) = ends(in: context), let (start, end) = context.visible(tail, tip)
    else { return [] }
    let shape = ArrowShape(from: start, to: end, width: width)
    return context.clipped("arrow", shape.elements(paint: paint, halo: halo))
  }

  /// The line from tail to tip.
  public func occupied(in context: PanelContext) -> [Point] {
    ends(in: context).map { context.samples(along: [$0, $1]) } ?? []
  }

  /// One at the tip, which goes on in the arrow's direction if it can.
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
