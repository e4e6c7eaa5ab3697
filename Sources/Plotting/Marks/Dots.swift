public import Typesetting

/// Points of data.
public struct Dots: Mark {
  /// How a dot is drawn: filled, or as a ring with a line 2 px wide.
  public enum Style: Sendable, Hashable { case filled, ring }
  /// In data coordinates, in drawing order.
  public var points: [Position]
  /// The colour of the filling or of the ring; a label has its variant for text.
  public var paint: Paint
  /// To the edge of a filled dot, or to the middle of a ring's line, in px.
  public var radius: Double
  /// How every dot is drawn.
  public var style: Style
  /// Whether paper shows around each dot, which keeps it apart from lines and fields.
  public var halo: Bool
  /// Names the dots beside the last visible one; nil for no name.
  public var label: Label?

  /// Filled dots with a casing of paper and no label unless told otherwise.
  public init(
    _ points: [Position], paint: Paint = Paint(.ink), radius: Double = 3.5,
    style: Style = .filled, halo: Bool = true, label: Label? = nil
  ) {
    self.points = points
    self.paint = paint
    self.radius = radius
    self.style = style
    self.halo = halo
    self.label = label
  }

  /// From the leftmost to the rightmost dot's middle.
  public var xExtent: ClosedRange<Double>? { points.xExtent }
  /// From the lowest to the highest dot's middle.
  public var yExtent: ClosedRange<Double>? { points.yExtent }

  /// Refuses infinite coordinates.
  public func check() throws(PlottingError) { try checkPositions(points) }

  private func centers(in context: PanelContext) -> [Point] {
    let near = context.frame.inset(by: -0.5)
    return points.compactMap(context.place).filter(near.contains)
  }

  /// The dots whose middles lie in the frame; those on its edge stay whole.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let paper = Stroke(Paint(.paper), width: style == .ring ? 4.5 : 2.5)
    let elements = centers(in: context).flatMap { center -> [Scene.Element] in
      let circle = Path.circle(center, radius: radius)
      var drawn: [Scene.Element] = []
      if halo { drawn.append(.path(circle, fill: nil, stroke: paper)) }
      switch style {
      case .filled: drawn.append(.path(circle, fill: paint, stroke: nil))
      case .ring: drawn.append(.path(circle, fill: nil, stroke: Stroke(paint, width: 2)))
      }
      return drawn
    }
    return elements.isEmpty ? [] : [.group(label: "dots", clip: nil, elements)]
  }

  /// The middle of each dot and four points around it.
  public func occupied(in context: PanelContext) -> [Point] {
    let r = radius + 1
    return centers(in: context).flatMap { center in
      [(0, 0), (r, 0), (-r, 0), (0, r), (0, -r)].map { center + Point(x: $0.0, y: $0.1) }
    }
  }

  /// One at the last dot in the frame.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    guard let label, let anchor = centers(in: context).last else { return [] }
    return [
      LabelRequest(
        label, anchor: anchor, paint: Paint(paint.role.forText), priority: 8,
        clearance: radius + 3, symbol: style == .ring ? .ring(paint) : .dot(paint))
    ]
  }
}
