import Figures
import TrainingCore

/// Numbers as they stand in the page: few digits to read, all of them on demand.
enum NumberHTML {
  /// A number with few digits; all its digits are in the element's value and its tooltip.
  static func short(_ value: Double, digits: Int = 5) -> SafeHTML {
    let text = NumberText.short(value, digits: digits)
    let full = full(value)
    guard text != full else { return SafeHTML(escaping: text) }
    return .element("data", ["value": "\(value)", "title": full], SafeHTML(escaping: text))
  }

  /// A number with few digits that does not break across lines, as no `data` element does.
  private static func component(_ value: Double, digits: Int) -> SafeHTML {
    let text = NumberText.short(value, digits: digits)
    return text == full(value) ? whole(text) : short(value, digits: digits)
  }

  private static func whole(_ text: String) -> SafeHTML {
    .element("span", ["class": "whole"], SafeHTML(escaping: text))
  }

  /// Several numbers in brackets, which may break after a comma; a long vector is cut after its
  /// first components and has the digits of more of them in its tooltip. A single number has no
  /// brackets.
  static func vector(_ values: [Double], digits: Int = 5) -> SafeHTML {
    if values.count == 1 { return component(values[0], digits: digits) }
    let parts = values.prefix(shown(of: values)).map { component($0, digits: digits) }
    let all = values.prefix(20).map(full).joined(separator: ", ")
    guard parts.count < values.count else { return listed(parts, of: values.count) }
    return .element(
      "span", ["title": values.count > 20 ? all + ", …" : all], listed(parts, of: values.count))
  }

  /// Several numbers in brackets with all the digits that they have.
  static func fullVector(_ values: [Double]) -> SafeHTML {
    if values.count == 1 { return whole(full(values[0])) }
    return listed(
      values.prefix(shown(of: values)).map { whole(full($0)) }, of: values.count)
  }

  /// How many components stand in the text: all of a short vector, three of a long one.
  private static func shown(of values: [Double]) -> Int { values.count <= 4 ? 4 : 3 }

  /// The shortest digits that read back to the same double, with a true minus sign.
  static func full(_ value: Double) -> String {
    guard value.isFinite else { return NumberText.short(value) }
    guard value != 0 else { return "0" }
    let text = "\(value.magnitude)"
    let sign = value < 0 ? "\u{2212}" : ""
    if let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) {
      return sign + withoutPoint(String(text[..<mark])) + "×10" + NumberText.superscript(exponent)
    }
    return sign + withoutPoint(text)
  }

  private static func listed(_ parts: [SafeHTML], of count: Int) -> SafeHTML {
    let comma = SafeHTML(escaping: ", ")
    let rest = count - parts.count
    let tail = rest > 0 ? ", … \(NumberText.count(rest)) more)" : ")"
    return .element(
      "span", ["class": "vector"],
      .joined([
        SafeHTML(escaping: "("), .joined(parts, separator: comma), SafeHTML(escaping: tail),
      ]))
  }

  private static func withoutPoint(_ text: String) -> String {
    text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
