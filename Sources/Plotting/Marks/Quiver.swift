public import Typesetting

/// Arrows of a vector field, each with its middle where the vector belongs.
///
/// The median arrow is 14 px long, none is longer than nine tenths of the distance to its neighbours
/// (a note counts those that were cut), and what is shorter than 2 px is a dot. The arrows point the
/// way that a point moves in the picture, whatever the axes' units.
public struct Quiver: Mark {
  /// How lengths in px grow with magnitudes.
  public enum Length: Sendable, Hashable {
    /// In proportion.
    case linear
    /// With the square root: small vectors stay visible.
    case squareRoot
    /// With the inverse hyperbolic sine: linear up to the median, logarithmic beyond.
    case asinh
  }
  /// An arrow that tells what lengths mean, beside the frame.
  public struct Key: Sendable, Hashable {
    /// In units of the vectors.
    public var magnitude: Double
    /// What such an arrow stands for.
    public var label: Label
    /// An arrow for a magnitude.
    public init(_ magnitude: Double, _ label: Label) {
      self.magnitude = magnitude
      self.label = label
    }
  }
  /// Where the vectors belong, in data coordinates.
  public var places: [Position]
  /// The vectors in data units; those with NaN are left out.
  public var vectors: [Position]
  /// How lengths grow.
  public var length: Length
  /// The colour of all arrows, if none of a ramp.
  public var paint: Paint
  /// Colours by magnitude, from 0 to the longest; nil for one colour.
  public var ramp: ColorRole.Ramp?
  /// Whether paper shows around the arrows, which keeps them apart from fields.
  public var halo: Bool
  /// Tells what the lengths mean, to the right of the frame; not beside a colour bar, which stands
  /// there.
  public var key: Key?
  /// Names the arrows in the legend; nil for no name.
  public var label: Label?

  /// Blue arrows with lengths in proportion unless told otherwise; the longer list is cut.
  public init(
    _ vectors: [Position], at places: [Position], length: Length = .linear,
    paint: Paint = Paint(.gradientOfAverage), ramp: ColorRole.Ramp? = nil, halo: Bool = false,
    key: Key? = nil, label: Label? = nil
  ) {
    let count = min(vectors.count, places.count)
    self.vectors = Array(vectors.prefix(count))
    self.places = Array(places.prefix(count))
    self.length = length
    self.paint = paint
    self.ramp = ramp
    self.halo = halo
    self.key = key
    self.label = label
  }

  /// From the leftmost to the rightmost place.
  public var xExtent: ClosedRange<Double>? { places.xExtent }
  /// From the lowest to the highest place.
  public var yExtent: ClosedRange<Double>? { places.yExtent }

  /// Refuses infinite places and vectors.
  public func check() throws(PlottingError) {
    try checkPositions(places)
    try checkPositions(vectors)
    if let key { try checkValues([key.magnitude]) }
  }

  private var magnitudes: [Double] { vectors.map(\.magnitude) }

  /// Tells which magnitudes the colours stand for; nil without a ramp.
  public func colorBar(_ label: Label) -> ColorBar? {
    ramp.map { ColorBar(label, .ramp($0, 0...self.longest, .linear)) }
  }

  private var longest: Double {
    let longest = magnitudes.filter(\.isFinite).max() ?? 1
    return longest > 0 ? longest : 1
  }

  private func lengths(in context: PanelContext) -> QuiverLengths {
    let seen = places.compactMap { position in
      context.place(position).flatMap { context.frame.inset(by: -0.5).contains($0) ? $0 : nil }
    }
    return QuiverLengths(magnitudes, length, places: seen)
  }

  /// One arrow in px.
  private struct Drawn {
    var tail, tip: Point
    var magnitude: Double
  }

  private func arrows(in context: PanelContext) -> [Drawn] {
    let lengths = lengths(in: context)
    let near = context.frame.inset(by: -0.5)
    return zip(places, vectors).compactMap { position, vector in
      guard vector.isFinite, let center = context.place(position), near.contains(center) else {
        return nil
      }
      let size = max(abs(vector.x), abs(vector.y))
      let way = Point(
        x: size > 0 ? vector.x / size * context.x.slope(at: position.x) : 0,
        y: size > 0 ? vector.y / size * context.y.slope(at: position.y) : 0)
      let magnitude = vector.magnitude
      let greatest = max(abs(way.x), abs(way.y))
      let unit = greatest > 0 ? Point(x: way.x / greatest, y: way.y / greatest) : Point(x: 1, y: 0)
      let half = 0.5 * lengths.pixels(magnitude) / unit.length * unit
      guard half.isFinite else { return nil }
      return Drawn(tail: center - half, tip: center + half, magnitude: magnitude)
    }
  }

  private static let width = 1.25
  private static let steps = 15

  /// For each colour one path of shafts and one of heads, over their casing.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let arrows = arrows(in: context)
    guard !arrows.isEmpty else { return [] }
    let longest = longest
    var shafts = [Path](repeating: Path(), count: Self.steps + 1)
    var heads = shafts
    for arrow in arrows {
      let part = ramp == nil ? 0 : arrow.magnitude / longest
      let step = (part * Double(Self.steps)).rounded().integer(in: 0...Self.steps)
      let shape = ArrowShape(from: arrow.tail, to: arrow.tip, width: Self.width)
      let middle = 0.5 * (arrow.tail + arrow.tip)
      shafts[step].segments += Path.polyline(shape.shaft).segments
      heads[step].segments += (shape.isDot ? .circle(middle, radius: 1) : shape.head).segments
    }
    let halos =
      halo ? Self.halos(Path(shafts.flatMap(\.segments)), Path(heads.flatMap(\.segments))) : []
    let drawn = (0...Self.steps).flatMap { step -> [Scene.Element] in
      let paint = ramp.map { Paint(.ramp($0, Double(step) / Double(Self.steps))) } ?? paint
      return Self.elements(shafts[step], heads[step], paint)
    }
    return context.clipped("arrows", halos + drawn) + keyElements(in: context)
  }

  private static func elements(_ shafts: Path, _ heads: Path, _ paint: Paint) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    if !shafts.segments.isEmpty {
      elements.append(.path(shafts, fill: nil, stroke: Stroke(paint, width: width, cap: .butt)))
    }
    if !heads.segments.isEmpty { elements.append(.path(heads, fill: paint, stroke: nil)) }
    return elements
  }

  private static func halos(_ shafts: Path, _ heads: Path) -> [Scene.Element] {
    let paper = Paint(.paper)
    return [
      .path(shafts, fill: nil, stroke: Stroke(paper, width: width + 2)),
      .path(heads, fill: nil, stroke: Stroke(paper, width: 2)),
    ].filter { if case .path(let path, _, _) = $0 { !path.segments.isEmpty } else { true } }
  }

  private func keyLine(_ context: PanelContext) -> (line: TextLine, length: Double)? {
    guard let key, key.magnitude.isFinite else { return nil }
    let length = lengths(in: context).uncut(key.magnitude).clamped(to: 0...60)
    return (context.typesetter.line(key.label, size: 10.5), length)
  }

  /// Room for the key.
  public func protrusion(in context: PanelContext) -> Insets {
    guard let (line, length) = keyLine(context) else { return Insets() }
    return Insets(right: 12 + max(line.width, length))
  }

  /// The key's arrow, and below it what it stands for.
  private func keyElements(in context: PanelContext) -> [Scene.Element] {
    guard let (line, length) = keyLine(context) else { return [] }
    let left = Point(x: context.frame.maxX + 12, y: context.frame.y + 5)
    let tip = Point(x: left.x + length, y: left.y)
    let shape = ArrowShape(from: left, to: tip, width: Self.width)
    let origin = Point(x: left.x, y: left.y + 8 + 0.76 * 10.5)
    return shape.elements(paint: ramp == nil ? paint : Paint(.ink), halo: false) + [
      .text(line, at: origin, angle: 0, paint: Paint(.muted), halo: false)
    ]
  }

  /// The arrows from tail to tip.
  public func occupied(in context: PanelContext) -> [Point] {
    arrows(in: context).flatMap { context.samples(along: [$0.tail, $0.tip]) }
  }

  /// The name for the legend.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    guard let first = arrows(in: context).first else { return [] }
    let shown = ramp.map { Paint(.ramp($0, 0.7)) } ?? paint
    return LabelRequest.legend(label, .line(Stroke(shown, width: Self.width)), at: first.tail)
  }

  /// How many arrows would be longer if there were room.
  public func notes(in context: PanelContext) -> [Label] {
    let lengths = lengths(in: context)
    let cut = arrows(in: context).count { lengths.isCut($0.magnitude) }
    guard cut > 0 else { return [] }
    let verb = cut == 1 ? "arrow is" : "arrows are"
    return [Label(verbatim: "\(cut.grouped) \(verb) cut to the distance of their neighbours.")]
  }
}

extension Position {
  /// The length of the vector to the place, without overflow on the way.
  var magnitude: Double {
    let size = max(abs(x), abs(y))
    guard size > 0, size.isFinite else { return isFinite ? 0 : .nan }
    let (u, v) = (x / size, y / size)
    return size * (u * u + v * v).squareRoot()
  }
}
