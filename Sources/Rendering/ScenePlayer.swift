import Plotting
import Typesetting

/// Draws a scene's elements on a canvas in the colours of a theme.
struct ScenePlayer: ~Copyable {
  let canvas: CairoCanvas
  let format: ImageFormat
  let theme: Theme
  let typesetter: Typesetter
  /// From px to the file's units.
  let base: Placement
  let scale: Double
  /// Outlines that were already asked for; letters and digits of ticks recur a lot.
  private var outlines: [TextRun: Path] = [:]
  /// Colours that were already asked for; those of fields and surfaces take a search.
  private var colors: [ColorRole: RGB] = [:]
  /// Fonts of PDF files, which are drawn with themselves.
  private var fonts: [Face: CairoFont] = [:]
  /// What may be changed of a PNG's pixels by hand: the clips of all groups around.
  private var areas: [PixelGrid.Area] = []

  /// How deep groups may lie in one another.
  static let greatestDepth = 64
  /// Width of the halo around letters in px.
  static let haloWidth = 3.0

  /// - Parameter origin: Where the scene's origin lies, in px.
  init(
    canvas: consuming CairoCanvas, format: ImageFormat, theme: Theme, typesetter: Typesetter,
    scale: Double, origin: Point = Point(x: 0, y: 0)
  ) {
    self.canvas = canvas
    self.format = format
    self.theme = theme
    self.typesetter = typesetter
    self.scale = scale
    base = Placement(scale: scale).placing(at: origin)
  }

  mutating func play(_ elements: [Scene.Element], depth: Int = 0) throws(RenderingError) {
    guard depth <= Self.greatestDepth else {
      throw RenderingError("groups lie more than \(Self.greatestDepth) deep in one another")
    }
    for element in elements {
      switch element {
      case .path(let path, let fill, let stroke): try draw(path, fill: fill, stroke: stroke)
      case .text(let line, let origin, let angle, let paint, let halo):
        try draw(line, at: base.placing(at: origin, angle: angle), paint: paint, halo: halo)
      case .group(_, let clip, let children):
        guard let clip else {
          try play(children, depth: depth + 1)
          continue
        }
        try confine(to: inUnits(clip))
        try play(children, depth: depth + 1)
        areas.removeLast()
        canvas.restore()
      case .copies(let symbol, let places):
        if format != .png, let disc = OpaqueDisc(symbol) {
          try draw(disc, at: places)
          continue
        }
        if try stamp(symbol, at: places, depth: depth) { continue }
        try play([element.lowered], depth: depth)
      case .cells(let cells, let rect): try draw(cells, in: rect)
      }
    }
  }

  consuming func finishFile() throws(RenderingError) -> [UInt8] { try canvas.finishFile() }
  consuming func finish<Value>(
    _ read: (PixelGrid) throws(RenderingError) -> Value
  ) throws(RenderingError) -> Value { try canvas.finish(read) }

  private mutating func draw(_ path: Path, fill: Paint?, stroke: Stroke?) throws(RenderingError) {
    let placed = base(format == .svg ? PolylineSimplification.simplified(path) : path)
    if let fill {
      try CoordinateGate.check(fill)
      if format != .pdf, let stroke, Self.isSeamCover(stroke, of: fill),
        let grown = GrownPolygon.outline(of: placed, by: stroke.width * scale / 2)
      {
        return try canvas.fill(grown, color(fill.role), opacity: 1)
      }
      try canvas.fill(placed, color(fill.role), opacity: fill.opacity)
    }
    if let stroke { try draw(placed, stroke: stroke) }
  }

  /// Whether a line only keeps seams from showing between a filling and its neighbours.
  private static func isSeamCover(_ stroke: Stroke, of fill: Paint) -> Bool {
    stroke.paint == fill && fill.opacity == 1 && (0...1).contains(stroke.width)
      && stroke.dash.isEmpty
  }

  /// Strokes a path that is already in the file's units.
  private mutating func draw(_ path: Path, stroke: Stroke) throws(RenderingError) {
    try CoordinateGate.check(stroke)
    let color = self.color(stroke.paint.role)
    var stroke = stroke
    stroke.width *= scale
    stroke.dash = Self.visibleDashes(stroke, along: path).map { $0 * scale }
    guard format == .png else { return try canvas.stroke(path, stroke, color) }
    var path = path
    if let snapped = PixelSnapping.snapped(path, width: stroke.width) {
      (path, stroke.width) = snapped
    }
    let pieces = StrokeSplitter.pieces(of: path)
    // Where translucent pieces meet they would show twice, so they share one sheet.
    let needsLayer = pieces.count > 1 && stroke.paint.opacity < 1
    let opacity = stroke.paint.opacity
    if needsLayer {
      stroke.paint.opacity = 1
      canvas.beginLayer()
    }
    for piece in pieces {
      try canvas.stroke(piece.path, stroke, color, dashStart: piece.dashStart)
    }
    if needsLayer { try canvas.layDownLayer(opacity: opacity) }
  }

  /// The dashes of a stroke, or none where they would be too many to see and to draw in time.
  private static func visibleDashes(_ stroke: Stroke, along path: Path) -> [Double] {
    let period = stroke.dash.reduce(0, +)
    return path.controlLength <= 100_000 * period ? stroke.dash : []
  }

  private mutating func draw(
    _ line: TextLine, at place: Placement, paint: Paint, halo: Bool
  ) throws(RenderingError) {
    try CoordinateGate.check(paint)
    // Only a PDF file needs no outlines of letters, unless there is a halo around them.
    let letters = format == .pdf && !halo ? Path() : self.letters(of: line, at: place)
    if halo, !letters.segments.isEmpty {
      let stroke = Stroke(Paint(.paper), width: Self.haloWidth * scale)
      try canvas.stroke(letters, stroke, color(.paper))
    }
    let color = color(paint.role)
    guard format == .pdf else {
      guard !letters.segments.isEmpty else { return }
      return try canvas.fill(letters, color, opacity: paint.opacity)
    }
    for run in line.runs where run.size > 0 && !run.text.isEmpty {
      let glyphs = GlyphRun(run, at: place.placing(at: run.origin), typesetter: typesetter)
      try canvas.show(glyphs, font(of: run.face), color, opacity: paint.opacity)
    }
    for rule in line.rules {
      try canvas.fill(place(Path(rule)), color, opacity: paint.opacity)
    }
  }

  private mutating func letters(of line: TextLine, at place: Placement) -> Path {
    var letters = Path()
    for run in line.runs {
      letters.segments += place.placing(at: run.origin)(outline(of: run)).segments
    }
    for rule in line.rules { letters.segments += place(Path(rule)).segments }
    return letters
  }

  private mutating func font(of face: Face) throws(RenderingError) -> CairoFont {
    if let known = fonts[face] { return known }
    let (path, index) = typesetter.fontLocation(of: face)
    let font = try CairoFont(path: path, index: index)
    fonts[face] = font
    return font
  }

  private mutating func color(_ role: ColorRole) -> RGB {
    if let known = colors[role] { return known }
    let color = theme.color(role)
    colors[role] = color
    return color
  }

  private mutating func outline(of run: TextRun) -> Path {
    var key = run
    key.origin = Point(x: 0, y: 0)
    if let known = outlines[key] { return known }
    let outline = typesetter.outline(of: key)
    outlines[key] = outline
    return outline
  }

  /// A clip in the file's units; on whole pixels in PNG, where half-covered edges only cost time.
  private func inUnits(_ rect: Rect) throws(RenderingError) -> Rect {
    try CoordinateGate.check(rect)
    let corner = base(Point(x: rect.x, y: rect.y))
    let end = base(Point(x: rect.maxX, y: rect.maxY))
    guard format == .png else {
      return Rect(x: corner.x, y: corner.y, width: end.x - corner.x, height: end.y - corner.y)
    }
    let (left, top) = (corner.x.rounded(.down), corner.y.rounded(.down))
    return Rect(
      x: left, y: top, width: end.x.rounded(.up) - left, height: end.y.rounded(.up) - top)
  }

  private mutating func confine(to rect: Rect) throws(RenderingError) {
    try canvas.clip(to: rect)
    let columns = Int(rect.x)..<max(Int(rect.x), Int(rect.maxX))
    let rows = Int(rect.y)..<max(Int(rect.y), Int(rect.maxY))
    areas.append(
      PixelGrid.Area(
        columns: areas.last.map { columns.clamped(to: $0.columns) } ?? columns,
        rows: areas.last.map { rows.clamped(to: $0.rows) } ?? rows))
  }

  // MARK: Copies and cells

  /// All discs in one path.
  private mutating func draw(_ disc: OpaqueDisc, at places: [Point]) throws(RenderingError) {
    let dots = places.flatMap { place -> [Path.Segment] in
      let center = base(disc.center(at: place))
      return [.move(center), .line(center)]
    }
    var stroke = disc.stroke
    stroke.width *= scale
    try canvas.stroke(Path(dots), stroke, color(disc.paint.role))
  }

  /// Draws a symbol at many places by its picture; false where that is not worth while.
  private mutating func stamp(
    _ symbol: [Scene.Element], at places: [Point], depth: Int
  ) throws(RenderingError) -> Bool {
    guard format == .png, places.count >= StampSheet.fewestCopies, let bounds = symbol.inkBounds,
      var sheet = StampSheet(
        bounds: Rect(
          x: bounds.x * scale, y: bounds.y * scale, width: bounds.width * scale,
          height: bounds.height * scale))
    else { return false }
    for origin in sheet.origins {
      var player = ScenePlayer(
        canvas: try CairoCanvas(transparent: sheet.width, sheet.height), format: .png,
        theme: theme, typesetter: typesetter, scale: scale,
        origin: Point(x: origin.x / scale, y: origin.y / scale))
      try player.play(symbol, depth: depth)
      sheet.add(try player.finish { Pixels($0) })
    }
    var placed: [Point] = []
    placed.reserveCapacity(places.count)
    for place in places {
      let place = base(place)
      try CoordinateGate.check(place)
      placed.append(place)
    }
    let area = areas.last
    try canvas.withPixels { grid in
      sheet.stamp(at: placed, on: grid, within: grid.area(within: area))
    }
    return true
  }

  private mutating func draw(_ cells: ColorCells, in rect: Rect) throws(RenderingError) {
    try CoordinateGate.check(rect)
    guard cells.columns > 0, cells.rows > 0, rect.width > 0, rect.height > 0 else { return }
    if format == .svg {
      // Rectangles, since librsvg blurs pictures whatever the file says.
      for case .path(let path, let fill?, _) in cells.elements(in: rect) {
        try CoordinateGate.check(fill)
        try canvas.fill(
          base(path), color(fill.role), opacity: fill.opacity, isCrisp: true)
      }
      return
    }
    let theme = theme
    let picture = try CellPicture(cells) { theme.color($0) }
    let corner = base(Point(x: rect.x, y: rect.y))
    let placed = Rect(
      x: corner.x, y: corner.y, width: rect.width * scale, height: rect.height * scale)
    guard format == .png else { return try canvas.draw(picture.pixels, in: placed) }
    try CoordinateGate.check(placed)
    let area = areas.last
    try canvas.withPixels { grid in
      picture.paint(on: grid, in: placed, within: grid.area(within: area))
    }
  }
}
