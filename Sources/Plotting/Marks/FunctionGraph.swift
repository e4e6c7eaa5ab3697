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
    DrawnLine.protrusion(endLabel, in: context)
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

  private func drawn(in context: PanelContext) -> DrawnLine {
    DrawnLine(pieces: pieces(in: context), stroke: stroke, halo: halo, endLabel: endLabel)
  }

  /// One path over its casing.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    drawn(in: context).elements("function", in: context)
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
