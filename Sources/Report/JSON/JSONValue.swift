/// A JSON text as a value, with its keys in the order in which they are written.
///
/// Source: RFC 8259. Numbers get the shortest digits that read back to the same double; JSON has
/// no others than finite ones, so every other becomes null and its place is noted.
enum JSONValue {
  case null
  case bool(Bool)
  case integer(Int)
  case unsigned(UInt64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// Several numbers.
  static func numbers(_ values: [Double]) -> JSONValue { .array(values.map { .number($0) }) }

  /// Several texts.
  static func strings(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }

  /// The value, or null if there is none.
  static func optional(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

  /// The values, or null if there are none.
  static func optional(_ values: [Double]?) -> JSONValue { values.map { .numbers($0) } ?? .null }

  /// The text, with each member of the two outer levels on a line of its own.
  var text: String {
    var writer = JSONWriter()
    writer.write(self, depth: 0)
    return writer.text + "\n"
  }

  /// Where numbers stand that are not finite, as JSON pointers (RFC 6901), and what they are.
  func notFinite(at place: String = "") -> [(pointer: String, reason: String)] {
    switch self {
    case .number(let value) where !value.isFinite:
      [
        (
          place,
          value.isNaN ? "not a number" : value < 0 ? "below all numbers" : "beyond all numbers"
        )
      ]
    case .array(let values):
      values.enumerated().flatMap { $1.notFinite(at: "\(place)/\($0)") }
    case .object(let members):
      members.flatMap { name, value in
        let token = name.replacing("~", with: "~0").replacing("/", with: "~1")
        return value.notFinite(at: "\(place)/\(token)")
      }
    default: []
    }
  }
}

/// Writes values one after the other.
private struct JSONWriter {
  var text = ""

  mutating func write(_ value: JSONValue, depth: Int) {
    switch value {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .integer(let number): text += "\(number)"
    case .unsigned(let number): text += "\(number)"
    case .number(let number): text += Self.digits(number)
    case .string(let string): write(string)
    case .array(let values):
      write(values, "[", "]", depth: depth) { $0.write($1, depth: depth + 1) }
    case .object(let members):
      write(members, "{", "}", depth: depth) { writer, member in
        writer.write(member.0)
        writer.text += ": "
        writer.write(member.1, depth: depth + 1)
      }
    }
  }

  private mutating func write<Part>(
    _ parts: [Part], _ open: String, _ close: String, depth: Int,
    _ body: (inout JSONWriter, Part) -> Void
  ) {
    let lines = depth < 2 && !parts.isEmpty
    let indent = lines ? "\n" + String(repeating: "  ", count: depth + 1) : ""
    text += open
    for (index, part) in parts.enumerated() {
      if index > 0 { text += lines ? "," : ", " }
      text += indent
      body(&self, part)
    }
    if lines { text += "\n" + String(repeating: "  ", count: depth) }
    text += close
  }

  private static func digits(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    guard number != 0 else { return "0" }
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private mutating func write(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{00}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let code = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - code.count) + code
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
