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
    let isClose = view.bars.needsCloseUp
    return Figure(
      title: title(view),
      subtitle: subtitle(evidence, view),
      description: description(evidence, view),
      panels: [view.areas, view.bars.panel] + (isClose ? [view.bars.closeUp] : []),
      columns: 2, size: Size(width: 680, height: isClose ? 640 : 400))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let names = evidence.problem.parameters
    let activations = evidence.covariance.activations
    let deltas = evidence.samples.deltas
    let shown = Subset.rowsOfData(deltas.count, wide: activations.count)
    let rows = deltas.indices.prefix(shown).map { i in
      [String(i + 1), deltas[i].description] + activations.map { $0[i].description }
    }
    return FigureData(header: ["sample", "delta"] + names.map { "df/d\($0)" }, rows: Array(rows))
  }

  private func title(_ view: View) -> Label {
    view.bars.isGap
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
    let texts = view.bars.texts
    let rows = evidence.problem.data.rows
    let count = rows == 1 ? "the one sample" : "\(NumberText.count(rows)) samples"
    let dots =
      view.isFew
      ? "Each grey rectangle, from the origin to a dot, is one sample’s product \u{03B4} times a"
      : "Each dot is one sample’s pair of factors, \u{03B4} and a"
    let ends =
      view.bars.isGap
      ? "The bars differ by the covariance"
        + (view.bars.needsCloseUp ? "; the last panel shows their ends from near by." : ".")
      : "The two bars cannot be told apart, so no covariance can be seen on these data."
    return
      "\(dots), for the parameter \(view.parameter); the plum rectangle is the product of the "
      + "averages. Over \(count), product of averages and covariance, the plum and the hatched "
      + "bar, are \(texts.first) and \(texts.second); the average of the products, the teal bar, "
      + "is \(texts.total). \(ends)"
  }
}

extension Covariance {
  private struct View {
    var parameter: String
    var rows: [Int]
    var points: [Position]
    var means: Position
    var bars: CovarianceBars
    /// What the two factors are on this problem.
    var xTitle, yTitle: Label

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
      xTitle = Self.title(activations, evidence, by: parameter)
      yTitle = Self.deltaTitle(evidence)
      means = Position(measured.meanActivations[index], measured.meanDelta)
      bars = CovarianceBars(
        product: measured.productOfMeans[index], covariance: measured.covariance[index],
        mean: measured.meanOfProducts[index],
        isGap: reading?.verdict == .different || reading?.isMultiple == true)
    }

    private static let mine = Paint(.wrong)

    /// A slope's activation is an input, which has a name that readers know.
    private static func title(
      _ activations: [Double], _ evidence: Evidence, by parameter: String
    ) -> Label {
      if let input = evidence.input(thatIs: activations) {
        return Label(markup: "$a_i$, the input ") + Names.column(input)
      }
      return Label(markup: "$a_i$, the slope of the prediction by ") + Names.parameter(parameter)
    }

    private static func deltaTitle(_ evidence: Evidence) -> Label {
      if let factor = evidence.deltaPerError, abs(factor + 2) < 1e-9 {
        return Label(markup: "$\\delta_i$, minus twice the error")
      }
      return Label(markup: "$\\delta_i$, the slope of the loss")
    }

    /// Whether every sample has a rectangle.
    var isFew: Bool { points.count <= Covariance.rectangleLimit }

    /// Each sample's product as the area of a rectangle, and the rectangle of the means.
    var areas: Panel {
      let origin = Position(0, 0)
      let few = isFew
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
        title: few ? "each sample’s product is an area" : "each sample’s two factors",
        x: Axis(xTitle), y: Axis(yTitle),
        frame: .box, marks: marks)
    }
  }
}
