import Plotting

/// Presentation attributes of inline figures: classes for the page's style sheet.
struct SVGAttributes {
  /// Whether what the classes say stands beside them in the light theme's colours, since librsvg
  /// and others know no CSS variables.
  let literals: Bool
  private var classes: [ColorRole: (name: RoleClass, color: String)] = [:]

  init(literals: Bool) { self.literals = literals }

  /// The class of a role that is filled and the attributes beside it, each with a space before it.
  mutating func fill(_ paint: Paint) -> (name: String, text: String) {
    let (name, color) = role(paint.role)
    return (name.fill, literal("fill", color) + Self.opacity("fill", paint.opacity))
  }

  /// The same of a role that is stroked.
  mutating func stroke(_ paint: Paint) -> (name: String, text: String) {
    let (name, color) = role(paint.role)
    return (name.stroke, literal("stroke", color) + Self.opacity("stroke", paint.opacity))
  }

  private mutating func role(_ role: ColorRole) -> (name: RoleClass, color: String) {
    if let known = classes[role] { return known }
    let name = RoleClass(role)
    let entry = (name, Theme.light.color(name.role).hex)
    classes[role] = entry
    return entry
  }

  private func literal(_ kind: String, _ color: String) -> String {
    literals ? " \(kind)=\"\(color)\"" : ""
  }

  /// All attributes of a shape, each with a space before it.
  mutating func paint(_ fill: Paint?, _ stroke: Stroke?) -> String {
    var names: [String] = []
    var text = ""
    if let fill {
      let (name, beside) = self.fill(fill)
      names.append(name)
      text += beside
    }
    if let stroke {
      let (name, beside) = self.stroke(stroke.paint)
      names.append(name)
      text += beside
      if stroke.width != 1 { text += " stroke-width=\"\(Hundredths.text(stroke.width))\"" }
      if !stroke.dash.isEmpty {
        let lengths = stroke.dash.map(Hundredths.text).joined(separator: " ")
        text += " stroke-dasharray=\"\(lengths)\""
      }
      if stroke.cap == .butt {
        names.append(Self.sharp)
        if literals { text += " stroke-linecap=\"butt\" stroke-linejoin=\"miter\"" }
      }
    }
    return " class=\"\(names.joined(separator: " "))\"\(text)"
  }

  /// The class of strokes with flat ends and pointed corners.
  static let sharp = "sharp"

  private static func opacity(_ kind: String, _ value: Double) -> String {
    value == 1 ? "" : " \(kind)-opacity=\"\(Hundredths.text(value))\""
  }
}
