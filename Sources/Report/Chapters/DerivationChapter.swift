import Figures
import TrainingCore
import Typesetting

/// The asker's derivation, every line evaluated by a mechanism of its own.
struct DerivationChapter: Chapter {
  let position = 1
  let id = "derivation"

  /// How many parameters are shown open; the others can be unfolded.
  private let openParameters = 2

  func content(of evidence: Evidence, figures: FigureSet) -> ChapterContent {
    let lines = evidence.derivation.lines
    let names = lines.reduce(into: [String]()) {
      if !$0.contains($1.parameter) { $0.append($1.parameter) }
    }
    let tables = names.map { name in table(lines.filter { $0.parameter == name }, parameter: name) }
    let furthest = lines.compactMap(\.ulpsFromExact).max()
    return ChapterContent([
      "ladderFigure": figures.value("derivation-ladder"),
      "derivationTables": .list(Array(tables.prefix(openParameters))),
      "moreTables": .optional(
        tables.count > openParameters
          ? ["folded": .list(Array(tables.dropFirst(openParameters)))] : nil),
      "network": .flag(evidence.problem.network != nil),
      "hasDerivation": .flag(!lines.isEmpty),
      "cutParameters": .optional(
        names.count < evidence.gradient.parameters.count
          ? ["derivedParameters": .text(NumberText.count(names.count))] : nil),
      "lineCount": .text(NumberText.count(lines.filter { $0.parameter == names.first }.count)),
      "allLinesSame": .flag(
        names.allSatisfy { name in
          Set(lines.filter { $0.parameter == name }.map(\.value)).count == 1
        }),
      "linesAgree": .flag(!lines.isEmpty && lines.allSatisfy { $0.comparison.verdict == .equal }),
      "linesDiffer": .flag(lines.contains { $0.comparison.isToldApart }),
      "linesOpen": .optional(open(lines)),
      "exactKnown": .optional(
        furthest.map { furthest in
          ["furthestUlps": .number(furthest, digits: 3), "allExact": .flag(furthest == 0)]
        }),
      "literal": .optional(literal(evidence)),
      "routeRows": .list(routes(evidence.gradient)),
    ])
  }

  private func table(_ lines: [Derivation.Line], parameter: String) -> TemplateObject {
    [
      "parameterLabel": .text(parameter),
      "parameterName": .html(SharedValues.parameter(parameter)),
      "stacked": .flag(isWide(lines.map { ($0.tex, [$0.value]) })),
      "lines": .list(
        lines.map { line in
          [
            "lineNumber": .text("\(line.line)"), "rule": .text(line.rule),
            "lineFormula": .html(SharedValues.math(line.tex, display: true)),
            "mechanism": .text(line.mechanism), "value": .text(NumberHTML.full(line.value)),
            "ulpsKnown": .optional(
              line.ulpsFromExact.map {
                ["lineUlps": .number($0, digits: 3), "exactly": .flag($0 == 0)]
              }),
          ]
        }),
    ]
  }

  /// Whether formulas and values are too wide to stand side by side; a formula then has a row of its
  /// own, because a browser would cut it off.
  private func isWide(_ rows: [(tex: String, values: [Double])]) -> Bool {
    let formula = rows.map { Label(tex: $0.tex).plainText.count }.max() ?? 0
    let digits = rows.map { $0.values.reduce(0) { $0 + NumberHTML.full($1).count } }.max() ?? 0
    return Self.formulaCharacter * Double(formula) + Self.digit * Double(digits) > Self.widestRow
  }

  /// About how wide a character is in px: of a formula as plain text, and of a number.
  private static let formulaCharacter = 4.1, digit = 9.0
  /// What the other columns leave of the page's width, in px.
  private static let widestRow = 330.0

  /// What the numbers of some lines do not settle: in most cases because they are zero.
  private func open(_ lines: [Derivation.Line]) -> TemplateObject? {
    let open = lines.filter { $0.comparison.verdict.why != nil }
    guard let first = open.first else { return nil }
    let zeros: [Comparison.Reason?] = [.bothZero, .zeroToRounding]
    let names = open.reduce(into: [String]()) {
      if !$0.contains($1.parameter) { $0.append($1.parameter) }
    }
    let isOne = names.count == 1
    return [
      "openNames": .html(
        .joined(names.map { SharedValues.parameter($0) }, separator: SafeHTML(escaping: ", "))),
      "isOne": .flag(isOne),
      "areZero": .flag(open.allSatisfy { zeros.contains($0.comparison.reason) }),
      "openWhy": .text(first.comparison.verdict.why ?? ""),
    ]
  }

  private func literal(_ evidence: Evidence) -> TemplateObject? {
    let readings = evidence.derivation.literal
    guard let first = readings.first else { return nil }
    let names = evidence.gradient.parameters
    let rows: [TemplateObject] = readings.map { reading in
      let truth = names.firstIndex(of: reading.parameter)
        .map { evidence.gradient.gradientOfAverage[$0] }
      return [
        "literalParameter": .html(SharedValues.parameter(reading.parameter)),
        "literalLine": .text("\(reading.line)"),
        "literalFormula": .html(SharedValues.math(reading.tex)),
        "literalValue": .text(NumberHTML.full(reading.value)),
        "meantValue": .text(truth.map(NumberHTML.full) ?? ""),
      ]
    }
    return [
      "stackedLiteral": .flag(isWide(readings.map { ($0.tex, [$0.value, $0.value]) })),
      "literalRows": .list(Array(rows.prefix(2 * openParameters))),
      "sameForAll": .flag(
        Set(readings.map(\.parameter)).count > 1
          && readings.allSatisfy { $0.value == first.value }),
    ]
  }

  private func routes(_ gradient: GradientEvidence) -> [TemplateObject] {
    gradient.otherRoutes.map { route in
      route.comparison.values.merging([
        "routeName": .text(route.name),
        "routeValues": .html(NumberHTML.fullVector(route.comparison.right)),
      ])
    }
  }
}
