public import Typesetting

/// Rectangles in data coordinates: signed areas, cells.
public struct Rectangles: Mark {
  /// One rectangle; the corners may be given in any order.
  public struct Item: Sendable, Hashable {
    /// Two opposite corners in data coordinates.
    public var first, second: Position
    /// The colour of this one; nil for ``Rectangles/fill``.
    public var fill: Paint?
    /// The rectangle between two opposite corners.
    public init(from first: Position, to second: Position, fill: Paint? = nil) {
      self.first = first
      self.second = second
      self.fill = fill
    }
  }
  /// In drawing order.
  public var items: [Item]
  /// The colour of those that have none of their own; nil for no filling.
  public var fill: Paint?
  /// Lines at 45° from the lower left to the upper right across each rectangle; nil for none.
  public var hatch: Stroke?
  /// The outline; nil for none.
  public var stroke: Stroke?
  /// Names the rectangle that is largest in the picture, within it if there is room; nil for no
  /// name.
  public var label: Label?
  /// The colour of the name.
  public var labelPaint: Paint

  /// Pale rectangles without lines or name unless told otherwise.
  public init(
    _ items: [Item], fill: Paint? = Paint(.averageOfGradients, opacity: 0.2),
    hatch: Stroke? = nil, stroke: Stroke? = nil, label: Label? = nil,
    labelPaint: Paint = Paint(.ink)
  ) {
    self.items = items
    self.fill = fill
    self.hatch = hatch
    self.stroke = stroke
    self.label = label
    self.labelPaint = labelPaint
  }

  /// From the leftmost to the rightmost corner.
  public var xExtent: ClosedRange<Double>? { items.flatMap { [$0.first, $0.second] }.xExtent }
  /// From the lowest to the highest corner.
  public var yExtent: ClosedRange<Double>? { items.flatMap { [$0.first, $0.second] }.yExtent }

  /// Refuses infinite coordinates.
  public func check() throws(PlottingError) {
    try checkPositions(items.flatMap { [$0.first, $0.second] })
  }

  private func boxes(in context: PanelContext) -> [(Rect, Item)] {
    items.compactMap { item in
      guard let a = context.place(item.first), let b = context.place(item.second) else {
        return nil
      }
      let box = Rect(
        x: min(a.x, b.x), y: min(a.y, b.y), width: abs(a.x - b.x), height: abs(a.y - b.y))
      return (box, item)
    }
  }

  /// Filling, hatching and outline of each rectangle in turn.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let elements = boxes(in: context).flatMap { box, item -> [Scene.Element] in
      var drawn: [Scene.Element] = []
      if let fill = item.fill ?? fill {
        drawn.append(.path(.rectangle(box), fill: fill, stroke: nil))
      }
      if let hatch {
        drawn.append(.path(Self.hatching(box, in: context.frame), fill: nil, stroke: hatch))
      }
      if let stroke { drawn.append(.path(.rectangle(box), fill: nil, stroke: stroke)) }
      return drawn
    }
    return context.clipped("rectangles", elements)
  }

  /// Lines at 45° that are 6 px apart; they line up across neighbouring rectangles.
  private static func hatching(_ box: Rect, in frame: Rect) -> Path {
    let near = Rect(
      x: max(box.x, frame.x), y: max(box.y, frame.y),
      width: min(box.maxX, frame.maxX) - max(box.x, frame.x),
      height: min(box.maxY, frame.maxY) - max(box.y, frame.y))
    guard near.width > 0, near.height > 0 else { return Path() }
    let step = 6 * 2.0.squareRoot()
    var sum = ((near.x + near.y) / step).rounded(.up) * step
    var path = Path()
    while sum < near.maxX + near.maxY {
      let line = Segment(
        Point(x: sum - near.maxY, y: near.maxY), Point(x: sum - near.y, y: near.y))
      if let piece = line.clipped(to: near) {
        path.segments += [.move(piece.start), .line(piece.end)]
      }
      sum += step
    }
    return path
  }

  /// The outlines of hatched and outlined rectangles; a label may stand on a mere filling.
  public func occupied(in context: PanelContext) -> [Point] {
    guard stroke != nil || hatch != nil else { return [] }
    return boxes(in: context).flatMap { box, _ in
      context.samples(along: [
        Point(x: box.x, y: box.y), Point(x: box.maxX, y: box.y), Point(x: box.maxX, y: box.maxY),
        Point(x: box.x, y: box.maxY), Point(x: box.x, y: box.y),
      ])
    }
  }

  /// One in the middle of the largest rectangle.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    let largest = boxes(in: context).max { $0.0.width * $0.0.height < $1.0.width * $1.0.height }
    guard let label, let largest else { return [] }
    return [
      LabelRequest(
        label, anchor: largest.0.center, paint: labelPaint, priority: 7, clearance: 0,
        symbol: (largest.1.fill ?? fill).map { .swatch($0) })
    ]
  }
}
