import Plotting
import Typesetting

/// One line of live text in an inline figure.
struct SVGText {
  let line: TextLine
  let origin: Point
  let angle: Double
  let paint: Paint
  let halo: Bool

  /// Writes the elements that show the line: `<text>` for what can be written with characters,
  /// `<path>` for size variants of the math font and for bars.
  func write(
    to output: inout SVGElementRun, typesetter: Typesetter, attributes: inout SVGAttributes
  ) throws(RenderingError) {
    try CoordinateGate.check(origin)
    try CoordinateGate.check(angle)
    try CoordinateGate.check(paint)
    for run in line.runs {
      try CoordinateGate.check(run.origin)
      try CoordinateGate.check(run.size)
    }
    let shapes = try self.shapes(typesetter)
    let runs = line.runs.filter { $0.glyph == nil && !$0.text.allSatisfy(\.isWhitespace) }
    let (name, beside) = attributes.fill(paint)
    var look = Look(classes: name, attributes: beside)
    guard halo else { return add(runs, shapes, look, to: &output) }
    let (paper, white) = attributes.stroke(Paint(.paper))
    let width = Hundredths.text(ScenePlayer.haloWidth)
    let outline = Look(
      classes: paper, attributes: "\(white) stroke-width=\"\(width)\"")
    // One run may carry its own halo below its letters. With several, the halo of one would cover
    // letters of another, so all halos go first.
    if runs.count + (shapes.segments.isEmpty ? 0 : 1) == 1 {
      look.classes += " \(outline.classes)"
      look.attributes += "\(outline.attributes) paint-order=\"stroke\""
      return add(runs, shapes, look, to: &output)
    }
    let hidden = Look(
      classes: "f-h \(outline.classes)", attributes: outline.attributes + " aria-hidden=\"true\"")
    add(runs, shapes, hidden, to: &output)
    add(runs, shapes, look, to: &output)
  }

  /// Classes and other attributes of an element.
  private struct Look {
    var classes, attributes: String
  }

  private func add(
    _ runs: [TextRun], _ shapes: Path, _ look: Look, to output: inout SVGElementRun
  ) {
    if runs.count == 1 {
      let classes = "\(Self.family(runs[0].face)) \(look.classes)"
      let size = " font-size=\"\(Hundredths.text(runs[0].size))\""
      output.add(
        " class=\"\(classes)\"\(look.attributes)\(size)", head: "<text\(place(runs[0]))\(turn)",
        tail: ">\(characters(runs[0]))</text>")
    } else if !runs.isEmpty {
      let spans = runs.map { run in
        "<tspan class=\"\(Self.family(run.face))\"\(place(run))"
          + " font-size=\"\(Hundredths.text(run.size))\">\(characters(run))</tspan>"
      }
      output.add(
        " class=\"\(look.classes)\"\(look.attributes)", head: "<text\(turn)",
        tail: ">\(spans.joined())</text>")
    }
    if !shapes.segments.isEmpty {
      output.add(
        " class=\"\(look.classes)\"\(look.attributes)",
        head: "<path d=\"\(RelativePathData(shapes).text)\"")
    }
  }

  private var turn: String {
    guard angle != 0 else { return "" }
    let numbers = [-angle, origin.x, origin.y].map(Hundredths.text).joined(separator: " ")
    return " transform=\"rotate(\(numbers))\""
  }

  private func characters(_ run: TextRun) -> String {
    PlainText.escaped(PlainText.oneLine(run.text))
  }

  /// Where a run starts, in which direction it goes, and whether its spaces count.
  private func place(_ run: TextRun) -> String {
    // The start of a text from right to left is at its right end.
    let start = origin.x + run.origin.x + (run.isRightToLeft ? run.advance : 0)
    let y = Hundredths.text(origin.y + run.origin.y)
    let keepsSpaces = run.text.hasPrefix(" ") || run.text.contains("  ")
    return " x=\"\(Hundredths.text(start))\" y=\"\(y)\"\(direction(run))\(length(run))"
      + (keepsSpaces ? " xml:space=\"preserve\"" : "")
  }

  /// The direction of a run: in a line with text from right to left the browser, which sees other
  /// paragraphs than the typesetter did, must not choose any itself.
  private func direction(_ run: TextRun) -> String {
    guard line.runs.contains(where: \.isRightToLeft) else { return "" }
    return "\(run.isRightToLeft ? " direction=\"rtl\"" : "") unicode-bidi=\"bidi-override\""
  }

  /// The length to which a run is stretched when its font is whatever the reader's machine has.
  private func length(_ run: TextRun) -> String {
    guard case .installed = run.face else { return "" }
    let length = Hundredths.text(run.advance)
    return " textLength=\"\(length)\" lengthAdjust=\"spacingAndGlyphs\""
  }

  private func shapes(_ typesetter: Typesetter) throws(RenderingError) -> Path {
    let place = Placement(scale: 1).placing(at: origin, angle: angle)
    var shapes = Path()
    for run in line.runs where run.glyph != nil {
      shapes.segments += place.placing(at: run.origin)(typesetter.outline(of: run)).segments
    }
    for rule in line.rules { shapes.segments += place(Path(rule)).segments }
    try CoordinateGate.check(shapes)
    return shapes
  }

  private static func family(_ face: Face) -> String {
    switch face {
    case .regular: "f-r"
    case .semibold: "f-s"
    case .math: "f-m"
    case .fallback: "f-f"
    case .installed: "f-o"
    }
  }
}
