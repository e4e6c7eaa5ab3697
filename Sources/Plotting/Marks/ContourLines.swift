public import Typesetting

/// Lines on which a field has given values, with the values written into them.
public struct ContourLines: Mark {
  /// The values on their grid.
  public var field: ScalarField
  /// The values that are drawn, in units of the field.
  public var levels: [Double]
  /// Colour, width and dashes of the lines.
  public var stroke: Stroke
  /// Whether the values stand in the lines, where one is long enough.
  public var labelled: Bool

  /// Thin muted lines at the finite ones of the levels, with their values unless told otherwise.
  public init(
    _ field: ScalarField, levels: [Double],
    stroke: Stroke = Stroke(Paint(.muted, opacity: 0.7), width: 0.75), labelled: Bool = true
  ) {
    self.field = field
    self.levels = levels.filter(\.isFinite)
    self.stroke = stroke
    self.labelled = labelled
  }

  /// From the first to the last column of the grid.
  public var xExtent: ClosedRange<Double>? { field.xExtent }
  /// From the first to the last row.
  public var yExtent: ClosedRange<Double>? { field.yExtent }

  /// Refuses infinite values.
  public func check() throws(PlottingError) { try checkField(field) }

  /// All lines as one path, and the values in the gaps that are left for them.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    var inscriber = Inscriber(context)
    var path = Path()
    var texts: [Scene.Element] = []
    let step = zip(levels, levels.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }.min() ?? 1
    let format = TickFormat(values: levels, step: step)
    var tracer = ContourTracer(field)
    for level in levels {
      let lines = tracer.lines(at: level).closed.flatMap(context.pieces)
      var pieces = lines
      if labelled {
        let label = Label(verbatim: format.compact(level))
        let line = context.typesetter.line(label, size: 10)
        if let place = inscriber.inscribe(line, in: lines) {
          pieces = place.remaining
          texts.append(place.text(paint: Paint(.muted)))
        }
      }
      path.segments += pieces.flatMap { Path.polyline(simplified($0)).segments }
    }
    guard !path.segments.isEmpty else { return [] }
    return context.clipped("contours", [.path(path, fill: nil, stroke: stroke)]) + texts
  }
}

/// One line on which a field has one value, drawn to be noticed: the zero of a derivative.
public struct ContourLine: Mark {
  /// The values on their grid.
  public var field: ScalarField
  /// The value that is drawn, in units of the field.
  public var level: Double
  /// Colour, width and dashes of the line.
  public var stroke: Stroke
  /// Whether paper shows around it, which keeps it apart from fields.
  public var halo: Bool
  /// Written into the line, or beside it where it does not fit; nil for none.
  public var label: Label?

  /// A dashed line with a casing and no label, at the field's zero unless told otherwise.
  public init(
    _ field: ScalarField, level: Double = 0,
    stroke: Stroke = Stroke(Paint(.averageOfGradients), width: 1.5, dash: [5, 4], cap: .butt),
    halo: Bool = true, label: Label? = nil
  ) {
    self.field = field
    self.level = level
    self.stroke = stroke
    self.halo = halo
    self.label = label
  }

  /// Refuses infinite values.
  public func check() throws(PlottingError) { try checkField(field) }

  /// The line over its casing, and the label if it fits into it.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    var lines = ContourGeometry.lines(field, level: level, in: context)
    var texts: [Scene.Element] = []
    if let place = inscription(in: lines, context) {
      lines = place.remaining
      texts = [place.text(paint: Paint(stroke.paint.role.forText))]
    }
    let path = Path(lines.flatMap { Path.polyline(simplified($0)).segments })
    guard !path.segments.isEmpty else { return [] }
    var elements: [Scene.Element] = []
    if halo {
      // Faint: behind dashes a full casing would be stronger than the dashes.
      let paper = Stroke(Paint(.paper, opacity: 0.6), width: stroke.width + 2, cap: stroke.cap)
      elements.append(.path(path, fill: nil, stroke: paper))
    }
    elements.append(.path(path, fill: nil, stroke: stroke))
    return context.clipped("contour", elements) + texts
  }

  private func inscription(in lines: [[Point]], _ context: PanelContext) -> Inscriber.Place? {
    guard let label else { return nil }
    var inscriber = Inscriber(context)
    return inscriber.inscribe(context.typesetter.line(label, size: 11), in: lines)
  }

  /// The label if it has no place in the line: it then stands beside the longest piece.
  public func labels(in context: PanelContext) -> [LabelRequest] {
    let lines = ContourGeometry.lines(field, level: level, in: context)
    guard let label, inscription(in: lines, context) == nil,
      let longest = lines.map({ ArcLength($0) }).max(by: { $0.length < $1.length })
    else { return [] }
    return [
      LabelRequest(
        label, anchor: longest.point(at: 0.8 * longest.length),
        paint: Paint(stroke.paint.role.forText), priority: 5, clearance: 8,
        symbol: .line(stroke))
    ]
  }

  /// The whole line, the gap for an inscribed label included.
  public func occupied(in context: PanelContext) -> [Point] {
    ContourGeometry.lines(field, level: level, in: context).flatMap {
      context.samples(along: simplified($0))
    }
  }
}

/// A field's lines in the picture.
enum ContourGeometry {
  /// Rings repeat their first point at the end.
  static func lines(_ field: ScalarField, level: Double, in context: PanelContext) -> [[Point]] {
    guard level.isFinite else { return [] }
    return IsoLines(field, level: level).closed.flatMap(context.pieces)
  }
}
