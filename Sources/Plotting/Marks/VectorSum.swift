public import Typesetting

/// Vectors laid head to tail, each divided by their number, so that the chain ends at their mean.
///
/// Give the panel an equal aspect, or the lengths cannot be compared.
public struct VectorSum: Mark {
  /// The vectors in data units, not yet divided; those that are not finite are left out.
  public var samples: [Position]
  /// Where the chain begins, in data coordinates.
  public var origin: Position
  /// The colour of the chain.
  public var samplePaint: Paint
  /// The colour of the mean.
  public var meanPaint: Paint
  /// An independent result that the mean should hit, relative to ``origin``; drawn as a ring, nil
  /// for none.
  public var ring: Position?
  /// The colour of the ring.
  public var ringPaint: Paint
  /// What chain, mean and ring are called; nil for no name.
  public var samplesLabel, meanLabel, ringLabel: Label?

  /// A chain sorted by direction, from the place (0, 0), without ring and labels unless told
  /// otherwise.
  public init(
    _ samples: [Position], origin: Position = Position(0, 0),
    samplePaint: Paint = Paint(.sample), meanPaint: Paint = Paint(.averageOfGradients),
    ring: Position? = nil, ringPaint: Paint = Paint(.gradientOfAverage),
    samplesLabel: Label? = nil, meanLabel: Label? = nil, ringLabel: Label? = nil
  ) {
    self.samples = samples
    self.origin = origin
    self.samplePaint = samplePaint
    self.meanPaint = meanPaint
    self.ring = ring
    self.ringPaint = ringPaint
    self.samplesLabel = samplesLabel
    self.meanLabel = meanLabel
    self.ringLabel = ringLabel
  }

  /// The chain's corners in data coordinates, from the origin to the mean: one more than vectors.
  public var chain: [Position] {
    let finite = samples.filter(\.isFinite)
    let scale = 1 / Double(max(finite.count, 1))
    // By direction they make a convex chain without crossings, and end at the same place.
    let ordered = finite.enumerated().map {
      (arcTangent($0.element.y, $0.element.x), $0.offset, $0.element)
    }
    .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    var place = origin
    return [origin]
      + ordered.map { vector in
        place = Position(place.x + scale * vector.x, place.y + scale * vector.y)
        return place
      }
  }

  private var ringPlace: Position? { ring.map { Position(origin.x + $0.x, origin.y + $0.y) } }

  /// Over the chain's corners and the ring.
  public var xExtent: ClosedRange<Double>? { (chain + (ringPlace.map { [$0] } ?? [])).xExtent }
  /// The same for y.
  public var yExtent: ClosedRange<Double>? { (chain + (ringPlace.map { [$0] } ?? [])).yExtent }

  /// Refuses infinite coordinates.
  public func check() throws(PlottingError) {
    try checkPositions(samples + [origin] + (ring.map { [$0] } ?? []))
  }

  /// The chain as arrows (short ones without heads), the mean's arrow, and the ring.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let points = chain.compactMap(context.place)
    guard let first = points.first, let last = points.last else { return [] }
    var elements = zip(points, points.dropFirst()).flatMap { tail, tip -> [Scene.Element] in
      guard let (start, end) = context.visible(tail, tip) else { return [] }
      guard start.distance(to: end) >= 6 else {
        let stroke = Stroke(samplePaint, width: 1.25)
        return [.path(.polyline([start, end]), fill: nil, stroke: stroke)]
      }
      return ArrowShape(from: start, to: end, width: 1.25).elements(paint: samplePaint, halo: false)
    }
    if points.count > 1, let (start, end) = context.visible(first, last) {
      elements += ArrowShape(from: start, to: end, width: 3).elements(
        paint: meanPaint, halo: true)
    }
    elements = context.clipped(nil, elements)
    if let center = ringPlace.flatMap(context.place), context.frame.contains(center) {
      let circle = Path.circle(center, radius: Self.ringRadius)
      elements.append(.path(circle, fill: nil, stroke: Stroke(ringPaint, width: 2)))
    }
    return [.group(label: "sum of vectors", clip: nil, elements)]
  }

  private static let ringRadius = 7.5

  /// The chain, the mean's arrow at its full width, and the ring.
  public func occupied(in context: PanelContext) -> [Point] {
    let points = chain.compactMap(context.place)
    guard let first = points.first, let last = points.last else { return [] }
    var occupied = context.samples(along: simplified(points, tolerance: 0.5))
    for shift in [-2.0, 2] {
      let off = Point(x: shift, y: shift)
      occupied += context.samples(along: [first + off, last + off])
    }
    if let center = ringPlace.flatMap(context.place) {
      occupied += (0..<16).map { step in
        let angle = Double(step) * .pi / 8
        return center + Self.ringRadius * Point(x: cosine(angle), y: sine(angle))
      }
    }
    return occupied
  }

  /// Up to three: for the ring, the mean and the chain.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    let points = chain.compactMap(context.place)
    guard let first = points.first, let last = points.last, points.count > 1 else { return [] }
    let heading = arcTangent(first.y - last.y, last.x - first.x) * 180 / .pi
    let sideways = [heading + 90, heading - 90, heading + 60, heading - 60]
    var requests: [LabelRequest] = []
    if let ringLabel, let center = ringPlace.flatMap(context.place) {
      requests.append(
        LabelRequest(
          ringLabel, anchor: center, paint: Paint(ringPaint.role.forText), priority: 1,
          preferredAngles: [heading, heading - 45, heading + 45],
          clearance: Self.ringRadius + 4, symbol: .ring(ringPaint)))
    }
    if let meanLabel {
      requests.append(
        LabelRequest(
          meanLabel, anchor: 0.5 * (first + last), paint: Paint(meanPaint.role.forText),
          priority: 2, preferredAngles: sideways, clearance: 7,
          symbol: .line(Stroke(meanPaint, width: 3))))
    }
    if let samplesLabel {
      requests.append(
        LabelRequest(
          samplesLabel, anchor: ArcLength(points).midpoint, paint: Paint(samplePaint.role.forText),
          priority: 3, preferredAngles: sideways, clearance: 5,
          symbol: .line(Stroke(samplePaint, width: 1.25))))
    }
    return requests
  }
}
