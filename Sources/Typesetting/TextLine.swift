/// A piece of text in one face, one size and one direction, placed within its line.
public struct TextRun: Sendable, Hashable, Codable {
  /// What the run says.
  public var text: String
  /// The face in which it says so.
  public var face: Face
  /// Size in px.
  public var size: Double
  /// Where the left end of the run's baseline is in px, relative to the line's origin; y grows downwards.
  public var origin: Point
  /// How far the run's end is from its start, kerning included, in px.
  public var advance: Double
  /// The glyph to show in place of the shaped text, a size variant from the MATH table; nil for the
  /// text.
  public var glyph: UInt32?
  /// Whether the text is read from right to left; its start is at the left all the same.
  public var isRightToLeft: Bool

  /// A run with all of its measures; nothing is measured here.
  public init(
    text: String, face: Face, size: Double, origin: Point, advance: Double, glyph: UInt32? = nil,
    isRightToLeft: Bool = false
  ) {
    self.text = text
    self.face = face
    self.size = size
    self.origin = origin
    self.advance = advance
    self.glyph = glyph
    self.isRightToLeft = isRightToLeft
  }
}

/// Text that has been measured and set on one baseline; its origin is the baseline's left end.
public struct TextLine: Sendable, Hashable, Codable {
  /// The pieces of text, in the order in which they are read; where text runs from right to left
  /// their places are in another order.
  public var runs: [TextRun]
  /// Fraction bars, overbars and radicals' bars in px, relative to the origin; y grows downwards.
  public var rules: [Rect]
  /// How far the next text's origin is from this one's, in px.
  public var width: Double
  /// How far the line's box reaches above and below the baseline, both positive, in px; at least as
  /// far as the ink.
  public var ascent, descent: Double
  /// The text as a reader or a screen reader would say it.
  public var plainText: String

  /// A line with all of its measures; nothing is measured here.
  public init(
    runs: [TextRun], rules: [Rect] = [], width: Double, ascent: Double, descent: Double,
    plainText: String
  ) {
    self.runs = runs
    self.rules = rules
    self.width = width
    self.ascent = ascent
    self.descent = descent
    self.plainText = plainText
  }

  /// The box around the line in px when its origin is at the given point.
  public func bounds(at origin: Point) -> Rect {
    Rect(x: origin.x, y: origin.y - ascent, width: width, height: ascent + descent)
  }
}

/// One glyph of a run, where the run puts it.
struct PlacedGlyph: Sendable, Hashable {
  /// The glyph's number in the font file of the run's face.
  var glyph: UInt32
  /// Where the characters that it stands for start in the run's text, counted in UTF-8 bytes.
  var cluster: Int
  /// The glyph's origin relative to the run's, in px; y grows downwards.
  var origin: Point

  /// A glyph with its place.
  init(glyph: UInt32, cluster: Int, origin: Point) {
    self.glyph = glyph
    self.cluster = cluster
    self.origin = origin
  }
}
