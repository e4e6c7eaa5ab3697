import Plotting

/// Presentation attributes of inline figures: a class for the page's style sheet and the light
/// theme's literal colour beside it, since librsvg and others know no CSS variables.
struct SVGAttributes {
  private var classes: [ColorRole: (name: RoleClass, color: String)] = [:]

  /// The class and colour of a role.
  mutating func role(_ role: ColorRole) -> (name: RoleClass, color: String) {
    if let known = classes[role] { return known }
    let name = RoleClass(role)
    let entry = (name, Theme.light.color(name.role).hex)
    classes[role] = entry
    return entry
  }

  /// All attributes of a shape, each with a space before it.
  mutating func paint(_ fill: Paint?, _ stroke: Stroke?) -> String {
    var names: [String] = []
    var text = ""
    if let fill {
      let (name, color) = role(fill.role)
      names.append(name.fill)
      text += " fill=\"\(color)\"\(Self.opacity("fill", fill.opacity))"
    }
    if let stroke {
      let (name, color) = role(stroke.paint.role)
      names.append(name.stroke)
      text += " stroke=\"\(color)\"\(Self.opacity("stroke", stroke.paint.opacity))"
      if stroke.width != 1 { text += " stroke-width=\"\(Hundredths.text(stroke.width))\"" }
      if !stroke.dash.isEmpty {
        let lengths = stroke.dash.map(Hundredths.text).joined(separator: " ")
        text += " stroke-dasharray=\"\(lengths)\""
      }
      if stroke.cap == .butt { text += " stroke-linecap=\"butt\" stroke-linejoin=\"miter\"" }
    }
    return " class=\"\(names.joined(separator: " "))\"\(text)"
  }

  static func opacity(_ kind: String, _ value: Double) -> String {
    value == 1 ? "" : " \(kind)-opacity=\"\(Hundredths.text(value))\""
  }
}
