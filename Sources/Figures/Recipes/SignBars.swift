import Plotting
import TrainingCore
import Typesetting

/// F14: the signs of the mean gradient beside the mean of the samples' signs.
struct SignBars: FigureRecipe {
  init() {}
  var name: String { "signs" }
  var summary: String { "the signs of the mean gradient and the mean of the samples’ signs" }
  var position: Int { 140 }
  var cases: [String] { ["C09", "C10"] }

  /// The most components that have a group of bars.
  private static let shown = 6

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let all = try Self.components(evidence)
    let rows = Self.largest(all)
    let places = rows.map { Names.parameter($0.name) }
    let width = 0.26
    // More groups leave no room for numbers.
    let numbers: Bars.Numbers = rows.count > 3 ? .none : .values
    return Figure(
      title: Self.title(all),
      subtitle: Captions.list([
        Captions.data(evidence.problem), Captions.point(evidence.problem),
        "each component by itself",
      ]),
      note: evidence.problem.parameters.count > rows.count
        ? Label(
          verbatim: "The \(rows.count) largest of "
            + "\(NumberText.count(evidence.problem.parameters.count)) components.") : nil,
      description: Self.description(rows),
      panels: [
        Panel(
          x: Axis(kind: .band(places)), y: Axis("in units of a sign", domain: -1.25...1.25),
          marks: [
            Rule(.horizontal(0), stroke: Stroke(Paint(.axis), width: 1, cap: .butt)),
            Bars(
              rows.map(\.ofMean), width: width, offset: -width, paint: Paint(.gradientOfAverage),
              numbers: numbers, label: "sign of the mean gradient"),
            Bars(
              rows.map(\.meanOfSigns), width: width, paint: Paint(.wrong), numbers: numbers,
              label: "mean of the samples’ signs"),
            Bars(
              rows.map(\.rootMeanSquare), width: width, offset: width, paint: Paint(.olive),
              numbers: numbers, label: "mean over root mean square"),
          ])
      ], size: Size(width: 680, height: 380))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    FigureData(
      header: [
        "parameter", "sign of the mean", "mean of the signs", "mean over root mean square",
      ],
      rows: Self.largest(try Self.components(evidence)).map {
        [
          $0.name, $0.ofMean.description, $0.meanOfSigns.description,
          $0.rootMeanSquare.description,
        ]
      })
  }

  /// One component by three ways.
  private struct Component {
    var name: String
    /// The component's size in the mean gradient.
    var size: Double
    var ofMean, meanOfSigns, rootMeanSquare: Double
    /// Whether most samples pull the other way than the mean.
    var isTurned: Bool { ofMean * meanOfSigns < 0 }
  }

  private static func components(_ evidence: Evidence) throws(Unavailable) -> [Component] {
    let signs = try evidence.measured("C09").comparison
    let squares = try evidence.measured("C10").comparison
    let gradient = evidence.gradient.gradientOfAverage
    let sizes = gradient.map { abs($0) }
    guard sizes.allSatisfy(\.isFinite), sizes.contains(where: { $0 > 0 }) else {
      throw Unavailable("the mean gradient is zero or not a number, so it has no signs")
    }
    return gradient.indices.map { index in
      Component(
        name: evidence.problem.parameters[index], size: sizes[index], ofMean: signs.left[index],
        meanOfSigns: signs.right[index], rootMeanSquare: squares.right[index])
    }
  }

  /// Those with the largest components of the mean gradient, in the order of the parameters.
  private static func largest(_ all: [Component]) -> [Component] {
    let order = all.indices.sorted {
      all[$0].size == all[$1].size ? $0 < $1 : all[$0].size > all[$1].size
    }
    return order.prefix(shown).sorted().map { all[$0] }
  }

  private static func title(_ rows: [Component]) -> Label {
    if rows.contains(where: \.isTurned) {
      return "Averaged signs turn a component of the gradient around"
    }
    return rows.contains { abs($0.meanOfSigns) < 1 }
      ? "A mean of signs is shorter wherever samples disagree"
      : "Here all samples agree in every sign"
  }

  private static func description(_ rows: [Component]) -> String {
    let parts = rows.map { row in
      "\(row.name): \(NumberText.short(row.ofMean)), \(NumberText.short(row.meanOfSigns)), "
        + "\(NumberText.short(row.rootMeanSquare))"
    }
    return
      "For each component of the gradient three bars, in this order: the sign of the mean gradient, the "
      + "mean of the samples’ signs, and the mean gradient over the samples’ root mean square. "
      + parts.joined(separator: "; ") + "."
  }
}
