import Plotting
import TrainingCore
import Typesetting

/// F4: how far the two sides are apart for one model after the other, against what rounding allows
/// and against the gap that averaged errors leave.
struct ModelDots: FigureRecipe {
  init() {}
  var name: String { "models" }
  var summary: String { "the two sides for a line, a polynomial, a logistic model and a network" }
  var position: Int { 22 }

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let checks = evidence.modelChecks
    guard !checks.isEmpty else { throw Unavailable("no model could be measured") }
    let rows = ModelRows(checks)
    return Figure(
      title: title(rows), subtitle: subtitle(evidence, checks), note: rows.note,
      description: description(rows), panels: [rows.panel], legend: rows.legend,
      size: Size(width: 680, height: 420))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let checks = evidence.modelChecks
    guard !checks.isEmpty else { throw Unavailable("no model could be measured") }
    return FigureData(
      header: [
        "model", "formula", "precision", "samples", "parameters", "relative difference",
        "largest distance in ulps", "expected rounding", "end of the bar",
        "averaged errors: relative difference",
      ],
      rows: checks.map { check in
        [
          check.name, check.model, check.precision.rawValue, String(check.rows),
          String(check.parameters.count), check.comparison.relativeDifference.description,
          check.maxUlps.description, check.comparison.expectedRounding.description,
          check.tolerance.description,
          check.averagedErrors?.relativeDifference.description ?? "",
        ]
      })
  }

  private func title(_ rows: ModelRows) -> Label {
    guard rows.allAgree else { return "Not every model’s two sides can be judged on these data" }
    return rows.allErrorsDiffer
      ? "Linear or not, the two sides agree; averaged errors never do"
      : "Linear or not, the two sides differ by no more than rounding"
  }

  private func subtitle(_ evidence: Evidence, _ checks: [ModelCheck]) -> Label {
    let data = Captions.data(evidence.problem)
    guard let note = checks.first(where: { $0.kind == .line })?.note else { return data }
    let hasOwn = checks.contains { $0.kind == .own }
    return Captions.list([
      data, Label(verbatim: note + (hasOwn ? ", except for your model" : "")),
    ])
  }

  private func description(_ rows: ModelRows) -> String {
    func worst(_ precision: ModelCheck.Precision) -> String {
      let found = rows.checks.filter { $0.precision == precision }
      return NumberText.short(
        found.map(\.comparison.relativeDifference).max() ?? 0, digits: 2)
    }
    var text =
      "In each of \(rows.checks.count) rows, from a line to a network and in two precisions, a dot shows how far the "
      + "average of the gradients is from the gradient of the average. The largest relative "
      + "difference is \(worst(.double)) in double and \(worst(.float)) in single precision"
    text += rows.allAgree ? ", within the bars that rounding allows." : "."
    if let least = rows.leastErrorGap {
      text +=
        " Averaged errors, the rings, miss by \(NumberText.short(least, digits: 2)) at least, "
        + "for the line as well."
    }
    return text
  }
}

/// The rows of the dot plot, from top to bottom.
struct ModelRows {
  let checks: [ModelCheck]

  /// The left end of the axis, below all rounding; a difference of 0 is drawn there.
  private static let floor = 2e-18
  private static let right = 8.0

  init(_ checks: [ModelCheck]) {
    let order = ModelCheck.Precision.allCases.flatMap { precision in
      ModelCheck.Kind.allCases.map { (precision, $0) }
    }
    self.checks = order.flatMap { precision, kind in
      checks.filter { $0.precision == precision && $0.kind == kind }
    }
  }

  var allAgree: Bool { checks.allSatisfy { $0.comparison.verdict == .equal } }

  private var errors: [Comparison] { checks.compactMap(\.averagedErrors) }

  var allErrorsDiffer: Bool {
    !errors.isEmpty && errors.allSatisfy { $0.verdict == .different || $0.isMultiple }
  }

  /// The least gap of averaged errors, if all have one.
  var leastErrorGap: Double? {
    allErrorsDiffer ? errors.map(\.relativeDifference).min() : nil
  }

  /// The place of a row on the axis of bands, which counts from below.
  private func place(_ index: Int) -> Double { Double(checks.count - 1 - index) }

  private func shown(_ value: Double) -> Double {
    value.isFinite ? min(max(value, 1.6 * Self.floor), Self.right / 1.6) : Self.right / 1.6
  }

  private func label(_ check: ModelCheck) -> Label {
    Label(verbatim: check.precision == .float ? "\(check.name), float32" : check.name)
  }

  var panel: Panel {
    let names = checks.reversed().map(label)
    return Panel(
      x: Axis("relative difference", kind: .log, domain: Self.floor...Self.right),
      y: Axis(kind: .band(names)), frame: .open, marks: [bands, dots] + rings + values)
  }

  /// What rounding alone may do, from the axis's end to the bound.
  private var bands: Rectangles {
    Rectangles(
      checks.enumerated().map { index, check in
        Rectangles.Item(
          from: Position(Self.floor, place(index) - 0.32),
          to: Position(min(check.tolerance, 1), place(index) + 0.32))
      }, fill: Paint(.averageOfGradients, opacity: Self.bandOpacity))
  }

  private var dots: Dots {
    Dots(
      checks.enumerated().map {
        Position(shown($1.comparison.relativeDifference), place($0))
      }, paint: Paint(.averageOfGradients), radius: 5)
  }

  private var rings: [any Mark] {
    let points = checks.enumerated().compactMap { index, check in
      check.averagedErrors.map { Position(shown($0.relativeDifference), place(index)) }
    }
    return [Dots(points, paint: Paint(.wrong), radius: 5, style: .ring)]
  }

  /// Each dot's number to its right, each ring's to its left.
  private var values: [any Mark] {
    let items = checks.enumerated().flatMap { index, check -> [FixedTexts.Item] in
      let value = check.comparison.relativeDifference
      let text = value == 0 ? "0, bit for bit" : NumberText.short(value, digits: 2)
      let own = FixedTexts.Item(
        Label(verbatim: text), at: Position(shown(value), place(index)), side: .right,
        paint: Paint(.text(.averageOfGradients)))
      guard let wrong = check.averagedErrors else { return [own] }
      let other = FixedTexts.Item(
        Label(verbatim: NumberText.short(wrong.relativeDifference, digits: 2)),
        at: Position(shown(wrong.relativeDifference), place(index)), side: .left,
        paint: Paint(.text(.wrong)))
      return [own, other]
    }
    return [FixedTexts(items)]
  }

  var legend: [LegendEntry] {
    let entries = [
      LegendEntry(
        .dot(Paint(.averageOfGradients)), "average of gradients against gradient of average"),
      LegendEntry(
        .swatch(Paint(.averageOfGradients, opacity: Self.bandOpacity)), "what rounding allows"),
    ]
    guard !errors.isEmpty else { return entries }
    return entries + [LegendEntry(.ring(Paint(.wrong)), "averaged errors against it")]
  }

  /// Visible on both papers, with the dots' numbers on it.
  private static let bandOpacity = 0.3

  /// Where the bars end, where zeros stand, and what the labels of the logistic model are.
  var note: Label? {
    let factor = NumberText.short(Comparison.equalWithin)
    var text = "A bar ends at \(factor) times the rounding to be expected."
    if checks.contains(where: { $0.comparison.relativeDifference == 0 }) {
      text += " A difference of exactly 0 stands at the left end."
    }
    let logistic = checks.first { $0.kind == .logistic }
    if let note = logistic?.note, let range = note.firstRange(of: "labels: ") {
      text += " The logistic model’s \(note[range.lowerBound...])."
    }
    if checks.contains(where: { $0.precision == .float && $0.averagedErrors == nil }) {
      text += " Averaged errors are measured in double precision."
    }
    return Label(verbatim: text)
  }
}
