extension Typesetter {
  /// A font file with only the glyphs for some characters, for embedding into a page.
  ///
  /// Kerning stays; figures of equal width stay in the faces of words; the math face keeps its MATH
  /// table and the larger forms of the kept glyphs. The same characters give the same bytes.
  /// - Throws: ``TypesettingError`` when HarfBuzz cannot make the subset.
  public func subset(
    of face: Face, characters: some Sequence<Unicode.Scalar>
  ) throws(TypesettingError) -> [UInt8] {
    // Heavier letters for scripts ("ssty") would make the mathematics face half as large again.
    let features = face == .math ? ["dtls"] : ["tnum", "kern"]
    guard let bytes = fonts[face].subset(Set(characters).sorted(), features: features) else {
      throw TypesettingError("no subset of the font \"\(fontName(of: face))\" can be made")
    }
    return bytes
  }

  /// Those of the given characters that the font behind a face has.
  func covered(
    _ characters: some Sequence<Unicode.Scalar>, by face: Face
  ) -> Set<Unicode.Scalar> {
    Set(characters.filter { fonts[face].glyph(for: $0) != nil })
  }
}

extension Math {
  /// Every character that a browser may draw for the formula's MathML: the font in the page must
  /// have them.
  public var characters: Set<Unicode.Scalar> {
    switch self {
    case .row(let parts): parts.characters
    case .symbol(let symbol): Set(symbol.shown.unicodeScalars).union(symbol.plain.unicodeScalars)
    case .number(let text), .text(let text), .upright(let text), .function(let text):
      Set(text.unicodeScalars)
    case .fraction(let a, let b): [a, b].characters
    case .scripts(let base, let sub, let sup): [base, sub, sup].compactMap(\.self).characters
    case .root(let degree, let body): [degree, body].compactMap(\.self).characters.union(["√"])
    case .accent(let accent, let base):
      base.characters.union(accent.spacing.unicodeScalars).union([accent.combining])
    case .overline(let base): base.characters.union(["\u{AF}", "\u{305}"])
    case .fenced(let left, let body, let right):
      [left, right].compactMap { $0.map(Math.symbol) }.characters.union(body.characters)
    case .space: [" ", "\u{A0}"]
    case .cases(let rows): rows.joined().characters.union(["{"])
    case .added(let part), .display(let part): part.characters
    }
  }
}

extension Sequence<Math> {
  fileprivate var characters: Set<Unicode.Scalar> {
    reduce(into: []) { $0.formUnion($1.characters) }
  }
}
