/// What is wrong with a formula's text, and where.
public struct FormulaError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The place of the mistake, in characters from 1; one past the end if something is missing.
  public var column: Int
  /// What is wrong and what to do, in one lower-case line.
  public var message: String
  /// The formula as it was given.
  public var text: String

  /// Makes an error at a column (in characters from 1) of the formula `text`.
  public init(column: Int, message: String, text: String) {
    self.column = column
    self.message = message
    self.text = text
  }

  /// The error in one line: `column 3: ...`.
  public var description: String { "column \(column): \(message)" }

  /// Two lines: the formula, and a `^` under the column.
  ///
  /// Of a long formula only the surroundings of the mistake are shown. Line breaks and other
  /// control characters are shown as blanks, so that there are always two lines.
  public var caret: String {
    let before = 50
    let width = 72
    let characters = Array(text.prefix(column + width)).map(Self.printable)
    let first = max(0, column - 1 - before)
    let shown = characters.dropFirst(first).prefix(width)
    let lead = first > 0 ? "..." : ""
    let tail = first + shown.count < characters.count ? "..." : ""
    let indent = String(repeating: " ", count: lead.count + max(0, column - 1 - first))
    return lead + String(shown) + tail + "\n" + indent + "^"
  }

  private static func printable(_ character: Character) -> Character {
    let isControl = character.unicodeScalars.contains {
      $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0.value == 0x2028
        || $0.value == 0x2029 || (0x202A...0x202E).contains($0.value)
    }
    return isControl ? " " : character
  }
}
