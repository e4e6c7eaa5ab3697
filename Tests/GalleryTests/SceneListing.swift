import Plotting

/// A scene as lines that a person can compare: one element a line, numbers with two decimals.
struct SceneListing {
  private(set) var lines: [String] = []

  init(_ scene: Scene) {
    lines.append("scene \(Self.number(scene.size.width)) x \(Self.number(scene.size.height))")
    lines.append("title \(scene.title)")
    lines.append("description \(scene.description)")
    for element in scene.elements { add(element, indent: "") }
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  private mutating func add(_ element: Scene.Element, indent: String) {
    switch element {
    case .path(let path, let fill, let stroke):
      lines.append(indent + "path" + Self.look(fill, stroke) + ": " + Self.outline(path))
    case .text(let line, let origin, let angle, let paint, let halo):
      let turn = angle == 0 ? "" : " turned \(Self.number(angle))"
      let size = line.runs.map(\.size).max() ?? 0
      lines.append(
        "\(indent)text \"\(line.plainText)\" at \(Self.place(origin))\(turn) size "
          + "\(Self.number(size)) \(Self.name(paint))\(halo ? " halo" : "")")
    case .group(let label, let clip, let children):
      let cut = clip.map { " clip \(Self.box($0))" } ?? ""
      lines.append("\(indent)group \(label ?? "")\(cut)")
      for child in children { add(child, indent: indent + "  ") }
    case .copies(let symbol, let places):
      lines.append("\(indent)copies at \(places.map(Self.place).joined(separator: " "))")
      for child in symbol { add(child, indent: indent + "  ") }
    case .cells(let cells, let box):
      lines.append("\(indent)cells \(cells.columns) x \(cells.rows) in \(Self.box(box))")
      lines.append("\(indent)  " + cells.indices.map(String.init).joined(separator: " "))
    }
  }

  private static func look(_ fill: Paint?, _ stroke: Stroke?) -> String {
    let filled = fill.map { " fill \(name($0))" } ?? ""
    let stroked = stroke.map { stroke in
      let dash = stroke.dash.isEmpty ? "" : " dash \(stroke.dash.map(number))"
      return " stroke \(name(stroke.paint)) \(number(stroke.width)) \(stroke.cap)\(dash)"
    }
    return filled + (stroked ?? "")
  }

  private static func name(_ paint: Paint) -> String {
    paint.opacity == 1 ? "\(paint.role)" : "\(paint.role) \(number(paint.opacity))"
  }

  private static func outline(_ path: Path) -> String {
    path.segments.map { segment in
      switch segment {
      case .move(let point): "M\(place(point))"
      case .line(let point): "L\(place(point))"
      case .curve(let a, let b, let c): "C\(place(a)) \(place(b)) \(place(c))"
      case .close: "Z"
      }
    }.joined(separator: " ")
  }

  private static func box(_ rect: Rect) -> String {
    "\(place(Point(x: rect.x, y: rect.y))) \(number(rect.width)) x \(number(rect.height))"
  }

  private static func place(_ point: Point) -> String { "\(number(point.x)),\(number(point.y))" }

  /// Two decimals, no "-0".
  private static func number(_ value: Double) -> String {
    let hundredths = (value * 100).rounded()
    return hundredths == 0 ? "0" : "\(hundredths / 100)"
  }
}
