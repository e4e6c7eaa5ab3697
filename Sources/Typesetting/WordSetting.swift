/// A stretch of text that one face can show in one direction.
struct WordSpan: Equatable {
  var text: String
  var face: Face
  /// How deep the stretch is embedded, by the Unicode Bidirectional Algorithm.
  var level: Int8 = 0

  var isRightToLeft: Bool { level % 2 != 0 }
}

/// What shaping depends on.
struct ShapingKey: Hashable {
  var text: String
  var face: Face
  var isRightToLeft: Bool
}

/// Glyphs from left to right with their measures, in font units.
struct ShapedText: Sendable, Equatable {
  var glyphs: [ShapedGlyph]
  var advance = 0.0
  /// How far the ink reaches above and below the baseline; at least zero.
  var ascent = 0.0, descent = 0.0

  init(_ glyphs: [ShapedGlyph], in font: OpenTypeFont) {
    self.glyphs = glyphs
    for shaped in glyphs {
      let ink = font.inkBox(of: shaped.glyph)
      if ink.height > 0 {
        ascent = max(ascent, shaped.offset.y + ink.maxY)
        descent = max(descent, -shaped.offset.y - ink.y)
      }
      advance += shaped.advance
    }
  }
}

extension FontSet {
  /// The required faces to try for a character of words in the given face, best first.
  private static func chain(from face: Face) -> [Face] {
    switch face {
    case .fallback: [.fallback]
    case .math: [.math, .fallback]
    default: [face, .math, .fallback]
    }
  }

  /// The first face that has a glyph for the whole of a character.
  func face(for character: Character, preferring face: Face) -> Face? {
    let chosen = Self.chain(from: face).first { candidate in
      let font = self[candidate]
      return character.unicodeScalars.allSatisfy {
        font.glyph(for: $0) != nil || $0.properties.isDefaultIgnorableCodePoint
      }
    }
    return chosen ?? installed.family(for: character).map { .installed($0) }
  }

  /// Cuts a text where the face or the direction has to change, in reading order; control
  /// characters become spaces, and a character that no font has becomes U+FFFD of the fallback.
  func spans(
    of text: String, face: Face, direction: BaseDirection = .leftToRight
  ) -> [WordSpan] {
    if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }), self[face].hasASCII {
      return text.isEmpty ? [] : [WordSpan(text: text, face: face)]
    }
    let characters = text.map { $0.isControl ? " " : $0 }
    let levels = BidirectionalText.levels(of: characters, direction: direction)
    var spans: [WordSpan] = []
    for (index, original) in characters.enumerated() {
      let chosen = self.face(for: original, preferring: face)
      let character = chosen == nil ? "\u{FFFD}" : original
      let next = WordSpan(
        text: String(character), face: chosen ?? .fallback, level: levels?[index] ?? 0)
      if let last = spans.last, last.face == next.face, last.level == next.level {
        spans[spans.count - 1].text.append(character)
      } else {
        spans.append(next)
      }
    }
    return spans
  }

  /// The glyphs of a run's text from left to right.
  func shape(_ text: String, face: Face, isRightToLeft: Bool) -> ShapedText {
    let key = ShapingKey(text: text, face: face, isRightToLeft: isRightToLeft)
    guard text.utf8.count <= 400 else { return shape(key) }
    return shaped.value(for: key) { shape(key) }
  }

  private func shape(_ key: ShapingKey) -> ShapedText {
    let font = self[key.face]
    // Figures of equal width keep the numbers along an axis from dancing.
    let glyphs = font.shape(
      key.text, tabularFigures: key.face == .regular || key.face == .semibold,
      isRightToLeft: key.isRightToLeft)
    return ShapedText(glyphs, in: font)
  }
}

extension Character {
  /// Whether this is a line break, a tab or another character that has no picture of its own.
  var isControl: Bool {
    guard asciiValue.map({ $0 < 0x20 || $0 == 0x7F }) ?? true else { return false }
    return unicodeScalars.allSatisfy {
      $0.properties.generalCategory == .control || $0 == "\u{2028}" || $0 == "\u{2029}"
    }
  }
}
