extension FigureSet {
  /// One line on the characters that no installed font can show, if the figures have any.
  public var fontWarning: String? {
    FontWarning.text(for: drawn.flatMap(\.missingCharacters))
  }
}

/// What is said about characters in whose place figures show U+FFFD.
enum FontWarning {
  /// One line that names the characters, each once, and a package with a font that may have them;
  /// `nil` without any.
  static func text(for characters: [Character]) -> String? {
    let missing = characters.enumerated()
      .filter { index, character in characters[..<index].firstIndex(of: character) == nil }
      .map(\.element)
    guard !missing.isEmpty else { return nil }
    let names = missing.prefix(mostNamed).map(name).joined(separator: " ")
    let rest = missing.count - mostNamed
    let package = missing.contains(where: isEastAsian) ? "fonts-noto-cjk" : "fonts-noto-core"
    return "no installed font has \(names)\(rest > 0 ? " and \(rest) more" : "");"
      + " install a font that does, such as \(package)"
  }

  private static let mostNamed = 12

  /// The character, with its number where a terminal may have no picture of it either.
  private static func name(_ character: Character) -> String {
    let scalars = character.unicodeScalars
    guard let scalar = scalars.first, !isEastAsian(character) else { return String(character) }
    let number = String(scalar.value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - number.count)) + number
    return "\(character) (U+\(padded))"
  }

  /// Whether the character is Chinese, Japanese or Korean.
  private static func isEastAsian(_ character: Character) -> Bool {
    character.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x1100...0x11FF, 0x2E80...0x9FFF, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFF00...0xFFEF,
        0x20000...0x3FFFF:
        true
      default: false
      }
    }
  }
}
