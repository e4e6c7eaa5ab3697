public import Typesetting

/// Where normal points with a mean and a covariance lie with given probabilities.
///
/// The axes are `sqrt(lambda chi²)` with the eigenvalues of the covariance and the quantile of chi
/// squared for two degrees of freedom, `-2 ln(1 - p)`. Half of the points lie in the inner and 95 %
/// in the outer ellipse, unless told otherwise; for the mean of n points divide the covariance by n.
public struct CovarianceEllipse: Mark {
  /// The middle in data coordinates.
  public private(set) var mean: Position
  /// The spread, in units of ``unit`` squared.
  public private(set) var covariance: Covariance2
  /// What one unit of the covariance's roots is in data.
  public private(set) var unit: Double
  /// The probabilities of the ellipses, greater than 0 and less than 1.
  public var levels: [Double]
  /// The colour of line and filling; a label has its variant for text.
  public var paint: Paint
  /// The opacity of each ellipse's filling.
  public var fillOpacity: Double
  /// Whether the mean is marked by a dot.
  public var hasMean: Bool
  /// Names the outermost ellipse; nil for no name.
  public var label: Label?

  /// Ellipses around a mean.
  public init(
    mean: Position, covariance: Covariance2, levels: [Double] = [0.5, 0.95],
    paint: Paint = Paint(.gradientOfAverage), fillOpacity: Double = 0.08, hasMean: Bool = true,
    label: Label? = nil
  ) {
    self.mean = mean
    self.covariance = covariance
    unit = 1
    self.levels = levels
    self.paint = paint
    self.fillOpacity = fillOpacity
    self.hasMean = hasMean
    self.label = label
  }

  /// Ellipses with the mean and the covariance of a sample (divided by n - 1); NaN is left out.
  public init(
    of points: [Position], levels: [Double] = [0.5, 0.95],
    paint: Paint = Paint(.gradientOfAverage), fillOpacity: Double = 0.08, hasMean: Bool = true,
    label: Label? = nil
  ) {
    let moments = Moments2(points)
    self.init(
      mean: moments.mean, covariance: moments.covariance, levels: levels, paint: paint,
      fillOpacity: fillOpacity, hasMean: hasMean, label: label)
    unit = moments.unit
  }

  /// The ellipses' half axes in data units, the long one first, as vectors; the outermost first.
  public var axes: [(long: Position, short: Position)] {
    guard mean.isFinite, let eigen = covariance.eigen else { return [] }
    let direction = eigen.direction
    return levels.filter { $0 > 0 && $0 < 1 }.sorted(by: >).map { level in
      let root = Covariance2.chiSquared(level).squareRoot()
      let long = root * eigen.large.squareRoot() * unit
      let short = root * eigen.small.squareRoot() * unit
      return (
        Position(long * direction.x, long * direction.y),
        Position(-short * direction.y, short * direction.x)
      )
    }
  }

  private func extent(_ coordinate: KeyPath<Position, Double>) -> ClosedRange<Double>? {
    let middle = mean[keyPath: coordinate]
    guard let outer = axes.first else { return nil }
    let (a, b) = (outer.long[keyPath: coordinate], outer.short[keyPath: coordinate])
    let size = max(abs(a), abs(b), 1e-300)
    let reach = size * ((a / size) * (a / size) + (b / size) * (b / size)).squareRoot()
    return finiteExtent([middle - reach, middle + reach])
  }

  /// Over the outermost ellipse.
  public var xExtent: ClosedRange<Double>? { extent(\.x) }
  /// The same for y.
  public var yExtent: ClosedRange<Double>? { extent(\.y) }

  /// Refuses infinite numbers and matrices that are no covariance.
  public func check() throws(PlottingError) {
    try checkPositions([mean])
    let parts = [covariance.xx, covariance.xy, covariance.yy]
    try checkValues(parts)
    if covariance.eigen == nil, parts.allSatisfy(\.isFinite) {
      throw PlottingError(
        mark: name,
        "the matrix \(parts[0]), \(parts[1]); \(parts[1]), \(parts[2]) is no covariance; "
          + "its determinant must not be negative")
    }
  }

  private static let kappa = 0.552_284_749_8

  /// Four curves where both axes are linear; many short lines elsewhere.
  private func outline(_ axes: (long: Position, short: Position), _ context: PanelContext) -> Path {
    func place(_ u: Double, _ v: Double) -> Point? {
      context.place(
        Position(
          mean.x + u * axes.long.x + v * axes.short.x,
          mean.y + u * axes.long.y + v * axes.short.y))
    }
    guard context.x.isAffine, context.y.isAffine else {
      let points = (0..<128).compactMap { step in
        let angle = Double(step) * .pi / 64
        return place(cosine(angle), sine(angle))
      }
      return .polyline(points, closed: true)
    }
    let k = Self.kappa
    let corners: [(Double, Double)] = [
      (1, 0), (1, k), (k, 1), (0, 1), (-k, 1), (-1, k), (-1, 0), (-1, -k), (-k, -1), (0, -1),
      (k, -1), (1, -k), (1, 0),
    ]
    let points = corners.compactMap { place($0.0, $0.1) }
    guard points.count == corners.count else { return Path() }
    return Path(
      [.move(points[0])]
        + [1, 4, 7, 10].map { .curve(points[$0], points[$0 + 1], points[$0 + 2]) } + [.close])
  }

  /// Fillings from the outermost ellipse to the innermost, their lines, and the mean.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    guard let center = context.place(mean), covariance.eigen != nil else { return [] }
    let outlines = axes.map { outline($0, context) }.filter { !$0.segments.isEmpty }
    let fill = Paint(paint.role, opacity: fillOpacity)
    var elements = outlines.map { Scene.Element.path($0, fill: fill, stroke: nil) }
    elements += outlines.map { .path($0, fill: nil, stroke: Stroke(paint, width: 1.5)) }
    if hasMean {
      let dot = Path.circle(center, radius: 3)
      elements.append(.path(dot, fill: paint, stroke: Stroke(Paint(.paper), width: 1.25)))
    }
    return context.clipped("ellipses", elements)
  }

  /// Points along an ellipse in px, from its right end counter-clockwise.
  private func ring(
    _ axes: (long: Position, short: Position), _ context: PanelContext
  ) -> [Point] {
    (0...96).compactMap { step in
      let angle = Double(step) * .pi / 48
      let (u, v) = (cosine(angle), sine(angle))
      return context.place(
        Position(
          mean.x + u * axes.long.x + v * axes.short.x,
          mean.y + u * axes.long.y + v * axes.short.y))
    }
  }

  /// All lines, and the mean.
  public func occupied(in context: PanelContext) -> [Point] {
    let rings = axes.flatMap { context.samples(along: ring($0, context)) }
    return rings + (hasMean ? [context.place(mean)].compactMap(\.self) : [])
  }

  /// One at the upper right of the outermost ellipse, as far as it lies in the frame.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    let inner = context.frame.inset(by: 2)
    let points = axes.first.map { ring($0, context) } ?? []
    guard let label,
      let anchor = points.filter(inner.contains).max(by: { $0.x - $0.y < $1.x - $1.y })
    else { return [] }
    return [
      LabelRequest(
        label, anchor: anchor, paint: Paint(paint.role.forText), priority: 5,
        preferredAngles: [45, 0, 90, 225], clearance: 5,
        symbol: .ring(paint))
    ]
  }
}
