/// Makes text harmless for the places where it is stored.
enum PlainText {
  /// The text without the characters that XML 1.0 forbids; tabs and line ends stay.
  static func cleaned(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where isAllowed(scalar) { clean.append(scalar) }
    return String(clean)
  }

  /// The text on one line, for headers and names.
  static func oneLine(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where isAllowed(scalar) {
      clean.append(scalar.value < 0x20 ? " " : scalar)
    }
    return String(clean)
  }

  /// The text as content of an XML element or of an attribute in double quotes.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where isAllowed(scalar) {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// XML 1.0 (fifth edition), production 2, without the C1 controls that it discourages.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xa, 0xd: true
    case 0..<0x20, 0x7f..<0xa0, 0xfffe, 0xffff: false
    default: true
    }
  }
}
