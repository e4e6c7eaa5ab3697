/// Measures and sets text with the installed fonts.
///
/// Making one finds the fonts; it then serves any number of threads. What it has set it remembers,
/// within limits; that makes it faster and changes no result.
public struct Typesetter: Sendable {
  let fonts: FontSet

  /// Finds the fonts.
  /// - Throws: ``TypesettingError`` naming the Debian package when a font is missing.
  public init() throws(TypesettingError) { fonts = try FontSet() }

  /// Lines that have been set: a layout asks for the same labels again and again.
  private let lines = Memo<LineKey, TextLine>(limit: 1024)

  private struct LineKey: Hashable {
    var label: Label
    var size: Double
    var face: Face
  }

  /// Sets a label on one line.
  ///
  /// Words are kerned, their figures are all equally wide, and every measure grows exactly with
  /// the size. The box reaches at least 0.76 em above and 0.24 em below the baseline, and farther
  /// where the ink does. Text runs in the directions that the Unicode Bidirectional Algorithm
  /// gives it: a label of words alone starts in the direction of its first letter, any other from
  /// the left. Mathematics that cannot be read is set as words, just as it stands in the label.
  /// - Parameters:
  ///   - label: Words and mathematics.
  ///   - size: Size of the words in px; what is not finite and positive counts as zero.
  ///   - face: The face of the words; mathematics is always set in ``Face/math``.
  public func line(_ label: Label, size: Double, face: Face = .regular) -> TextLine {
    let key = LineKey(label: label, size: size.isFinite && size > 0 ? size : 0, face: face)
    guard label.byteCount <= Self.longestRemembered else { return set(key) }
    return lines.value(for: key) { set(key) }
  }

  /// Longer labels are not remembered, in UTF-8 bytes.
  private static let longestRemembered = 400

  private func set(_ key: LineKey) -> TextLine {
    let (size, face) = (key.size, key.face)
    var (box, plainText) = (Box(), "")
    if let words = key.label.wordsAlone {
      plainText = words
      box = self.box(words: words, size: size, face: face, direction: .ofFirstLetter)
    } else {
      for part in key.label.parts {
        let (math, words) = part.read
        plainText += math?.plainText ?? words
        box.append(
          math.map { self.box(math: $0, size: size, face: face) }
            ?? self.box(words: words, size: size, face: face))
      }
    }
    return TextLine(
      runs: box.runs, rules: box.rules, width: box.width, ascent: max(0.76 * size, box.ascent),
      descent: max(0.24 * size, box.descent), plainText: plainText)
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

  /// The file behind a face.
  func fontFile(of face: Face) -> FontFile { fonts.file(of: face) }

  /// The family and style of the font behind a face, such as "Inter Regular".
  func fontName(of face: Face) -> String { fonts.file(of: face).name }

  /// The glyphs of a run, in font units.
  func shapedGlyphs(of run: TextRun) -> [ShapedGlyph] { shaped(run).glyphs }

  private func shaped(_ run: TextRun) -> ShapedText {
    guard let glyph = run.glyph else {
      return fonts.shape(run.text, face: run.face, isRightToLeft: run.isRightToLeft)
    }
    let font = fonts[run.face]
    return ShapedText(
      [ShapedGlyph(glyph: glyph, advance: font.advance(of: glyph), offset: Point(x: 0, y: 0))],
      in: font)
  }

  /// Words on a baseline; their runs are in reading order, wherever they stand.
  func box(
    words: String, size: Double, face: Face, direction: BaseDirection = .leftToRight
  ) -> Box {
    let spans = fonts.spans(of: words, face: face, direction: direction)
    let boxes = spans.map { span in
      box(
        run: TextRun(
          text: span.text, face: span.face, size: size, origin: Point(x: 0, y: 0), advance: 0,
          isRightToLeft: span.isRightToLeft))
    }
    var (starts, width) = (spans.map { _ in 0.0 }, 0.0)
    for i in VisualOrder.order(levels: spans.map(\.level)) {
      starts[i] = width
      width += boxes[i].width
    }
    var whole = Box(width: width)
    for (box, x) in zip(boxes, starts) { whole.add(box, x: x) }
    return whole
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
    let shaped = shaped(run)
    let scale = run.size / fonts[run.face].unitsPerEm
    var run = run
    run.advance = shaped.advance * scale
    return Box(
      runs: [run], width: run.advance, ascent: shaped.ascent * scale,
      descent: shaped.descent * scale)
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
