/// A stretch of text that one face can show.
struct FaceSpan: Equatable {
  var text: String
  var face: Face
}

extension FontSet {
  /// The faces to try for a character of words in the given face, best first.
  private static func chain(from face: Face) -> [Face] {
    face == .fallback
      ? [.fallback] : face == .math ? [.math, .fallback] : [face, .math, .fallback]
  }

  /// The first face that has a glyph for the whole of a character.
  func face(for character: Character, preferring face: Face) -> Face? {
    Self.chain(from: face).first { candidate in
      character.unicodeScalars.allSatisfy {
        $0.properties.isDefaultIgnorableCodePoint || self[candidate].glyph(for: $0) != nil
      }
    }
  }

  /// Cuts a text where the face has to change; control characters become spaces, and a character
  /// that no font has becomes U+FFFD of the last resort.
  func spans(of text: String, face: Face) -> [FaceSpan] {
    var spans: [FaceSpan] = []
    for original in text {
      var character = original.isControl ? " " : original
      var chosen = self.face(for: character, preferring: face)
      if chosen == nil { (character, chosen) = ("\u{FFFD}", .fallback) }
      if let last = spans.indices.last, spans[last].face == chosen {
        spans[last].text.append(character)
      } else {
        spans.append(FaceSpan(text: String(character), face: chosen ?? .fallback))
      }
    }
    return spans
  }

  /// The glyphs of a run's text in visual order.
  func shape(_ text: String, face: Face) -> [ShapedGlyph] {
    // Figures of equal width keep the numbers along an axis from dancing.
    self[face].shape(text, tabularFigures: face == .regular || face == .semibold)
  }
}

extension Character {
  /// Whether this is a line break, a tab or another character that has no picture of its own.
  fileprivate var isControl: Bool {
    unicodeScalars.allSatisfy { $0.properties.generalCategory == .control || $0 == "\u{2028}" }
  }
}
