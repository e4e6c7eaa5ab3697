import Plotting
import TrainingCore
import Typesetting

/// F5: the average of products is not the product of averages; the difference is a covariance.
struct Covariance: FigureRecipe {
  init() {}
  var name: String { "covariance" }
  var summary: String {
    "delta times activation as areas: their mean against the product of the means"
  }
  var position: Int { 30 }

  /// Up to here every sample has a rectangle; beyond, only its corner is drawn.
  static let rectangleLimit = 12
  /// Up to here every rectangle's area is written beside it.
  static let labelLimit = 5
  static let pointLimit = 2000

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let view = View(evidence)
    return Figure(
      title: title(view),
      subtitle: subtitle(evidence, view),
      description: description(evidence, view),
      panels: [view.areas, view.sums],
      columns: 2, size: Size(width: 680, height: 400))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let names = evidence.problem.parameters
    let activations = evidence.covariance.activations
    let deltas = evidence.samples.deltas
    let rows = deltas.indices.prefix(10_000).map { i in
      [String(i + 1), deltas[i].description] + activations.map { $0[i].description }
    }
    return FigureData(header: ["sample", "delta"] + names.map { "df/d\($0)" }, rows: Array(rows))
  }

  private func title(_ view: View) -> Label {
    view.isGap
      ? "The average of the products is not the product of the averages"
      : "Here the two averages of products cannot be told apart"
  }

  private func subtitle(_ evidence: Evidence, _ view: View) -> Label {
    let count = evidence.problem.data.rows
    let words = Subset.note(shown: view.rows.count, of: count)
    return Captions.list([
      Captions.data(evidence.problem, note: words), Captions.point(evidence.problem),
      Label(markup: "$\\delta_i = \\partial \\ell_i / \\partial f_i$"),
      Label(tex: "a_i = \\partial f_i / \\partial \(Names.tex(view.parameter))"),
    ])
  }

  private func description(_ evidence: Evidence, _ view: View) -> String {
    "For the parameter \(view.parameter), the mean of delta times activation over "
      + "\(NumberText.count(evidence.problem.data.rows)) samples is \(NumberText.short(view.mean)); "
      + "the product of mean delta and mean activation is \(NumberText.short(view.product)); "
      + "the covariance between them is \(NumberText.short(view.covariance))."
  }
}

extension Covariance {
  private struct View {
    var parameter: String
    var rows: [Int]
    var points: [Position]
    var means: Position
    var mean, product, covariance: Double
    /// Whether the two averages are told apart on these data.
    var isGap: Bool

    init(_ evidence: Evidence) {
      let measured = evidence.covariance
      let reading = evidence.readings.first { $0.kind == .signedErrors }?.comparison
      let gaps = reading?.visibleDifference ?? []
      // The first parameter with a gap beyond rounding: an intercept has none by construction.
      let index = gaps.firstIndex { $0 != 0 } ?? 0
      parameter = evidence.problem.parameters[index]
      rows = Subset.indices(
        of: evidence.samples.deltas.count, limit: pointLimit, seed: evidence.problem.seed)
      let activations = measured.activations[index]
      points = rows.map { Position(activations[$0], evidence.samples.deltas[$0]) }
      means = Position(measured.meanActivations[index], measured.meanDelta)
      mean = measured.meanOfProducts[index]
      product = measured.productOfMeans[index]
      covariance = measured.covariance[index]
      isGap = reading?.verdict == .different || reading?.isMultiple == true
    }

    private static let mine = Paint(.wrong)

    /// Each sample's product as the area of a rectangle, and the rectangle of the means.
    var areas: Panel {
      let origin = Position(0, 0)
      let few = points.count <= Covariance.rectangleLimit
      var marks: [any Mark] = [
        Rule(.horizontal(0), stroke: Stroke(Paint(.axis), width: 1, cap: .butt)),
        Rule(.vertical(0), stroke: Stroke(Paint(.axis), width: 1, cap: .butt)),
      ]
      if few {
        marks.append(
          Rectangles(
            points.map { Rectangles.Item(from: origin, to: $0) },
            fill: nil,
            stroke: Stroke(Paint(.sample), width: 1, cap: .butt)))
      }
      marks.append(
        Rectangles(
          [Rectangles.Item(from: origin, to: means)], fill: Paint(.wrong, opacity: 0.22),
          stroke: Stroke(Self.mine, width: 2, cap: .butt)))
      marks.append(
        Dots(
          points, paint: Paint(.ink, opacity: few ? 1 : 0.35), radius: few ? 3.5 : 1.75, halo: few))
      marks.append(Dots([means], paint: Self.mine, radius: 4.5))
      marks.append(
        TextMark(
          Label(markup: "$(\\bar a, \\bar\\delta)$"), at: means, paint: Paint(.text(.wrong)),
          priority: 1))
      if points.count <= Covariance.labelLimit {
        for (row, point) in zip(rows, points) {
          let area = NumberText.short(point.x * point.y)
          marks.append(
            TextMark(
              Label(tex: "\\delta_{\(row + 1)} a_{\(row + 1)}") + Label(verbatim: " = " + area),
              at: point,
              paint: Paint(.muted), size: 10.5))
        }
      }
      return Panel(
        title: few ? "each sample's product is an area" : "each sample's delta and activation",
        x: Axis(Label(markup: "activation $a_i$")), y: Axis(Label(markup: "delta $\\delta_i$")),
        frame: .box, marks: marks)
    }

    /// Product of the means plus covariance, beside the mean of the products.
    var sums: Panel {
      let left = (from: 0.05, to: 0.5)
      let right = (from: 1.5, to: 1.95)
      let total = product + covariance
      let plum = Stroke(Self.mine, width: 2, cap: .butt)
      let teal = Stroke(Paint(.averageOfGradients), width: 2, cap: .butt)
      return Panel(
        title: "what the averages add up to",
        x: Axis(domain: 0...2, ticks: .none), y: Axis(Label(markup: "$\\delta a$")),
        marks: [
          bar(left, 0, product, fill: Paint(.wrong, opacity: 0.22), stroke: plum),
          Rectangles(
            [Rectangles.Item(from: Position(left.from, product), to: Position(left.to, total))],
            fill: nil, hatch: Stroke(Paint(.wrong, opacity: 0.45), width: 1, cap: .butt),
            stroke: Stroke(Self.mine, width: 1.25, dash: [4, 3], cap: .butt)),
          bar(right, 0, mean, fill: Paint(.averageOfGradients, opacity: 0.25), stroke: teal),
          Rule(.horizontal(0), stroke: Stroke(Paint(.axis), width: 1, cap: .butt)),
          note(
            "\\bar\\delta\\,\\bar a", product, at: Position(left.to, product / 2), .wrong, angle: 0),
          note(
            "\\Cov(\\delta, a)", covariance, at: Position(left.to, product + covariance / 2),
            .wrong, angle: 0),
          note(
            "\\overline{\\delta a}", mean, at: Position(right.from, mean / 2),
            .averageOfGradients, angle: 180),
        ])
    }

    private func bar(
      _ sides: (from: Double, to: Double), _ low: Double, _ high: Double, fill: Paint,
      stroke: Stroke
    ) -> Rectangles {
      Rectangles(
        [Rectangles.Item(from: Position(sides.from, low), to: Position(sides.to, high))],
        fill: fill, stroke: stroke)
    }

    /// A bar's name and value beside it.
    private func note(
      _ tex: String, _ value: Double, at place: Position, _ role: ColorRole.TextRole,
      angle: Double
    ) -> TextMark {
      TextMark(
        Label(tex: tex) + Label(verbatim: " = " + NumberText.short(value)), at: place,
        paint: Paint(.text(role)), preferredAngles: [angle], clearance: 7, priority: 1)
    }
  }
}
