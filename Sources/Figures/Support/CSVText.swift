extension FigureData {
  /// The table as CSV (RFC 4180) with line feeds: quoted where a cell needs it.
  ///
  /// A cell of text that a spreadsheet would take for a formula is given a leading apostrophe, and
  /// control characters become U+FFFD. What is no number leaves its cell empty; infinities are "inf"
  /// and "-inf", which readers of CSV know.
  public var csv: String {
    let rows = rows.lazy.map { $0.map { Self.isNoNumber($0) ? "" : Self.cell($0) } }
    return Self.line(header.map(Self.cell)) + rows.map(Self.line).joined()
  }

  /// The rows as they stand in a page: what is no number leaves its cell empty, and infinities have
  /// their sign.
  public var shown: some Collection<[String]> {
    rows.lazy.map { row in
      row.map { cell in
        switch cell {
        case "inf": "∞"
        case "-inf": "\u{2212}∞"
        default: Self.isNoNumber(cell) ? "" : cell
        }
      }
    }
  }

  private static func line(_ cells: [String]) -> String { cells.joined(separator: ",") + "\n" }

  private static func isNoNumber(_ text: String) -> Bool { text == "nan" || text == "-nan" }

  /// Whether a cell is made of digits, points and exponents alone, as nearly all are.
  private static func isPlainNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count < 40 else { return text.isEmpty }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") }
    // "-e5" is a spreadsheet's formula.
    let isNegative = first == UInt8(ascii: "-")
    guard !isNegative || text.utf8.dropFirst().first.map(digits.contains) ?? false else {
      return false
    }
    var isSignAllowed = isNegative
    for byte in text.utf8 {
      if isSign(byte), !isSignAllowed { return false }
      isSignAllowed = byte == UInt8(ascii: "e")
      let isLetter = byte == UInt8(ascii: "e") || byte == UInt8(ascii: ".")
      guard digits.contains(byte) || isLetter || isSign(byte) else { return false }
    }
    return text.utf8.last.map(digits.contains) ?? false
  }

  private static func cell(_ text: String) -> String {
    guard !isPlainNumber(text) else { return text }
    var text = text
    if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first),
      Double(text) == nil
    {
      text = "'" + text
    }
    // A terminal that shows the file must not be commanded by a column's name.
    text.unicodeScalars = String.UnicodeScalarView(
      text.unicodeScalars.map {
        $0.value < 32 && !"\t\n\r".unicodeScalars.contains($0) ? "\u{FFFD}" : $0
      })
    // Scalars, not characters: a combining mark would hide the comma before it.
    let special: Set<Unicode.Scalar> = [",", "\"", "\n", "\r"]
    guard text.unicodeScalars.contains(where: special.contains) else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
