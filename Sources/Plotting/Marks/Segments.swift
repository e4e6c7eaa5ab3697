public import Typesetting

/// Straight pieces between pairs of points: residuals, whiskers.
public struct Segments: Mark {
  /// In data coordinates.
  public var starts, ends: [Position]
  /// How the outline is drawn.
  public var stroke: Stroke

  /// Pieces from each start to the end of the same index.
  public init(
    from starts: [Position], to ends: [Position],
    stroke: Stroke = Stroke(Paint(.ink, opacity: 0.55), width: 1)
  ) {
    let count = min(starts.count, ends.count)
    self.starts = Array(starts.prefix(count))
    self.ends = Array(ends.prefix(count))
    self.stroke = stroke
  }

  public var xExtent: ClosedRange<Double>? { (starts + ends).xExtent }
  public var yExtent: ClosedRange<Double>? { (starts + ends).yExtent }

  private func pieces(in context: PanelContext) -> [[Point]] {
    zip(starts, ends).map { [$0, $1].compactMap(context.place) }.filter { $0.count == 2 }
  }

  public func elements(in context: PanelContext) -> [Scene.Element] {
    let seen = pieces(in: context).compactMap { context.visible($0[0], $0[1]) }
    let path = Path(seen.flatMap { Path.polyline([$0.0, $0.1]).segments })
    guard !path.segments.isEmpty else { return [] }
    return context.clipped("segments", [.path(path, fill: nil, stroke: stroke)])
  }

  public func occupied(in context: PanelContext) -> [Point] {
    pieces(in: context).flatMap(context.samples)
  }
}
