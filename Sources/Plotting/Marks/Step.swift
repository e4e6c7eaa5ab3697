public import Typesetting

/// A line that keeps each value until the next: counts over time, rates, distributions.
public struct Step: Mark {
  /// Where between two points the line jumps.
  public enum Placement: Sendable, Hashable {
    /// At the next point: every value holds from its own place on.
    case after
    /// At the point before: every value holds up to its own place.
    case before
    /// Half way between the two, in the picture.
    case middle
  }
  /// In data coordinates, in drawing order.
  public var points: [Position]
  /// Where the line jumps.
  public var placement: Placement
  /// Colour, width and dashes of the line.
  public var stroke: Stroke
  /// Whether paper shows beside the line, which keeps it apart from fields and dots.
  public var halo: Bool
  /// Names the line at its last visible corner; nil for no name.
  public var endLabel: Label?

  /// A line 2 px wide that jumps at the next point, without casing and name unless told otherwise.
  public init(
    _ points: [Position], placement: Placement = .after,
    stroke: Stroke = Stroke(Paint(.gradientOfAverage), width: 2), halo: Bool = false,
    endLabel: Label? = nil
  ) {
    self.points = points
    self.placement = placement
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

  /// The line's corners in px, in pieces: a point without a place ends one.
  private func pieces(in context: PanelContext) -> [[Point]] {
    context.pieces(points).map { Self.corners(of: $0, placement) }
  }

  /// The corners of a line that jumps between some points.
  static func corners(of points: [Point], _ placement: Placement) -> [Point] {
    guard var last = points.first else { return [] }
    var corners = [last]
    corners.reserveCapacity(3 * points.count)
    for point in points.dropFirst() {
      switch placement {
      case .after: corners.append(Point(x: point.x, y: last.y))
      case .before: corners.append(Point(x: last.x, y: point.y))
      case .middle:
        let x = (last.x + point.x) / 2
        corners += [Point(x: x, y: last.y), Point(x: x, y: point.y)]
      }
      corners.append(point)
      last = point
    }
    return corners
  }

  private func drawn(in context: PanelContext) -> DrawnLine {
    DrawnLine(pieces: pieces(in: context), stroke: stroke, halo: halo, endLabel: endLabel)
  }

  /// How many points a logarithmic axis leaves out.
  public func notes(in context: PanelContext) -> [Label] { context.noteOnUnplaced(points) }

  /// One path, broken where a point has no place, over its casing.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    drawn(in: context).elements("step", in: context)
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
