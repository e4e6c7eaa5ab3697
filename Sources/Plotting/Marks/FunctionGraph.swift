public import Typesetting

/// The graph of a function, computed as finely as its curve needs in the picture.
///
/// The function is called at places that depend on the picture, about twice for every px, so it
/// must always give the same value for the same x. What is no finite number is a gap. Jumps and
/// poles are found by bisection and left open.
public struct FunctionGraph: Mark {
  /// Gives y for x, both in units of the data.
  public var function: @Sendable (Double) -> Double
  /// Where the function is drawn and what the axis then shows; nil for all of the panel.
  public var domain: ClosedRange<Double>?
  /// The y that are to be seen. Nil for those of the function over ``domain``, without the outer
  /// 2.5 % on either side where a pole would flatten all others; without a ``domain`` as well, the
  /// graph fits itself to what other marks show.
  public var range: ClosedRange<Double>?
  /// Colour, width and dashes of the line.
  public var stroke: Stroke
  /// Whether paper shows beside the line.
  public var halo: Bool
  /// Names the line at its last visible point; nil for no name.
  public var endLabel: Label?

  /// A line 2 px wide over all of the panel, without casing and name unless told otherwise.
  public init(
    over domain: ClosedRange<Double>? = nil, range: ClosedRange<Double>? = nil,
    stroke: Stroke = Stroke(Paint(.gradientOfAverage), width: 2), halo: Bool = false,
    endLabel: Label? = nil, _ function: @escaping @Sendable (_ x: Double) -> Double
  ) {
    self.function = function
    self.domain = domain
    self.range = range
    self.stroke = stroke
    self.halo = halo
    self.endLabel = endLabel
  }

  /// The domain, if there is one.
  public var xExtent: ClosedRange<Double>? { domain }
  /// The range, or what the function does over its domain.
  public var yExtent: ClosedRange<Double>? {
    if let range { return range }
    guard let domain else { return nil }
    let values = (0...256).map { step in
      let t = Double(step) / 256
      return function((1 - t) * domain.lowerBound + t * domain.upperBound)
    }
    let sorted = values.filter(\.isFinite).sorted()
    guard let low = sorted.first, let high = sorted.last else { return nil }
    let cut = sorted.count / 40
    let (inner, outer) = (sorted[cut], sorted[sorted.count - 1 - cut])
    return high / 2 - low / 2 <= 4 * (outer / 2 - inner / 2) || inner == outer
      ? low...high : inner...outer
  }

  /// Room on the right for the name, if there is one.
  public func protrusion(in context: PanelContext) -> Insets {
    Line([], endLabel: endLabel).protrusion(in: context)
  }

  /// Refuses an infinite domain or range; the function may have any values.
  public func check() throws(PlottingError) {
    for ends in [domain, range].compactMap(\.self) {
      try checkValues([ends.lowerBound, ends.upperBound])
    }
  }

  private func pieces(in context: PanelContext) -> [[Point]] {
    var sampler = CurveSampler(function, in: context)
    return sampler.pieces(over: domain)
  }

  /// One path over its casing.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let path = Path(pieces(in: context).flatMap { Path.polyline(simplified($0)).segments })
    guard !path.segments.isEmpty else { return [] }
    var elements: [Scene.Element] = []
    if halo {
      let paper = Stroke(Paint(.paper), width: stroke.width + 2.5)
      elements.append(.path(path, fill: nil, stroke: paper))
    }
    elements.append(.path(path, fill: nil, stroke: stroke))
    return context.clipped("function", elements)
  }

  /// The whole line.
  public func occupied(in context: PanelContext) -> [Point] {
    pieces(in: context).flatMap { context.samples(along: simplified($0)) }
  }

  /// The name at the last point in the frame, as a line's end.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    let inside = context.frame.inset(by: -0.5)
    let points = pieces(in: context).flatMap(\.self)
    guard let endLabel, let anchor = points.last(where: inside.contains) else { return [] }
    return [
      LabelRequest(
        endLabel, anchor: anchor, paint: Paint(stroke.paint.role.forText), priority: 5,
        preferredAngles: [0, 20, 340], clearance: 6, symbol: .line(stroke), isLineEnd: true)
    ]
  }
}
