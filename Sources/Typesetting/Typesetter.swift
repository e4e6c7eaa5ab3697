/// Measures and sets text with the installed fonts.
///
/// Making one finds the fonts; it then serves any number of threads.
public struct Typesetter: Sendable {
  let fonts: FontSet

  /// Finds the fonts.
  /// - Throws: ``TypesettingError`` naming the Debian package when a font is missing.
  public init() throws(TypesettingError) { fonts = try FontSet() }

  /// Sets a label on one line.
  ///
  /// Words are kerned, their figures are all equally wide, and every measure grows exactly with
  /// the size. The box reaches at least 0.76 em above and 0.24 em below the baseline, and farther
  /// where the ink does.
  /// Mathematics that cannot be read is set as words, just as it stands in the label.
  /// - Parameters:
  ///   - label: Words and mathematics.
  ///   - size: Size of the words in px; what is not finite and positive counts as zero.
  ///   - face: The face of the words; mathematics is always set in ``Face/math``.
  public func line(_ label: Label, size: Double, face: Face = .regular) -> TextLine {
    let size = size.isFinite && size > 0 ? size : 0
    var box = Box()
    for part in label.parts {
      switch part {
      case .words(let words):
        box.append(self.box(words: words, size: size, face: face))
      case .math(let tex):
        guard let math = try? Math(tex: tex) else {
          box.append(self.box(words: tex, size: size, face: face))
          continue
        }
        box.append(self.box(math: math, size: size, face: face))
      }
    }
    return TextLine(
      runs: box.runs, rules: box.rules, width: box.width, ascent: max(0.76 * size, box.ascent),
      descent: max(0.24 * size, box.descent), plainText: label.plainText)
  }

  /// The outline of a run's glyphs, with the run's own origin at (0, 0), in px.
  ///
  /// Shows ``TextRun/glyph`` where the run names one, else the shaped text.
  public func outline(of run: TextRun) -> Path {
    let font = fonts[run.face]
    let scale = run.size.isFinite ? run.size / font.unitsPerEm : 0
    return Path(
      glyphs(of: run).flatMap { placed in
        font.outline(of: placed.glyph).map { $0.placed(at: placed.origin, scale: scale) }
      })
  }

  /// The glyphs of a run from left to right, for a back end that draws with the font itself.
  ///
  /// Shows ``TextRun/glyph`` where the run names one, else the shaped text.
  func glyphs(of run: TextRun) -> [PlacedGlyph] {
    let scale = run.size.isFinite ? run.size / fonts[run.face].unitsPerEm : 0
    var pen = 0.0
    return shapedGlyphs(of: run).map { shaped in
      defer { pen += shaped.advance }
      return PlacedGlyph(
        glyph: shaped.glyph, cluster: shaped.cluster,
        origin: Point(x: (pen + shaped.offset.x) * scale, y: -shaped.offset.y * scale))
    }
  }

  /// The characters of a label that no installed font can show, in order and without repeats.
  ///
  /// ``line(_:size:face:)`` puts U+FFFD in their place.
  func missingCharacters(in label: Label) -> [Character] {
    var missing: [Character] = []
    for part in label.parts {
      for character in Self.characters(of: part)
      where fonts.face(for: character, preferring: .regular) == nil {
        if !character.isWhitespace, !missing.contains(character) { missing.append(character) }
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

  /// The file behind a face.
  func fontFile(of face: Face) -> FontFile { fonts.file(of: face) }

  /// The family and style of the font behind a face, such as "Inter Regular".
  func fontName(of face: Face) -> String { fonts.file(of: face).name }

  /// The glyphs of a run, in font units.
  func shapedGlyphs(of run: TextRun) -> [ShapedGlyph] {
    guard let glyph = run.glyph else { return fonts.shape(run.text, face: run.face) }
    return [
      ShapedGlyph(
        glyph: glyph, advance: fonts[run.face].advance(of: glyph), offset: Point(x: 0, y: 0))
    ]
  }

  /// Words on a baseline.
  func box(words: String, size: Double, face: Face) -> Box {
    var box = Box()
    for span in fonts.spans(of: words, face: face) {
      let run = TextRun(
        text: span.text, face: span.face, size: size, origin: Point(x: 0, y: 0), advance: 0)
      box.append(self.box(run: run))
    }
    return box
  }

  /// How much larger letters of formulas are set than words: Inter's small letters are so large
  /// (0.546 em to Pagella's 0.469) that those of formulas would look lost beside them.
  static let mathScale = 1.1

  /// A formula on a baseline, in text style. A mere number looks like the numbers among words.
  func box(math: Math, size: Double, face: Face) -> Box {
    let isNumeral = math.isNumeral
    let setter = MathSetter(
      typesetter: self, size: isNumeral ? size : size * Self.mathScale, wordFace: face,
      symbolFace: isNumeral ? face : .math)
    let set = setter.set(math, MathStyle(level: .text))
    var box = set.box
    box.width += set.italics
    return box
  }

  /// The box of one run at (0, 0); its advance is measured here.
  func box(run: TextRun) -> Box {
    let font = fonts[run.face]
    let scale = run.size / font.unitsPerEm
    var (run, pen, top, bottom) = (run, 0.0, 0.0, 0.0)
    for shaped in shapedGlyphs(of: run) {
      let ink = font.inkBox(of: shaped.glyph)
      if ink.height > 0 {
        top = max(top, shaped.offset.y + ink.maxY)
        bottom = min(bottom, shaped.offset.y + ink.y)
      }
      pen += shaped.advance
    }
    run.advance = pen * scale
    return Box(runs: [run], width: run.advance, ascent: top * scale, descent: -bottom * scale)
  }
}

extension Path.Segment {
  /// The segment scaled, turned from y upwards to y downwards, and moved to `origin`.
  fileprivate func placed(at origin: Point, scale: Double) -> Path.Segment {
    func place(_ p: Point) -> Point {
      Point(x: p.x * scale + origin.x, y: -p.y * scale + origin.y)
    }
    return switch self {
    case .move(let p): .move(place(p))
    case .line(let p): .line(place(p))
    case .curve(let a, let b, let c): .curve(place(a), place(b), place(c))
    case .close: .close
    }
  }
}
