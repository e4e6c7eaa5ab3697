extension Typesetter {
  /// The characters of a label that no installed font can show, in order and without repeats.
  ///
  /// ``line(_:size:face:)`` puts U+FFFD in their place.
  public func missingCharacters(in label: Label) -> [Character] {
    missing(label.parts.flatMap(Self.characters))
  }

  /// The characters of a set line in whose place stands U+FFFD, because no installed font can show
  /// them; in order and without repeats.
  ///
  /// Costs next to nothing for a line that lacks none.
  public func missingCharacters(in line: TextLine) -> [Character] {
    let hasGaps = line.runs.contains { $0.text.unicodeScalars.contains("\u{FFFD}") }
    return hasGaps ? missing(Array(line.plainText)) : []
  }

  private func missing(_ characters: [Character]) -> [Character] {
    var missing: [Character] = []
    for character in characters where !character.isWhitespace && !missing.contains(character) {
      if !character.isControl, fonts.face(for: character, preferring: .regular) == nil {
        missing.append(character)
      }
    }
    return missing
  }

  private static func characters(of part: Label.Part) -> [Character] {
    switch part {
    case .words(let words): Array(words)
    case .math(let tex):
      (try? Math(tex: tex)).map { $0.characters.sorted().map(Character.init) } ?? Array(tex)
    }
  }
}
