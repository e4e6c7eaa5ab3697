/// What a template can be given: safe text, a condition, or things with names of their own.
public indirect enum TemplateValue: Sendable, ExpressibleByBooleanLiteral {
  /// Text that is put in as it is.
  case html(SafeHTML)
  /// Whether a section is shown.
  case flag(Bool)
  /// A section is shown once for each.
  case list([TemplateObject])
  /// A section is shown with these names, or `name.part` asks for one of them.
  case object(TemplateObject)

  /// A condition: whether a section is shown.
  public init(booleanLiteral value: Bool) { self = .flag(value) }

  /// Text of any origin, escaped.
  static func text(_ text: String) -> TemplateValue { .html(SafeHTML(escaping: text)) }

  /// A number with few digits.
  static func number(_ value: Double, digits: Int = 5) -> TemplateValue {
    .html(NumberHTML.short(value, digits: digits))
  }

  /// A vector with few digits.
  static func vector(_ values: [Double]) -> TemplateValue { .html(NumberHTML.vector(values)) }

  /// The object, or false if there is none: `{{#name}}...{{/name}}{{^name}}...{{/name}}`.
  static func optional(_ object: TemplateObject?) -> TemplateValue {
    object.map { .object($0) } ?? .flag(false)
  }
}

/// Values by the names that templates know them by.
public struct TemplateObject: Sendable, ExpressibleByDictionaryLiteral {
  var values: [String: TemplateValue]

  /// Values by names; of a name that is given twice the last value counts.
  public init(dictionaryLiteral elements: (String, TemplateValue)...) {
    values = Dictionary(elements) { _, last in last }
  }

  /// This object's values and another's, which win where both have one.
  func merging(_ other: TemplateObject) -> TemplateObject {
    var result = self
    result.values.merge(other.values) { _, new in new }
    return result
  }
}

/// Text that a template made.
struct TemplateOutput: Sendable {
  let text: String
  fileprivate init(_ text: String) { self.text = text }
}

extension TemplateEngine {
  /// Marks text as made by a template. For the engine alone.
  static func output(_ text: String) -> TemplateOutput { TemplateOutput(text) }
}
