public import Typesetting

/// A matrix of values as coloured cells of one size.
///
/// ``colorBar(_:)`` makes what tells the values of the colours. Give the panel a box as its frame.
public struct HeatCells: Mark {
  /// How many cells lie side by side and above one another.
  public let columns, rows: Int
  /// Row by row from the lowest y, as in ``ScalarField``; NaN leaves its cell empty.
  public let values: [Double]
  /// What the cells cover in units of the axes, from edge to edge.
  public var x, y: ClosedRange<Double>
  /// The colours.
  public var ramp: ColorRole.Ramp
  /// The values of the ramp's ends; values beyond get the end's colour, and a note says so.
  public var domain: ClosedRange<Double>
  /// How values become places on the ramp.
  public var kind: Axis.Kind
  /// Whether the values stand in the cells, if these are large enough and 12 a side at most.
  public var hasNumbers: Bool

  /// Blue cells around the places 0, 1, 2 ... over all finite values, without numbers, unless told
  /// otherwise.
  ///
  /// Without a domain a diverging ramp has its middle at 0. There are no cells when the counts do not
  /// fit each other.
  public init(
    _ values: [Double], columns: Int, rows: Int, x: ClosedRange<Double>? = nil,
    y: ClosedRange<Double>? = nil, ramp: ColorRole.Ramp = .sequential,
    domain: ClosedRange<Double>? = nil, kind: Axis.Kind = .linear, hasNumbers: Bool = false
  ) {
    let (count, overflows) = columns.multipliedReportingOverflow(by: rows)
    let fits = columns > 0 && rows > 0 && !overflows && count == values.count
    (self.columns, self.rows) = fits ? (columns, rows) : (0, 0)
    self.values = fits ? values : []
    self.x = x ?? -0.5...(Double(max(columns, 1)) - 0.5)
    self.y = y ?? -0.5...(Double(max(rows, 1)) - 0.5)
    self.ramp = ramp
    self.kind = kind
    self.hasNumbers = hasNumbers
    var own = finiteExtent(values) ?? 0...1
    if ramp == .diverging {
      let reach = max(abs(own.lowerBound), abs(own.upperBound))
      own = -reach...reach
    }
    self.domain = AxisDomain.sound(domain ?? own, kind: kind)
  }

  /// Tells what the colours measure, with the same ramp and ends.
  /// - Parameter label: What the values are.
  public func colorBar(_ label: Label) -> ColorBar { ColorBar(label, .ramp(ramp, domain, kind)) }

  /// From the left to the right edge.
  public var xExtent: ClosedRange<Double>? { values.isEmpty ? nil : x }
  /// From the lower to the upper edge.
  public var yExtent: ClosedRange<Double>? { values.isEmpty ? nil : y }

  /// The cells reach to the frame.
  public var fillsFrame: Bool { true }

  /// Refuses infinite values and edges.
  public func check() throws(PlottingError) {
    try checkValues(values)
    try checkValues([
      x.lowerBound, x.upperBound, y.lowerBound, y.upperBound, domain.lowerBound, domain.upperBound,
    ])
  }

  /// The colours differ by one part of this, so that all are told apart and few are needed.
  private static let steps = 64

  private var scale: Scale { Scale(kind: kind, domain: domain, start: 0, end: 1) }

  /// Which of the colours a value has, or one that does not exist for none.
  private func index(of value: Double, _ scale: Scale) -> UInt8 {
    let place = scale(value)
    guard place.isFinite else { return 255 }
    return UInt8((place * Double(Self.steps)).rounded().integer(in: 0...Self.steps))
  }

  private func paint(_ index: Int) -> Paint {
    Paint(.ramp(ramp, Double(index) / Double(Self.steps)))
  }

  /// The edges of the columns or rows that the frame shows, in px.
  private struct Edges {
    var first = 0
    var places: [Double] = []
    var count: Int { max(places.count - 1, 0) }

    init(_ range: ClosedRange<Double>, count: Int, scale: Scale, near: ClosedRange<Double>) {
      guard count > 0 else { return }
      let all = (0...count).map { index -> Double in
        let t = Double(index) / Double(count)
        let place = scale((1 - t) * range.lowerBound + t * range.upperBound)
        return place.isFinite ? place : scale.start
      }
      let seen = (0..<count).filter {
        max(all[$0], all[$0 + 1]) > near.lowerBound && min(all[$0], all[$0 + 1]) < near.upperBound
      }
      guard let low = seen.first, let high = seen.last else { return }
      first = low
      places = Array(all[low...(high + 1)])
    }
  }

  private func edges(in context: PanelContext) -> (Edges, Edges) {
    let frame = context.frame
    return (
      Edges(x, count: columns, scale: context.x, near: frame.x...frame.maxX),
      Edges(y, count: rows, scale: context.y, near: frame.y...frame.maxY)
    )
  }

  /// The cells as one element, and the numbers; on curved axes one path for each colour.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let (across, up) = edges(in: context)
    guard across.count > 0, up.count > 0 else { return [] }
    let cells =
      context.x.isAffine && context.y.isAffine
      ? [grid(across, up)].compactMap(\.self) : rectangles(across, up, context)
    return context.clipped("cells", cells + slashes(across, up) + numbers(across, up, context))
  }

  /// A slash across every cell without a value, whose paper might pass for a colour of the ramp.
  private func slashes(_ across: Edges, _ up: Edges) -> [Scene.Element] {
    var path = Path()
    for row in 0..<up.count {
      for column in 0..<across.count
      where values[(up.first + row) * columns + across.first + column].isNaN {
        path.segments += [
          .move(Point(x: across.places[column], y: up.places[row])),
          .line(Point(x: across.places[column + 1], y: up.places[row + 1])),
        ]
      }
    }
    let stroke = Stroke(Paint(.axis), width: 0.75, cap: .butt)
    return path.segments.isEmpty ? [] : [.path(path, fill: nil, stroke: stroke)]
  }

  private func grid(_ across: Edges, _ up: Edges) -> Scene.Element? {
    guard let left = across.places.first, let right = across.places.last,
      let bottom = up.places.first, let top = up.places.last
    else { return nil }
    let scale = scale
    var indices: [UInt8] = []
    indices.reserveCapacity(across.count * up.count)
    for row in 0..<up.count {
      // The grid of colours goes from the top left, the matrix from the lowest y.
      let j = up.first + (top < bottom ? up.count - 1 - row : row)
      for column in 0..<across.count {
        let i = across.first + (left < right ? column : across.count - 1 - column)
        indices.append(index(of: values[j * columns + i], scale))
      }
    }
    let rect = Rect(
      x: min(left, right), y: min(top, bottom), width: abs(right - left),
      height: abs(bottom - top))
    let colors = ColorCells(
      columns: across.count, rows: up.count, paints: (0...Self.steps).map(paint), indices: indices)
    return .cells(colors, in: rect)
  }

  private func rectangles(
    _ across: Edges, _ up: Edges, _ context: PanelContext
  ) -> [Scene.Element] {
    var paths = [Path](repeating: Path(), count: Self.steps + 1)
    forEachCell(across, up, context) { value, box in
      let index = Int(index(of: value, scale))
      if index < paths.count { paths[index].segments += Path.rectangle(box).segments }
    }
    return paths.enumerated().filter { !$0.element.segments.isEmpty }.map {
      .path($0.element, fill: paint($0.offset), stroke: nil)
    }
  }

  private func forEachCell(
    _ across: Edges, _ up: Edges, _ context: PanelContext, _ body: (Double, Rect) -> Void
  ) {
    for j in 0..<up.count {
      for i in 0..<across.count {
        let box = context.box(
          Point(x: across.places[i], y: up.places[j]),
          Point(x: across.places[i + 1], y: up.places[j + 1]))
        guard let box = context.visible(box) else { continue }
        body(values[(up.first + j) * columns + across.first + i], box)
      }
    }
  }

  private static let textSize = 10.5

  /// Whether the cells are few and large enough for their numbers.
  private func numbers(_ across: Edges, _ up: Edges, _ context: PanelContext) -> [Scene.Element] {
    guard hasNumbers, columns <= 12, rows <= 12 else { return [] }
    let texts = ValueTexts(values)
    var elements: [Scene.Element] = []
    var fits = true
    forEachCell(across, up, context) { value, box in
      let index = Int(index(of: value, scale))
      guard index <= Self.steps, context.frame.contains(box.center) else { return }
      let line = context.typesetter.line(texts.tabular(value), size: Self.textSize)
      fits = fits && line.width + 4 <= box.width && Self.textSize + 2 <= box.height
      let origin = Point(
        x: box.center.x - line.width / 2, y: box.center.y + 0.36 * Self.textSize)
      elements.append(
        .text(line, at: origin, angle: 0, paint: Paint(letters(on: paint(index))), halo: false))
    }
    return fits ? elements : []
  }

  /// Ink or paper; on ramps that are the same in both themes their own ends, because neither ink nor
  /// paper is.
  private func letters(on fill: Paint) -> ColorRole {
    switch ramp {
    case .sequential, .diverging: Legibility(on: fill).role
    case .cividis, .viridis:
      Legibility(on: fill, candidates: [.ramp(ramp, 0), .ramp(ramp, 1)]).role
    }
  }

  /// How many values lie beyond the ends of the ramp, and the power of ten of the numbers.
  public func notes(in context: PanelContext) -> [Label] {
    var notes: [Label] = []
    let beyond = values.lazy.filter { $0.isFinite && !domain.contains($0) }.count
    if beyond > 0 {
      let verb = beyond == 1 ? "value lies" : "values lie"
      notes.append(Label(verbatim: "\(beyond.grouped) \(verb) beyond the ends of the colours."))
    }
    if values.contains(where: \.isNaN) {
      notes.append("A cell with a slash has no value.")
    }
    if hasNumbers, columns <= 12, rows <= 12 {
      notes += ValueTexts(values).notes("Numbers in the cells")
    }
    return notes
  }
}

extension AxisDomain {
  /// An interval whose ends are finite and differ, and are positive where they must be.
  static func sound(_ range: ClosedRange<Double>, kind: Axis.Kind) -> ClosedRange<Double> {
    if kind == .log, range.lowerBound <= 0 {
      return resolved(Axis(kind: kind), extents: [range])
    }
    return resolved(Axis(kind: kind, domain: range), extents: [range])
  }
}
