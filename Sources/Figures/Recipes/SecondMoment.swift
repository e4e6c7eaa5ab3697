import Plotting
import TrainingCore
import Typesetting

/// F15: the second moment of a batch's gradient, by the batch size.
struct SecondMoment: FigureRecipe {
  init() {}
  var name: String { "second-moment" }
  var summary: String { "the mean squared gradient of a batch, by the batch size" }
  var position: Int { 150 }
  var cases: [String] { ["C11"] }

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let moments = try Self.components(evidence)
    let sizes = try Self.table(evidence)["batch size"]
    return Figure(
      title: moments.allSatisfy { ($0.measured.first ?? 0) > 1.01 * ($0.measured.last ?? 0) }
        ? "The larger the batch, the smaller the squared gradient on average"
        : "Here the squared gradient hardly depends on the batch size",
      subtitle: Captions.list([
        Captions.data(evidence.problem), Captions.point(evidence.problem),
        "batches drawn without replacement",
      ]),
      note: Self.note(try Self.table(evidence)), description: Self.description(moments, sizes),
      panels: moments.map { Self.panel($0, sizes) }, columns: moments.count,
      legend: [
        LegendEntry(.dot(Paint(.averageOfGradients)), "measured on batches"),
        LegendEntry(
          .line(Stroke(Paint(.muted), width: 1.5)), "squared mean plus variance of the mean"),
        LegendEntry(
          .line(Stroke(Paint(.gradientOfAverage), width: 1.25, dash: [4, 3])),
          "squared mean gradient"),
      ], size: Size(width: 680, height: 380))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let columns = try Self.table(evidence).columns
    let rows = columns.first?.values.count ?? 0
    return FigureData(
      header: columns.map(\.name),
      rows: (0..<rows).map { row in columns.map { $0.values[row].description } })
  }

  private struct Component {
    var name: String
    var measured, formula, squaredMean: [Double]
  }

  private static func table(_ evidence: Evidence) throws(Unavailable) -> CaseTable {
    guard let table = try evidence.measured("C11").tables.first, table["batch size"].count > 1
    else {
      throw Unavailable("there is one batch size only")
    }
    return table
  }

  private static func components(_ evidence: Evidence) throws(Unavailable) -> [Component] {
    let table = try table(evidence)
    let names = table.columns.map(\.name).filter { $0.hasPrefix("second moment, ") }
      .map { String($0.dropFirst(15)) }
    let all = names.map { name in
      Component(
        name: name, measured: table["second moment, \(name)"],
        formula: table["by the formula, \(name)"], squaredMean: table["squared mean, \(name)"])
    }
    let drawn = all.filter { component in
      component.measured.contains { $0 > 0 } && component.squaredMean.contains(where: \.isFinite)
        && (component.measured + component.formula).allSatisfy(\.isFinite)
    }
    guard !drawn.isEmpty else { throw Unavailable("the samples’ gradients are all zero") }
    return drawn
  }

  private static func panel(_ component: Component, _ sizes: [Double]) -> Panel {
    func points(_ values: [Double]) -> [Position] {
      values.enumerated().map { Position(Double($0), $1) }
    }
    // Beyond two decades large batches would all lie on the line.
    let drawn = component.measured + component.squaredMean
    let isWide =
      drawn.allSatisfy { $0 > 0 } && (drawn.max() ?? 1) > 100 * (drawn.min() ?? 1)
    let squared = component.squaredMean.first ?? 0
    return Panel(
      title: Label(markup: "component by $\(Names.tex(component.name))$"),
      x: Axis(
        "samples in a batch",
        kind: .band(sizes.map { Label(verbatim: NumberText.count(Int($0))) })),
      y: Axis("mean of the square", kind: isWide ? .log : .linear),
      marks: [
        Rule(
          .horizontal(squared),
          stroke: Stroke(Paint(.gradientOfAverage), width: 1.25, dash: [4, 3], cap: .butt)),
        Line(points(component.formula), stroke: Stroke(Paint(.muted), width: 1.5)),
        Dots(points(component.measured), paint: Paint(.averageOfGradients), radius: 4),
      ])
  }

  /// How many batches were drawn, where not all were gone through.
  private static func note(_ table: CaseTable) -> Label? {
    let draws = table["batches drawn"]
    guard let most = draws.max(), most > 0, let fewest = draws.filter({ $0 > 0 }).min() else {
      return "All batches of each size."
    }
    let range =
      fewest == most
      ? NumberText.count(Int(most))
      : "\(NumberText.count(Int(fewest))) to \(NumberText.count(Int(most)))"
    return Label(
      verbatim: "Between one sample and all: \(range) random batches of each size, which scatter.")
  }

  private static func description(_ moments: [Component], _ sizes: [Double]) -> String {
    let parts = moments.map { component in
      let ends = [component.measured.first ?? 0, component.measured.last ?? 0]
      return
        "by \(component.name) it is \(NumberText.short(ends[0])) for single samples and "
        + "\(NumberText.short(ends[1])) for batches of \(NumberText.count(Int(sizes.last ?? 0))), with "
        + "\(NumberText.short(component.squaredMean.first ?? 0)) the squared mean"
    }
    return
      "Dots are the mean of the squared gradient over batches of each size, beside the formula’s line; "
      + parts.joined(separator: "; ") + "."
  }
}
