public import Typesetting

/// The area between two curves over the same x: what most runs or samples do.
///
/// Say in words what it is, in the label or the subtitle: "5–95 % of 20 runs".
public struct Band: Mark {
  /// Where the curves are known, in data coordinates, in drawing order.
  public var x: [Double]
  /// The two curves at ``x``; the area may cross over.
  public var lower, upper: [Double]
  /// The colour of the area; a label has its variant for text.
  public var paint: Paint
  /// Names the area where it is widest; nil for no name.
  public var label: Label?

  /// An area in a fifth of the blue, without name unless told otherwise; longer lists are cut.
  public init(
    x: [Double], lower: [Double], upper: [Double],
    paint: Paint = Paint(.gradientOfAverage, opacity: 0.2), label: Label? = nil
  ) {
    let count = min(x.count, lower.count, upper.count)
    self.x = Array(x.prefix(count))
    self.lower = Array(lower.prefix(count))
    self.upper = Array(upper.prefix(count))
    self.paint = paint
    self.label = label
  }

  private var corners: [Position] { Position.pairs(x, lower) + Position.pairs(x, upper) }
  /// From the leftmost to the rightmost place of the curves.
  public var xExtent: ClosedRange<Double>? { corners.xExtent }
  /// From the lowest to the highest place of the curves.
  public var yExtent: ClosedRange<Double>? { corners.yExtent }

  /// Refuses infinite coordinates.
  public func check() throws(PlottingError) {
    try checkPositions(Position.pairs(x, lower))
    try checkPositions(Position.pairs(x, upper))
  }

  /// One column of the area in px.
  private struct Column {
    var x, low, high: Double
    var height: Double { abs(low - high) }
  }

  /// The columns in px, in pieces: a gap in either curve ends one.
  private func pieces(in context: PanelContext) -> [[Column]] {
    var pieces: [[Column]] = [[]]
    for index in x.indices {
      let place = context.x(x[index])
      if x[index].isFinite, place.isFinite, context.y(max(lower[index], upper[index])).isFinite,
        let low = context.height(orEdge: lower[index]),
        let high = context.height(orEdge: upper[index])
      {
        pieces[pieces.count - 1].append(
          Column(x: place.clamped(to: -1e5...1e5), low: low, high: high))
      } else if pieces.last?.isEmpty == false {
        pieces.append([])
      }
    }
    return pieces.filter { !$0.isEmpty }
  }

  /// One closed path; a column alone between two gaps is 1 px wide.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let segments = pieces(in: context).flatMap { piece -> [Path.Segment] in
      if let only = piece.first, piece.count == 1 {
        let (a, b) = (Point(x: only.x - 0.5, y: only.low), Point(x: only.x + 0.5, y: only.high))
        return Path.rectangle(context.box(a, b)).segments
      }
      let there = simplified(piece.map { Point(x: $0.x, y: $0.high) })
      let back = simplified(piece.reversed().map { Point(x: $0.x, y: $0.low) })
      return Path.polyline(there + back, closed: true).segments
    }
    guard !segments.isEmpty else { return [] }
    return context.clipped("band", [.path(Path(segments), fill: paint, stroke: nil)])
  }

  /// One in the widest place of the area that lies in the frame.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    guard let label else { return [] }
    let frame = context.frame
    let half = min(context.typesetter.line(label, size: 11).width / 2, 0.4 * frame.width)
    let columns = pieces(in: context).flatMap { $0 }.filter {
      $0.x >= frame.x + half && $0.x <= frame.maxX - half
    }
    guard let widest = columns.max(by: { $0.height < $1.height }) else { return [] }
    // The middle of the area is where its line runs, so the name stands between it and the edge.
    let anchor = Point(x: widest.x, y: 0.25 * widest.low + 0.75 * widest.high)
    return [
      LabelRequest(
        label, anchor: anchor, paint: Paint(paint.role.forText), priority: 7, clearance: 0,
        symbol: .swatch(paint))
    ]
  }
}
