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

  /// How deep groups may lie in one another.
  static let greatestDepth = 64
  /// Width of the halo around letters in px.
  static let haloWidth = 3.0

  init(
    canvas: consuming CairoCanvas, format: ImageFormat, theme: Theme, typesetter: Typesetter,
    scale: Double
  ) {
    self.canvas = canvas
    self.format = format
    self.theme = theme
    self.typesetter = typesetter
    self.scale = scale
    base = Placement(scale: scale)
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
        try canvas.clip(to: inUnits(clip))
        try play(children, depth: depth + 1)
        canvas.restore()
      case .copies, .cells: try play([element.lowered], depth: depth)
      }
    }
  }

  consuming func finishFile() throws(RenderingError) -> [UInt8] { try canvas.finishFile() }
  consuming func finishPixels() throws(RenderingError) -> Pixels { try canvas.finishPixels() }

  private mutating func draw(_ path: Path, fill: Paint?, stroke: Stroke?) throws(RenderingError) {
    let placed = base(path)
    if let fill {
      try CoordinateGate.check(fill)
      try canvas.fill(placed, color(fill.role), opacity: fill.opacity)
    }
    if let stroke { try draw(placed, stroke: stroke) }
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
    var letters = Path()
    for run in line.runs {
      letters.segments += place.placing(at: run.origin)(outline(of: run)).segments
    }
    for rule in line.rules { letters.segments += place(Path(rule)).segments }
    guard !letters.segments.isEmpty else { return }
    if halo {
      let stroke = Stroke(Paint(.paper), width: Self.haloWidth * scale)
      try canvas.stroke(letters, stroke, color(.paper))
    }
    try canvas.fill(letters, color(paint.role), opacity: paint.opacity)
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
}
