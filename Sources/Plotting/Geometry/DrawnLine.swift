import Typesetting

/// A line in the picture with its casing and the name at its end: what lines, steps and graphs of
/// functions have in common.
struct DrawnLine {
  /// In px; a gap lies between pieces.
  var pieces: [[Point]]
  var stroke: Stroke
  /// Whether paper shows beside the line.
  var halo: Bool
  var endLabel: Label?

  /// Room on the right of the frame for a name, if there is one.
  static func protrusion(_ endLabel: Label?, in context: PanelContext) -> Insets {
    guard let endLabel else { return Insets() }
    return Insets(right: context.typesetter.line(endLabel, size: 11).width + LineEndColumn.room)
  }

  /// One path over its casing, clipped to the frame.
  func elements(_ name: String, in context: PanelContext) -> [Scene.Element] {
    let path = Path(pieces.flatMap { Path.polyline(simplified($0)).segments })
    guard !path.segments.isEmpty else { return [] }
    var elements: [Scene.Element] = []
    if halo {
      let paper = Stroke(Paint(.paper), width: stroke.width + 2.5)
      elements.append(.path(path, fill: nil, stroke: paper))
    }
    elements.append(.path(path, fill: nil, stroke: stroke))
    return context.clipped(name, elements)
  }

  /// The whole line.
  func occupied(in context: PanelContext) -> [Point] {
    pieces.flatMap { context.samples(along: simplified($0)) }
  }

  /// The name at the last point in the frame.
  func labels(in context: PanelContext) -> [LabelRequest] {
    let inside = context.frame.inset(by: -0.5)
    guard let endLabel, let anchor = pieces.joined().last(where: inside.contains) else { return [] }
    return [
      LabelRequest(
        endLabel, anchor: anchor, paint: Paint(stroke.paint.role.forText), priority: 5,
        preferredAngles: [0, 20, 340], clearance: 6, symbol: .line(stroke), isLineEnd: true)
    ]
  }
}
