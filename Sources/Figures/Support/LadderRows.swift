import Plotting
import Typesetting

/// The lines of a derivation one below the other, each with its value at the right: dots on one
/// upright line where they agree, and what falls off it beside.
struct LadderRows: Mark {
  /// One line.
  struct Row: Sendable {
    /// Its number and the rule that leads to it, or what is special about it.
    var rule: Label
    /// The right-hand side in parts, each in its own colour.
    var formula: [MathMark.Part]
    /// The same with something left out, for where it is too wide.
    var shortFormula: [MathMark.Part]?
    /// The value at the line's end.
    var value: Label
    /// Whether the value is the one of the ladder; if not, it stands beside it.
    var isOnLadder: Bool
  }
  var rows: [Row]

  private static let formulaSize = 13.0
  private static let ruleSize = 10.0
  /// How far a value that falls off stands from the upright line, in px.
  private static let fall = 26.0
  /// The height of a row with rule and formula side by side, and with the rule above.
  private static let least = (wide: 34.0, narrow: 47.0)
  /// From this width on they stand side by side.
  private static let wide = 520.0

  func leastHeight(width: Double, typesetter: Typesetter) -> Double {
    (width >= Self.wide ? Self.least.wide : Self.least.narrow) * Double(rows.count)
  }

  /// Where everything of one row stands.
  private struct Place {
    var row: Row
    var middle: Double
    var dot: Point
  }

  private func valueWidth(_ typesetter: Typesetter) -> Double {
    rows.map { typesetter.line($0.value, size: 12, face: .semibold).width }.max() ?? 0
  }

  private func places(in context: PanelContext) -> [Place] {
    let frame = context.frame
    let height = frame.height / Double(max(rows.count, 1))
    let x = frame.maxX - valueWidth(context.typesetter) - 12
    return rows.enumerated().map { index, row in
      let middle = frame.y + (Double(index) + 0.5) * height
      return Place(
        row: row, middle: middle, dot: Point(x: x - (row.isOnLadder ? 0 : Self.fall), y: middle))
    }
  }

  func elements(in context: PanelContext) -> [Scene.Element] {
    let places = places(in: context)
    guard let first = places.first(where: { $0.row.isOnLadder }),
      let last = places.last(where: { $0.row.isOnLadder })
    else { return [] }
    let upright = Scene.Element.path(
      .polyline([first.dot, last.dot]), fill: nil,
      stroke: Stroke(Paint(.averageOfGradients), width: 2))
    let falls = zip(places, places.dropFirst()).filter { !$1.row.isOnLadder }.map {
      Scene.Element.path(
        .polyline([$0.dot, $1.dot]), fill: nil,
        stroke: Stroke(Paint(.wrong), width: 1.25, dash: [3, 3], cap: .butt))
    }
    return [.group(label: "ladder", clip: nil, [upright] + falls)]
      + places.flatMap { elements($0, in: context) }
  }

  private func elements(_ place: Place, in context: PanelContext) -> [Scene.Element] {
    let isOn = place.row.isOnLadder
    let paint = Paint(isOn ? .averageOfGradients : .wrong)
    let value = context.typesetter.line(place.row.value, size: 12, face: .semibold)
    let circle = Path.circle(place.dot, radius: isOn ? 4 : 4.5)
    let dot: [Scene.Element] =
      isOn
      ? [.path(circle, fill: paint, stroke: nil)]
      : [.path(circle, fill: Paint(.paper), stroke: Stroke(paint, width: 2))]
    let words = Words(place, value, self, in: context)
    // A value that fell off stands on its ring's other side, away from the ladder.
    let origin = Point(
      x: isOn ? context.frame.maxX - value.width : place.dot.x - 9 - value.width,
      y: isOn || words.isWide ? place.middle + value.ascent / 2 - 1 : words.ruleY)
    return dot + [
      .text(value, at: origin, angle: 0, paint: Paint(paint.role.forText), halo: true)
    ] + words.elements
  }

  /// Rule and formula: side by side where there is room, else the rule above.
  private struct Words {
    let isWide: Bool
    /// The baseline of the rule, and of a value that shares its line.
    let ruleY: Double
    let elements: [Scene.Element]

    init(_ place: Place, _ value: TextLine, _ mark: LadderRows, in context: PanelContext) {
      let typesetter = context.typesetter
      let left = context.frame.x
      let row = place.row
      isWide = context.frame.width >= LadderRows.wide
      let column = isWide ? 172.0 : 0
      let indent = row.isOnLadder ? 0.0 : 14
      let whole = place.dot.x - left - 16
      let besideValue = row.isOnLadder ? whole : whole - value.width - 9
      let (parts, lines) = mark.set(
        row, width: (isWide ? besideValue : whole) - column - indent, typesetter)
      let ascent = lines.map(\.ascent).max() ?? 0
      let descent = lines.map(\.descent).max() ?? 0
      let rule = mark.shortened(
        row.rule, width: isWide ? column - 12 : besideValue, typesetter)
      ruleY = isWide ? place.middle + 4 : place.middle - (ascent + descent) / 2 - 1
      let shift = isWide ? 0.0 : 5
      var x = left + column + indent
      let formula = zip(lines, parts).map { line, part in
        defer { x += line.width }
        return Scene.Element.text(
          line, at: Point(x: x, y: place.middle + shift + (ascent - descent) / 2), angle: 0,
          paint: Paint(part.paint.role.forText), halo: false)
      }
      let ruleText = Scene.Element.text(
        rule, at: Point(x: left + (isWide ? indent : 0), y: ruleY), angle: 0,
        paint: Paint(row.isOnLadder ? .muted : .text(.wrong)), halo: false)
      elements = [ruleText] + formula
    }
  }

  /// Smaller formulas cannot be read, and smaller ones than this are shortened first.
  private static let leastFormula = (readable: 7.0, pleasant: 10.0)

  /// A row's formula, smaller or shortened where it is wider than the room; words where nobody could
  /// read it any more.
  private func set(
    _ row: Row, width: Double, _ typesetter: Typesetter
  ) -> (parts: [MathMark.Part], lines: [TextLine]) {
    let forms = [row.formula, row.shortFormula].compactMap(\.self)
    let fitting = forms.map { (parts: $0, size: size(of: $0, width: width, typesetter)) }
    let chosen =
      fitting.first { $0.size >= Self.leastFormula.pleasant } ?? fitting.max { $0.size < $1.size }
    guard let chosen, chosen.size >= Self.leastFormula.readable else {
      let words = shortened("(too long for this width)", width: width, typesetter)
      return (Array(row.formula.prefix(1)), [words])
    }
    return (
      chosen.parts,
      chosen.parts.map { typesetter.line(Label(tex: $0.tex), size: chosen.size) }
    )
  }

  /// The font size at which a formula is no wider than the room.
  private func size(
    of parts: [MathMark.Part], width: Double, _ typesetter: Typesetter
  ) -> Double {
    let whole = parts.reduce(0) {
      $0 + typesetter.line(Label(tex: $1.tex), size: Self.formulaSize).width
    }
    return Self.formulaSize * (whole > width ? max(width, 1) / whole : 1)
  }

  private func shortened(_ label: Label, width: Double, _ typesetter: Typesetter) -> TextLine {
    let whole = typesetter.line(label, size: Self.ruleSize)
    guard whole.width > width, whole.width > 0 else { return whole }
    return typesetter.line(label, size: max(7, Self.ruleSize * width / whole.width))
  }

  func occupied(in context: PanelContext) -> [Point] {
    places(in: context).map(\.dot)
  }
}
