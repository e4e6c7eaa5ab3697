public import Typesetting

/// Which part of a sample is at most as large as x: every value of it, without any bins.
///
/// To be preferred to a ``Histogram`` for fewer than about 200 values.
public struct ECDF: Mark {
  /// The sample, in units of the x axis; NaN is left out.
  public let sample: [Double]
  /// The steps of the curve.
  public let distribution: Distribution
  /// Colour, width and dashes of the curve.
  public var stroke: Stroke
  /// The band that misses the true distribution with this probability (``Distribution/reach(alpha:)``);
  /// nil for no band.
  public var alpha: Double?
  /// Whether every value is marked below the curve.
  public var hasRug: Bool
  /// Names the curve where it has risen to nine tenths; nil for no name.
  public var label: Label?

  /// A curve 2 px wide with a rug, without band and name, unless told otherwise.
  public init(
    _ sample: [Double], stroke: Stroke = Stroke(Paint(.gradientOfAverage), width: 2),
    alpha: Double? = nil, hasRug: Bool = true, label: Label? = nil
  ) {
    self.sample = sample
    distribution = Distribution(sample)
    self.stroke = stroke
    self.alpha = alpha
    self.hasRug = hasRug
    self.label = label
  }

  /// From the smallest to the largest value.
  public var xExtent: ClosedRange<Double>? { finiteExtent(distribution.values) }
  /// From 0 to 1.
  public var yExtent: ClosedRange<Double>? { distribution.count > 0 ? 0...1 : nil }

  /// Refuses infinite values.
  public func check() throws(PlottingError) { try checkValues(sample) }

  /// The corners of the curve in px, moved up or down, from the frame's left to its right edge.
  private func curve(_ shift: Double = 0, in context: PanelContext) -> [Point] {
    func y(_ height: Double) -> Double {
      (context.height(orEdge: (height + shift).clamped(to: 0...1)) ?? context.frame.maxY)
    }
    var last = y(0)
    var corners = [Point(x: context.frame.x - 4, y: last)]
    for (value, height) in zip(distribution.values, distribution.heights) {
      guard let place = context.width(orEdge: value) else { continue }
      let x = place.clamped(to: (context.frame.x - 4)...(context.frame.maxX + 4))
      let next = y(height)
      // Steps that no eye can tell apart become one.
      if let corner = corners.last, corners.count > 2, x - corner.x < 0.05 {
        corners[corners.count - 1].y = next
      } else {
        corners += [Point(x: x, y: last), Point(x: x, y: next)]
      }
      last = next
    }
    corners.append(Point(x: context.frame.maxX + 4, y: last))
    return simplified(corners, tolerance: 0.02)
  }

  /// Rug, band and curve.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    guard distribution.count > 0 else { return [] }
    var elements: [Scene.Element] = []
    if let alpha {
      let reach = distribution.reach(alpha: alpha)
      let outline = curve(reach, in: context) + curve(-reach, in: context).reversed()
      let fill = Paint(stroke.paint.role, opacity: 0.2 * stroke.paint.opacity)
      elements.append(.path(.polyline(outline, closed: true), fill: fill, stroke: nil))
    }
    if hasRug {
      let line = Stroke(Paint(stroke.paint.role, opacity: 0.55), width: 1, cap: .butt)
      elements.append(.path(rug(in: context), fill: nil, stroke: line))
    }
    elements.append(.path(.polyline(curve(in: context)), fill: nil, stroke: stroke))
    return context.clipped("distribution", elements)
  }

  private static let rugHeight = 6.0

  /// A line for every value, as far as they can be told apart.
  private func rug(in context: PanelContext) -> Path {
    let bottom = context.frame.maxY
    var path = Path()
    var last = -Double.infinity
    for value in distribution.values {
      guard let x = context.width(orEdge: value), x - last >= 0.5, x >= context.frame.x - 0.5,
        x <= context.frame.maxX + 0.5
      else { continue }
      last = x
      path.segments += [
        .move(Point(x: x, y: bottom)), .line(Point(x: x, y: bottom - Self.rugHeight)),
      ]
    }
    return path
  }

  /// The curve and the rug.
  public func occupied(in context: PanelContext) -> [Point] {
    guard distribution.count > 0 else { return [] }
    let ticks = hasRug ? rug(in: context).segments : []
    return context.samples(along: curve(in: context))
      + ticks.compactMap { segment in
        switch segment {
        case .move(let point), .line(let point): point
        case .curve, .close: nil
        }
      }
  }

  /// One to the right below the curve, where it has risen to nine tenths.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    guard let label, let index = distribution.heights.firstIndex(where: { $0 >= 0.9 }),
      let anchor = context.place(Position(distribution.values[index], distribution.heights[index]))
    else { return [] }
    return [
      LabelRequest(
        label, anchor: anchor, paint: Paint(stroke.paint.role.forText), priority: 5,
        preferredAngles: [315, 337.5, 292.5, 135], clearance: 6, symbol: .line(stroke))
    ]
  }
}
