import Plotting
import TrainingCore
import Typesetting

/// F2: the seven lines of the derivation with the same number at the end of each; read without
/// their brackets, two of them fall off to another number.
struct DerivationLadder: FigureRecipe {
  init() {}
  var name: String { "derivation-ladder" }
  var summary: String { "the derivation’s seven lines, each with its value" }
  var position: Int { 15 }

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let view = try View(evidence.derivation)
    let mark = LadderRows(rows: view.rows)
    return Figure(
      title: view.title,
      subtitle: Captions.list([
        Captions.data(evidence.problem), Captions.point(evidence.problem),
        Label(markup: "derivatives by ") + Names.parameter(view.parameter),
      ]), note: view.note, description: view.description,
      panels: [Panel(x: Axis(), y: Axis(), frame: .none, marks: [mark])],
      size: Size(width: 680, height: 110 + 38 * Double(view.rows.count)))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let derivation = evidence.derivation
    guard !derivation.lines.isEmpty else { throw Unavailable("no line could be evaluated") }
    let lines = derivation.lines.map {
      [$0.parameter, String($0.line), $0.rule, $0.tex, $0.value.description]
    }
    let literal = derivation.literal.map {
      [$0.parameter, String($0.line), "without brackets", $0.tex, $0.value.description]
    }
    return FigureData(
      header: ["parameter", "line", "rule", "formula", "value"], rows: lines + literal)
  }
}

extension DerivationLadder {
  private struct View {
    let derivation: Derivation
    let parameter: String
    let lines: [Derivation.Line]
    /// Lines without brackets whose value is another one.
    let literal: [Derivation.LiteralReading]

    /// - Throws: ``Unavailable`` if there is no line.
    init(_ derivation: Derivation) throws(Unavailable) {
      self.derivation = derivation
      guard
        let parameter = derivation.lines.first(where: { $0.value != 0 })?.parameter
          ?? derivation.lines.first?.parameter
      else { throw Unavailable("no line could be evaluated") }
      self.parameter = parameter
      lines = derivation.lines.filter { $0.parameter == parameter }
      literal = derivation.literal.filter { $0.parameter == parameter }
    }

    private var isSame: Bool { lines.allSatisfy { $0.comparison.verdict == .equal } }

    private func falls(_ reading: Derivation.LiteralReading) -> Bool {
      guard let line = lines.first(where: { $0.line == reading.line }) else { return false }
      let size = max(abs(line.value), abs(reading.value))
      let rounding = Comparison.equalWithin * line.comparison.expectedRounding
      return abs(line.value - reading.value) > rounding * size
    }

    var title: Label {
      guard isSame else { return "The derivation’s lines, each with the value it has here" }
      return literal.contains(where: falls)
        ? "Seven lines, one number; without the brackets, another"
        : "Seven lines of the derivation, one and the same number"
    }

    private var first: String { lines.first.map { NumberText.short($0.value, digits: 8) } ?? "" }

    var rows: [LadderRows.Row] {
      lines.flatMap { line -> [LadderRows.Row] in
        var rows = [
          LadderRows.Row(
            rule: Label(verbatim: "\(line.line)  \(line.rule)"), formula: Self.parts(line.tex),
            shortFormula: LongSum.shortened(line.tex).map(Self.parts),
            value: Label(verbatim: NumberText.short(line.value, digits: 8)), isOnLadder: true)
        ]
        if let reading = literal.first(where: { $0.line == line.line }), falls(reading) {
          rows.append(
            LadderRows.Row(
              rule: "read without brackets",
              formula: [MathMark.Part(Self.plain(reading.tex), paint: Paint(.wrong))],
              shortFormula: LongSum.shortened(Self.plain(reading.tex)).map {
                [MathMark.Part($0, paint: Paint(.wrong))]
              },
              value: Label(verbatim: NumberText.short(reading.value, digits: 8)),
              isOnLadder: false))
        }
        return rows
      }
    }

    private static let mark = "\\added{"

    /// A formula without the marks of what was added.
    private static func plain(_ tex: String) -> String {
      tex.replacing(#"\added{[}"#, with: "[").replacing(#"\added{]}"#, with: "]")
    }

    /// The formula cut at the brackets that were added, which have a colour of their own.
    private static func parts(_ tex: String) -> [MathMark.Part] {
      var parts: [MathMark.Part] = []
      var rest = tex[...]
      while let range = rest.firstRange(of: mark) {
        let bracket = rest[range.upperBound...].prefix(1)
        parts.append(MathMark.Part(String(rest[..<range.lowerBound])))
        parts.append(MathMark.Part(String(bracket), paint: Paint(.training)))
        rest = rest[range.upperBound...].dropFirst(2)
      }
      parts.append(MathMark.Part(String(rest)))
      let kept = parts.filter { $0.tex.contains { $0 != " " } }
      return kept.allSatisfy { isWhole($0.tex) } ? kept : [MathMark.Part(plain(tex))]
    }

    /// Whether nothing is opened that is not closed.
    private static func isWhole(_ tex: String) -> Bool {
      tex.count { $0 == "{" } == tex.count { $0 == "}" }
        && tex.ranges(of: #"\left"#).count == tex.ranges(of: #"\right"#).count
    }

    private var hasBrackets: Bool { lines.contains { $0.tex.contains(Self.mark) } }

    /// The other parameters, in one sentence each.
    var note: Label? {
      var parts: [Label.Part] = []
      if hasBrackets { parts.append(.words("Brackets in orange are missing in the question. ")) }
      var names: [String] = []
      for line in derivation.lines where line.parameter != parameter {
        if !names.contains(line.parameter) { names.append(line.parameter) }
      }
      for name in names.prefix(1) {
        let own = derivation.lines.filter { $0.parameter == name }
        guard let value = own.first?.value, own.allSatisfy({ $0.comparison.verdict == .equal })
        else { continue }
        var sentence = ", all lines give \(NumberText.short(value, digits: 8))"
        if let other = derivation.literal.first(where: { $0.parameter == name }) {
          let isSame = literal.first?.value == other.value
          sentence +=
            ", and without brackets \(isSame ? "again " : "")"
            + NumberText.short(other.value, digits: 8)
        }
        parts += [.words("By "), .math(Names.tex(name)), .words(sentence + ".")]
      }
      return parts.isEmpty ? nil : Label(parts: parts)
    }

    var description: String {
      let values = lines.map(\.value)
      var text =
        "Seven lines of the derivation by \(parameter), each computed in a way of its own: "
        + (isSame ? "all end with \(first)" : "they end with \(NumberText.vector(values))")
      let worst = lines.compactMap(\.ulpsFromExact).max()
      if let worst {
        text +=
          worst == 0
          ? ", exactly" : ", at most \(NumberText.short(worst)) units in the last place from exact"
      }
      text += "."
      for reading in literal.filter(falls).prefix(1) {
        text +=
          " Read without their brackets, lines 3 and 4 end with "
          + "\(NumberText.short(reading.value, digits: 8)) instead."
      }
      return text
    }
  }
}
