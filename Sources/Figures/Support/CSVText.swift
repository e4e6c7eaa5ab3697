extension FigureData {
  /// The table as CSV (RFC 4180) with line feeds: quoted where a cell needs it.
  ///
  /// A cell of text that a spreadsheet would take for a formula is given a leading apostrophe, and
  /// control characters become U+FFFD.
  public var csv: String {
    ([header] + rows).map { $0.map(Self.cell).joined(separator: ",") + "\n" }.joined()
  }

  private static func cell(_ text: String) -> String {
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
