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
    DrawnLine.protrusion(endLabel, in: context)
  }

  /// Refuses infinite coordinates.
  public func check() throws(PlottingError) { try checkPositions(points) }

  private func drawn(in context: PanelContext) -> DrawnLine {
    DrawnLine(pieces: context.pieces(points), stroke: stroke, halo: halo, endLabel: endLabel)
  }

  /// How many points a logarithmic axis leaves out.
  public func notes(in context: PanelContext) -> [Label] { context.noteOnUnplaced(points) }

  /// One path, broken where a point has no place, over its casing.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    drawn(in: context).elements("line", in: context)
  }

  /// The whole line.
  public func occupied(in context: PanelContext) -> [Point] {
    drawn(in: context).occupied(in: context)
  }

  /// The name at the last point in the frame, as a line's end.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    drawn(in: context).labels(in: context)
  }
}
