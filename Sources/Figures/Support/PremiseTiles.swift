import Plotting
import TrainingCore
import Typesetting

/// What the numbers say about one case, with a sign so that colour is never alone.
enum TileVerdict: CaseIterable, Sendable {
  case holds, factor, differs, open, missing

  init(_ result: CaseResult) {
    guard case .success(let measured) = result.outcome else {
      self = .missing
      return
    }
    switch measured.comparison.verdict {
    case .equal: self = .holds
    case .proportional: self = .factor
    case .different: self = .differs
    case .indistinguishable: self = .open
    }
  }

  var sign: String {
    switch self {
    case .holds: "="
    case .factor: "∝"
    case .differs: "≠"
    case .open: "?"
    case .missing: "–"
    }
  }

  var words: Label {
    switch self {
    case .holds: "= the same"
    case .factor: "∝ a multiple"
    case .differs: "≠ differs"
    case .open: "? open: cannot be told apart"
    case .missing: "– not measured"
    }
  }

  var role: ColorRole {
    switch self {
    case .holds: .averageOfGradients
    case .factor: .olive
    case .differs: .wrong
    case .open, .missing: .sample
    }
  }

  var fill: Paint {
    switch self {
    case .missing: Paint(.grid, opacity: 0.5)
    case .open: Paint(.sample, opacity: 0.3)
    default: Paint(role, opacity: 0.3)
    }
  }
}

/// Columns of premises with a tile for each case: its name, the verdict's sign, and how far the sides
/// differ as a bar.
struct PremiseTiles: Mark {
  /// One case.
  struct Tile: Sendable {
    var id: String
    var title: String
    var verdict: TileVerdict
    /// The relative gap; nil if there is none.
    var gap: Double?
  }
  /// One premise.
  struct Column: Sendable {
    var id: String
    var name: String
    var tiles: [Tile]
  }
  var columns: [Column]

  static let leastTile = 15.0, tallestTile = 24.0
  private static let gutter = 6.0
  /// With and without the premises' names.
  private static let headerHeight = (named: 44.0, bare: 20.0)

  private var longest: Int { columns.map(\.tiles.count).max() ?? 0 }

  func leastHeight(width: Double, typesetter: Typesetter) -> Double {
    header(frame: width, typesetter) + Self.leastTile * Double(longest)
  }

  private func width(frame: Double) -> Double {
    let count = Double(max(columns.count, 1))
    return (frame - (count - 1) * gutter(frame: frame)) / count
  }

  private func gutter(frame: Double) -> Double { frame < 480 ? 3 : Self.gutter }

  /// Whether every premise's name has room above its column: all or none.
  private func hasNames(frame: Double, _ typesetter: Typesetter) -> Bool {
    columns.allSatisfy { lines($0.name, width: width(frame: frame), typesetter) != nil }
  }

  private func header(frame: Double, _ typesetter: Typesetter) -> Double {
    hasNames(frame: frame, typesetter) ? Self.headerHeight.named : Self.headerHeight.bare
  }

  private func pitch(_ context: PanelContext) -> Double {
    let header = header(frame: context.frame.width, context.typesetter)
    let room = context.frame.height - header
    return min(Self.tallestTile, room / Double(max(longest, 1)))
  }

  func elements(in context: PanelContext) -> [Scene.Element] {
    let frame = context.frame
    let width = width(frame: frame.width)
    let pitch = pitch(context)
    let top = frame.y + header(frame: frame.width, context.typesetter)
    let hasNames = hasNames(frame: frame.width, context.typesetter)
    return columns.enumerated().flatMap { index, column -> [Scene.Element] in
      let x = frame.x + Double(index) * (width + gutter(frame: frame.width))
      return header(column, x: x, width: hasNames ? width : nil, in: context)
        + column.tiles.enumerated().flatMap { row, tile in
          let rect = Rect(
            x: x, y: top + Double(row) * pitch, width: width, height: pitch - 3)
          return elements(tile, in: rect, context)
        }
    }
  }

  private func header(
    _ column: Column, x: Double, width: Double?, in context: PanelContext
  ) -> [Scene.Element] {
    let typesetter = context.typesetter
    let id = typesetter.line(Label(verbatim: column.id), size: 12, face: .semibold)
    let top = context.frame.y
    var elements: [Scene.Element] = [
      .text(id, at: Point(x: x, y: top + 11), angle: 0, paint: Paint(.ink), halo: false)
    ]
    guard let width, let names = lines(column.name, width: width, typesetter) else {
      return elements
    }
    for (line, text) in names.enumerated() {
      let y = top + 23 + 11 * Double(line)
      elements.append(
        .text(text, at: Point(x: x, y: y), angle: 0, paint: Paint(.muted), halo: false))
    }
    return elements
  }

  /// A name in at most two lines of 9.5 px, broken between words; nil where that has no room.
  private func lines(_ name: String, width: Double, _ typesetter: Typesetter) -> [TextLine]? {
    func set(_ text: String) -> TextLine {
      typesetter.line(Label(verbatim: text), size: 9.5)
    }
    let words = name.split(separator: " ").map(String.init)
    var lines: [String] = []
    for word in words {
      let longer = (lines.last.map { $0 + " " } ?? "") + word
      if !lines.isEmpty, set(longer).width <= width {
        lines[lines.count - 1] = longer
      } else {
        lines.append(word)
      }
    }
    let set = lines.map(set)
    return set.count <= 2 && set.allSatisfy { $0.width <= width } ? set : nil
  }

  /// How the bars are to be read, and the premises' names where they have no room above the columns.
  func notes(in context: PanelContext) -> [Label] {
    let bars: Label = """
      Bars, where two sides differ: the length of the difference as a share of the longer side, full \
      from 1 on.
      """
    let names = columns.map { "\($0.id) \($0.name)" }.joined(separator: "; ") + "."
    return (hasBars(context) ? [bars] : [])
      + (hasNames(frame: context.frame.width, context.typesetter) ? [] : [Label(verbatim: names)])
  }

  /// Shorter bars cannot be told apart.
  private static let leastBar = 18.0
  /// What a sign and the space around it take.
  private static let signRoom = 19.0

  /// Whether the tiles have room for a bar between name and sign.
  private func hasBars(_ context: PanelContext) -> Bool {
    width(frame: context.frame.width)
      >= widestName(context.typesetter) + 10 + Self.leastBar + Self.signRoom
  }

  private func elements(
    _ tile: Tile, in rect: Rect, _ context: PanelContext
  ) -> [Scene.Element] {
    let typesetter = context.typesetter
    let size = rect.height < 14 ? 9.5 : 10.5
    let paint = Paint(tile.verdict.role.forText)
    let id = typesetter.line(Label(verbatim: tile.id), size: size)
    let sign = typesetter.line(Label(verbatim: tile.verdict.sign), size: size, face: .semibold)
    let baseline = rect.y + rect.height / 2 + 0.36 * size
    let outline = Stroke(
      Paint(tile.verdict.role), width: 1, dash: tile.verdict == .missing ? [2, 2] : [], cap: .butt)
    var drawn: [Scene.Element] = [
      .path(.rectangle(rect), fill: tile.verdict.fill, stroke: outline),
      .text(
        id, at: Point(x: rect.x + 4, y: baseline), angle: 0, paint: Paint(.ink), halo: false),
    ]
    let inset = rect.width < 56 ? 3.0 : 5
    drawn.append(
      .text(
        sign, at: Point(x: rect.maxX - sign.width - inset, y: baseline), angle: 0, paint: paint,
        halo: false))
    guard hasBars(context) else { return drawn }
    let start = rect.x + widestName(typesetter) + 10
    return drawn + bar(tile, from: start, to: rect.maxX - Self.signRoom, in: rect)
  }

  /// All bars begin below each other, and names are about equally long.
  private func widestName(_ typesetter: Typesetter) -> Double {
    let names = Set(columns.flatMap { $0.tiles.map(\.id) })
    return names.map { typesetter.line(Label(verbatim: $0), size: 10.5).width }.max() ?? 0
  }

  /// The gap's bar between the name and the sign, if the gap is no rounding.
  private func bar(
    _ tile: Tile, from start: Double, to end: Double, in rect: Rect
  ) -> [Scene.Element] {
    guard tile.verdict == .differs || tile.verdict == .factor, let gap = tile.gap else { return [] }
    let height = min(6, rect.height * 0.4)
    let y = rect.y + (rect.height - height) / 2
    func bar(_ width: Double, _ paint: Paint) -> Scene.Element {
      let shape = Rect(x: start, y: y, width: width, height: height)
      return .path(.rectangle(shape), fill: paint, stroke: nil)
    }
    let length = max(1, (end - start) * PremiseTiles.share(of: gap))
    return [bar(end - start, Paint(.grid)), bar(length, Paint(tile.verdict.role))]
  }

  /// How much of a bar a gap fills: all from 1 on.
  static func share(of gap: Double) -> Double {
    gap.isFinite ? min(1, max(0, gap)) : 1
  }
}
