import Plotting
import Typesetting

/// Writes one figure as semantic SVG.
struct InlineSVGWriter {
  private let id: String
  private let typesetter: Typesetter
  private var run = SVGElementRun()
  private var clipCount = 0
  private var symbolCount = 0
  /// A stroked path that is held back, since the next may have the same stroke.
  private var pending: (stroke: Stroke, data: RelativePathData)?
  /// A circle's outline that is held back, since the next element may be its disc.
  private var pendingRing: (circle: CircleShape, stroke: Stroke)?
  private var attributes: SVGAttributes

  init(id: String, typesetter: Typesetter, literalColors: Bool) {
    self.id = id
    self.typesetter = typesetter
    attributes = SVGAttributes(literals: literalColors)
  }

  mutating func open(_ scene: Scene, _ size: CanvasSize) {
    let (width, height) = (Hundredths.text(size.width), Hundredths.text(size.height))
    let description = PlainText.escaped(scene.description)
    let labels = description.isEmpty ? "\(id)-t" : "\(id)-t \(id)-d"
    run.addMarkup(
      """
      <svg xmlns="http://www.w3.org/2000/svg" id="\(id)" role="img" \
      viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" \
      aria-labelledby="\(labels)" fill="none" stroke-linecap="round" stroke-linejoin="round">
      <title id="\(id)-t">\(PlainText.escaped(scene.title))</title>

      """)
    if !description.isEmpty { run.addMarkup("<desc id=\"\(id)-d\">\(description)</desc>\n") }
  }

  mutating func write(_ elements: [Scene.Element], depth: Int = 0) throws(RenderingError) {
    guard depth <= ScenePlayer.greatestDepth else {
      throw RenderingError("groups lie more than \(ScenePlayer.greatestDepth) deep in one another")
    }
    for element in elements {
      switch element {
      case .path(let path, let fill, let stroke): try write(path, fill, stroke)
      case .text(let line, let origin, let angle, let paint, let halo):
        flush()
        let text = SVGText(line: line, origin: origin, angle: angle, paint: paint, halo: halo)
        try text.write(to: &run, typesetter: typesetter, attributes: &attributes)
      case .group(let label, let clip, let children):
        flush()
        try openGroup(label, clip)
        try write(children, depth: depth + 1)
        flush()
        run.addMarkup("</g>\n")
      case .copies(let symbol, let places): try write(symbol, at: places, depth: depth)
      case .cells(let cells, let rect): try write(cells, in: rect)
      }
    }
  }

  /// Ends the element and returns it.
  consuming func closed() -> String {
    flush()
    run.addMarkup("</svg>\n")
    return run.output
  }

  private mutating func openGroup(_ label: String?, _ clip: Rect?) throws(RenderingError) {
    var opening = "<g"
    if let label { opening += " data-part=\"\(PlainText.escaped(PlainText.oneLine(label)))\"" }
    if let clip {
      try CoordinateGate.check(clip)
      clipCount += 1
      let name = "\(id)-c\(clipCount)"
      let outline = RelativePathData(Path(clip)).text
      run.addMarkup("<clipPath id=\"\(name)\"><path d=\"\(outline)\"/></clipPath>\n")
      opening += " clip-path=\"url(#\(name))\""
    }
    run.addMarkup(opening + ">\n")
  }

  private mutating func write(
    _ path: Path, _ fill: Paint?, _ stroke: Stroke?
  ) throws(RenderingError) {
    try CoordinateGate.check(path)
    if let fill { try CoordinateGate.check(fill) }
    if let stroke { try CoordinateGate.check(stroke) }
    guard !path.segments.isEmpty, fill != nil || stroke != nil else { return }
    if let circle = CircleShape(path), stroke?.dash.isEmpty ?? true {
      return write(circle, fill, stroke)
    }
    let simple = PolylineSimplification.simplified(path)
    if fill == nil, let stroke, stroke.paint.opacity == 1 {
      flushRing()
      // Opaque strokes may overlap without a trace, so equal neighbours share one element.
      if pending?.stroke == stroke {
        pending?.data.append(simple)
      } else {
        flush()
        pending = (stroke, RelativePathData(simple))
      }
      return
    }
    flush()
    run.add(
      attributes.paint(fill, stroke), head: "<path d=\"\(RelativePathData(simple).text)\"")
  }

  // MARK: Copies and cells

  private mutating func write(
    _ symbol: [Scene.Element], at places: [Point], depth: Int
  ) throws(RenderingError) {
    for place in places { try CoordinateGate.check(place) }
    if let disc = OpaqueDisc(symbol) { return write(disc, at: places) }
    guard let first = places.first else { return }
    guard places.count > 1, !symbol.allSatisfy(Self.isCircle) else {
      // A circle says where it is in as few bytes as a reference.
      for place in places { try write(symbol.map { $0.moved(by: place) }, depth: depth + 1) }
      return
    }
    flush()
    symbolCount += 1
    let name = "\(id)-s\(symbolCount)"
    run.addMarkup("<g id=\"\(name)\">\n")
    try write(symbol.map { $0.moved(by: first) }, depth: depth + 1)
    flush()
    run.addMarkup("</g>\n")
    for place in places.dropFirst() {
      let (x, y) = (Hundredths.text(place.x - first.x), Hundredths.text(place.y - first.y))
      run.addMarkup("<use href=\"#\(name)\" x=\"\(x)\" y=\"\(y)\"/>\n")
    }
  }

  /// All discs in one path.
  private mutating func write(_ disc: OpaqueDisc, at places: [Point]) {
    guard !places.isEmpty else { return }
    flush()
    var data = RelativePathData()
    for place in places { data.dot(disc.center(at: place)) }
    run.add(attributes.paint(nil, disc.stroke), head: "<path d=\"\(data.text)\"")
  }

  private static func isCircle(_ element: Scene.Element) -> Bool {
    guard case .path(let path, _, _) = element else { return false }
    return CircleShape(path) != nil
  }

  /// One path a colour, whose edges viewers draw without smoothing, so that no seams show.
  private mutating func write(_ cells: ColorCells, in rect: Rect) throws(RenderingError) {
    try CoordinateGate.check(rect)
    flush()
    for case .path(let path, let fill?, _) in cells.elements(in: rect) {
      try CoordinateGate.check(fill)
      run.add(
        attributes.paint(fill, nil) + " shape-rendering=\"crispEdges\"",
        head: "<path d=\"\(RelativePathData(path).text)\"")
    }
  }

  // MARK: Circles

  private mutating func write(_ circle: CircleShape, _ fill: Paint?, _ stroke: Stroke?) {
    if let ring = pendingRing, ring.circle == circle, let fill, stroke == nil {
      // A halo and the disc above it.
      pendingRing = nil
      add(circle, attributes.paint(fill, ring.stroke) + " paint-order=\"stroke\"")
      return
    }
    flush()
    if fill == nil, let stroke {
      pendingRing = (circle, stroke)
    } else {
      add(circle, attributes.paint(fill, stroke))
    }
  }

  private mutating func add(_ circle: CircleShape, _ look: String) {
    let numbers = [circle.center.x, circle.center.y, circle.radius].map(Hundredths.text)
    run.add(
      look, head: "<circle cx=\"\(numbers[0])\" cy=\"\(numbers[1])\" r=\"\(numbers[2])\"")
  }

  private mutating func flush() {
    flushRing()
    guard let (stroke, data) = pending else { return }
    run.add(attributes.paint(nil, stroke), head: "<path d=\"\(data.text)\"")
    pending = nil
  }

  private mutating func flushRing() {
    if let ring = pendingRing {
      add(ring.circle, attributes.paint(nil, ring.stroke))
      pendingRing = nil
    }
  }
}
