public import Typesetting

/// Displayed mathematics: sums with their limits above and below, full fractions.
public struct MathMark: Mark {
  /// A part of a formula in one colour.
  public struct Part: Sendable, Hashable {
    /// TeX without dollar signs.
    public var tex: String
    /// The colour of the part; series colours become their variants for text.
    public var paint: Paint
    /// A part in ink unless told otherwise.
    public init(_ tex: String, paint: Paint = Paint(.ink)) {
      self.tex = tex
      self.paint = paint
    }
  }
  /// How the formula lies at its place.
  public enum Alignment: Sendable, Hashable { case left, center, right }

  /// From left to right; each is set by itself, so that a relation belongs to one of them whole.
  public var parts: [Part]
  /// In data coordinates, at the height of the formula's middle; nil for the middle of the panel.
  public var place: Position?
  /// Size of the words that would stand beside it, in px.
  public var size: Double
  /// Which of its points lies at the place.
  public var alignment: Alignment
  /// Whether paper shows around it.
  public var halo: Bool

  /// A formula of 16 px in the middle of the panel unless told otherwise.
  public init(
    _ parts: [Part], at place: Position? = nil, size: Double = 16,
    alignment: Alignment = .center, halo: Bool = true
  ) {
    self.parts = parts
    self.place = place
    self.size = size
    self.alignment = alignment
    self.halo = halo
  }

  /// A formula in one colour.
  public init(_ tex: String, at place: Position? = nil, size: Double = 16) {
    self.init([Part(tex)], at: place, size: size)
  }

  /// Refuses an infinite place.
  public func check() throws(PlottingError) {
    if let place { try checkPositions([place]) }
  }

  /// Displayed parts between thick spaces, smaller where all of them are wider than the room.
  private func lines(width: Double, _ typesetter: Typesetter) -> (lines: [TextLine], gap: Double) {
    func set(_ size: Double) -> [TextLine] {
      parts.map { typesetter.line(Label(tex: "\\displaystyle " + $0.tex), size: size) }
    }
    let gap = 0.3 * size
    let lines = set(size)
    let whole = Self.width(lines, gap)
    guard whole > width, whole > 0 else { return (lines, gap) }
    let factor = max(0, width / whole)
    return (set(factor * size), factor * gap)
  }

  private static func width(_ lines: [TextLine], _ gap: Double) -> Double {
    lines.reduce(0) { $0 + $1.width } + gap * Double(max(lines.count - 1, 0))
  }

  /// The formula's line of parts, moved into the frame where it would leave it.
  public func elements(in context: PanelContext) -> [Scene.Element] {
    let frame = context.frame
    let (lines, gap) = lines(width: frame.width, context.typesetter)
    let wanted = place.map(context.place) ?? frame.center
    guard !lines.isEmpty, let anchor = wanted, frame.inset(by: -0.5).contains(anchor) else {
      return []
    }
    let width = Self.width(lines, gap)
    let ascent = lines.map(\.ascent).max() ?? 0
    let descent = lines.map(\.descent).max() ?? 0
    let shift = alignment == .left ? 0 : alignment == .right ? width : width / 2
    var x = max(frame.x, min(anchor.x - shift, frame.maxX - width))
    let top = max(
      frame.y, min(anchor.y - (ascent + descent) / 2, frame.maxY - ascent - descent))
    return zip(lines, parts).map { line, part in
      defer { x += line.width + gap }
      let paint = Paint(part.paint.role.forText, opacity: part.paint.opacity)
      return .text(line, at: Point(x: x, y: top + ascent), angle: 0, paint: paint, halo: halo)
    }
  }

  /// Its whole rectangle.
  public func occupied(in context: PanelContext) -> [Point] {
    elements(in: context).flatMap(\.textBounds).flatMap(CornerPlaces.points)
  }

  /// The formula's height and a little air.
  public func leastHeight(width: Double, typesetter: Typesetter) -> Double {
    let lines = lines(width: width, typesetter).lines
    return (lines.map(\.ascent).max() ?? 0) + (lines.map(\.descent).max() ?? 0) + 8
  }
}

extension Panel {
  /// A panel that shows one formula and nothing else.
  public static func formula(_ mark: MathMark, title: Label? = nil) -> Panel {
    Panel(title: title, x: Axis(), y: Axis(), frame: .none, marks: [mark])
  }
}
