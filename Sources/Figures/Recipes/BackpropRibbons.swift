import Plotting
import TrainingCore
import Typesetting

/// F8: the way back from the average loss: every sample has a lane with its own delta and its own
/// stored activation, and only at the shared weight the lanes are added up.
struct BackpropRibbons: FigureRecipe {
  init() {}
  var name: String { "backprop-ribbons" }
  var summary: String { "the way back through every sample’s own activation to the shared weight" }
  var position: Int { 41 }

  /// More lanes than this cannot be read.
  static let laneLimit = 4

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let lanes = try Lanes(evidence)
    return Figure(
      title: title(evidence, lanes), subtitle: subtitle(evidence, lanes), note: lanes.note,
      description: lanes.description, panels: [lanes.panel], legend: lanes.legend,
      size: Size(width: 680, height: 150 + 52 * Double(lanes.rows)))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let lanes = try Lanes(evidence)
    let count = Subset.rowsOfData(lanes.products.count, wide: 1)
    return FigureData(
      header: ["sample", "seed", "delta", "activation", "contribution"],
      rows: (0..<count).map { index in
        [
          String(index + 1), lanes.seed.description, lanes.deltas[index].description,
          lanes.activations[index].description, lanes.products[index].description,
        ]
      })
  }

  private func title(_ evidence: Evidence, _ lanes: Lanes) -> Label {
    evidence.gradient.comparison.verdict == .equal
      ? "Which activation? All of them: every lane keeps its own"
      : "Every sample’s lane keeps its own activation"
  }

  private func subtitle(_ evidence: Evidence, _ lanes: Lanes) -> Label {
    Captions.list([
      Captions.data(evidence.problem), Captions.point(evidence.problem),
      Label(markup: "$\\delta_i = \\partial \\ell_i / \\partial f_i$"),
      Label(tex: "a_i = \\partial f_i / \\partial \(Names.tex(lanes.parameter))"),
    ])
  }
}

extension BackpropRibbons {
  /// What flows through each lane to one parameter.
  struct Lanes {
    let parameter: String
    let deltas, activations: [Double]
    /// delta_i a_i / N.
    let products: [Double]
    let seed: Double
    /// The average loss, and its derivative by the parameter from route 1.
    let objective, gradient: Double

    /// - Throws: ``Unavailable`` if nothing flows.
    init(_ evidence: Evidence) throws(Unavailable) {
      let activations = evidence.covariance.activations
      let names = evidence.problem.parameters
      let gradients = evidence.gradient.gradientOfAverage
      // A parameter whose activations differ, or nobody would ask which one.
      let varying = activations.indices.filter { Set(activations[$0].prefix(1000)).count > 1 }
      let gaps = evidence.covariance.covariance.map(\.magnitude)
      let isNetwork = evidence.problem.network != nil
      let wanted = isNetwork ? varying.max { gaps[$0] < gaps[$1] } : varying.first
      guard let index = wanted ?? names.indices.first else {
        throw Unavailable("there is no parameter")
      }
      parameter = names[index]
      deltas = evidence.samples.deltas
      self.activations = activations[index]
      let count = Double(deltas.count)
      seed = 1 / count
      products = zip(deltas, activations[index]).map { $0 * $1 / count }
      objective = evidence.objective
      gradient = gradients[index]
      guard products.contains(where: { $0 != 0 && $0.isFinite }) else {
        throw Unavailable("no sample contributes to the derivative by \(names[index])")
      }
    }

    /// How many samples have a lane of their own.
    private var shown: Int { min(products.count, laneLimit) }
    private var rest: Int { products.count - shown }
    /// Lanes and, if there are more samples, the row for the rest.
    var rows: Int { shown + (rest > 0 ? 1 : 0) }
    private var restSum: Double { products[shown...].reduce(0, +) }

    private func short(_ value: Double) -> String { NumberText.short(value, digits: 3) }

    private var boxes: DiagramBoxes {
      let middle = Double(rows - 1) / 2
      let high = Double(max(rows, 1))
      var items = [
        DiagramBoxes.Item(
          "w", column: 0, row: middle, span: high,
          label: Names.partial(parameter), caption: Label(verbatim: short(gradient)),
          paint: Paint(.averageOfGradients)),
        DiagramBoxes.Item(
          "J", column: 3, row: middle, span: high,
          label: "$J$", caption: Label(verbatim: short(objective)),
          paint: Paint(.gradientOfAverage)),
      ]
      for index in 0..<shown {
        items += [
          DiagramBoxes.Item(
            "a\(index)", column: 1, row: Double(index),
            label: Label(tex: "a_{\(index + 1)}")
              + Label(verbatim: " = \(short(activations[index]))"),
            caption: Label(verbatim: "→ \(short(products[index]))")),
          DiagramBoxes.Item(
            "d\(index)", column: 2, row: Double(index),
            label: Label(tex: "\\delta_{\(index + 1)}"),
            caption: Label(verbatim: short(deltas[index]))),
        ]
      }
      if rest > 0 {
        items += [
          DiagramBoxes.Item(
            "a\(shown)", column: 1, row: Double(shown),
            label: Label(verbatim: "\(NumberText.count(rest)) more"),
            caption: Label(verbatim: "→ \(short(restSum))")),
          DiagramBoxes.Item(
            "d\(shown)", column: 2, row: Double(shown),
            label: Label(markup: "$\\delta_{\(shown + 1)}$ … $\\delta_{\(products.count)}$")),
        ]
      }
      return DiagramBoxes(items)
    }

    /// How many times as wide as the widest single lane the rest's is drawn at most.
    private static let restLimit = 1.5

    /// What the rest's ribbon is drawn with: less than the sum where that would dwarf all others.
    private var restDrawn: Double {
      let widest = products.prefix(shown).map(\.magnitude).max() ?? 0
      guard widest > 0, abs(restSum) > Self.restLimit * widest else { return restSum }
      return (restSum < 0 ? -1 : 1) * Self.restLimit * widest
    }

    /// Contributions in one scale, those against the sum's sign in another colour.
    private var contributions: [Ribbons.Flow] {
      let amounts = Array(products.prefix(shown)) + (rest > 0 ? [restDrawn] : [])
      return amounts.enumerated().flatMap { index, amount -> [Ribbons.Flow] in
        let isAlong = amount == 0 || (amount < 0) == (gradient < 0)
        let paint = Paint(isAlong ? .averageOfGradients : .olive)
        return [
          Ribbons.Flow(
            from: "d\(index)", to: "a\(index)", magnitude: amount, paint: paint, head: false),
          Ribbons.Flow(
            from: "a\(index)", to: "w", magnitude: amount, paint: paint),
        ]
      }
    }

    private var seeds: [Ribbons.Flow] {
      (0..<rows).map { index in
        Ribbons.Flow(
          from: "J", to: "d\(index)", magnitude: 1, paint: Paint(.gradientOfAverage))
      }
    }

    var panel: Panel {
      let boxes = boxes
      return Panel(
        x: Axis(), y: Axis(), frame: .none,
        marks: [
          Ribbons(seeds, between: boxes, greatestWidth: 5),
          Ribbons(contributions, between: boxes, greatestWidth: 24), boxes,
        ])
    }

    private var hasOpposed: Bool {
      contributions.contains { $0.paint == Paint(.olive) }
    }

    var legend: [LegendEntry] {
      var entries = [
        LegendEntry(
          .swatch(Paint(.gradientOfAverage, opacity: 0.55)), "seed $1/N$ into every lane"),
        LegendEntry(.swatch(Paint(.sample, opacity: 0.55)), "stored for every sample"),
        LegendEntry(
          .swatch(Paint(.averageOfGradients, opacity: 0.55)), "contribution $\\delta_i a_i / N$"),
      ]
      if hasOpposed {
        entries.append(
          LegendEntry(.swatch(Paint(.olive, opacity: 0.55)), "of opposite sign"))
      }
      return entries
    }

    var note: Label? {
      guard rest > 0 else { return nil }
      let scale = restDrawn == restSum ? "." : " and is drawn narrower than they are together."
      return Label(
        verbatim: "The first \(shown) samples have lanes of their own; the last lane adds up the "
          + "other \(NumberText.count(rest))" + scale)
    }

    var description: String {
      let count = NumberText.count(products.count)
      let first = zip(1..., products.prefix(shown)).map { "\(short($1)) from sample \($0)" }
      let more = rest > 0 ? " and \(short(restSum)) from \(NumberText.count(rest)) others" : ""
      return
        "From the average loss \(short(objective)) a seed of 1/N goes into each of \(count) lanes. "
        + "In its lane a sample’s delta meets the activation that this sample stored, and what comes "
        + "out is added at the parameter \(parameter): \(first.joined(separator: ", "))\(more), in "
        + "all \(short(gradient)). No activation is averaged."
    }
  }
}
