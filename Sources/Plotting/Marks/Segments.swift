public import Typesetting

/// Straight pieces between pairs of points: residuals, whiskers.
public struct Segments: Mark {
  /// The ends of the pieces in data coordinates; as many starts as ends.
  public var starts, ends: [Position]
  /// Colour, width and dashes of the pieces.
  public var stroke: Stroke

  /// Pieces from each start to the end of the same index; the longer list is cut.
  public init(
    from starts: [Position], to ends: [Position],
    stroke: Stroke = Stroke(Paint(.ink, opacity: 0.55), width: 1)
  ) {
    let count = min(starts.count, ends.count)
    self.starts = Array(starts.prefix(count))
    self.ends = Array(ends.prefix(count))
    self.stroke = stroke
  }

  /// Over the starts and the ends.
  public var xExtent: ClosedRange<Double>? { (starts + ends).xExtent }
  /// The same for y.
  public var yExtent: ClosedRange<Double>? { (starts + ends).yExtent }

  /// Refuses infinite coordinates.
  public func check() throws(PlottingError) { try checkPositions(starts + ends) }

  private func pieces(in context: PanelContext) -> [[Point]] {
    zip(starts, ends).map { [$0, $1].compactMap(context.place) }.filter { $0.count == 2 }
  }

  /// All pieces as one path; a piece with an end that has no place is left out.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let seen = pieces(in: context).compactMap { context.visible($0[0], $0[1]) }
    let path = Path(seen.flatMap { Path.polyline([$0.0, $0.1]).segments })
    guard !path.segments.isEmpty else { return [] }
    return context.clipped("segments", [.path(path, fill: nil, stroke: stroke)])
  }

  /// Every piece from end to end.
  public func occupied(in context: PanelContext) -> [Point] {
    pieces(in: context).flatMap(context.samples)
  }
}
