public import Typesetting

/// Points of data.
public struct Dots: Mark {
  /// How a dot is drawn.
  public enum Style: Sendable, Hashable { case filled, ring }
  /// In data coordinates, in drawing order.
  public var points: [Position]
  /// The colour.
  public var paint: Paint
  /// In px.
  public var radius: Double
  /// Whether dots are filled.
  public var style: Style
  /// Whether paper shows around each dot, which keeps it apart from lines and fields.
  public var halo: Bool
  /// Names the dots beside the last one.
  public var label: Label?

  /// Makes the mark; every part but the data has a sensible value.
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

  public var xExtent: ClosedRange<Double>? { points.xExtent }
  public var yExtent: ClosedRange<Double>? { points.yExtent }

  private func centers(in context: PanelContext) -> [Point] {
    let near = context.frame.inset(by: -0.5)
    return points.compactMap(context.place).filter(near.contains)
  }

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

  public func occupied(in context: PanelContext) -> [Point] {
    let r = radius + 1
    return centers(in: context).flatMap { center in
      [(0, 0), (r, 0), (-r, 0), (0, r), (0, -r)].map { center + Point(x: $0.0, y: $0.1) }
    }
  }

  public func labels(in context: PanelContext) -> [LabelRequest] {
    guard let label, let anchor = centers(in: context).last else { return [] }
    return [
      LabelRequest(
        label, anchor: anchor, paint: Paint(paint.role.forText), priority: 8,
        clearance: radius + 3, symbol: style == .ring ? .ring(paint) : .dot(paint))
    ]
  }
}
