import Plotting
import TrainingCore
import Typesetting

/// The loss of two models' average prediction against the average of their losses: the distance of a
/// chord from the curve under it (Jensen's gap), for one sample and for all.
struct EnsembleParabola: FigureRecipe {
  init() {}
  var name: String { "ensemble" }
  var summary: String { "the loss of an average prediction below the average of two losses" }
  var position: Int { 210 }
  var cases: [String] { ["C19"] }

  /// More samples than this are drawn as a random part.
  static let pointLimit = 2000

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let models = try TwoModels(evidence)
    return Figure(
      title: models.title,
      subtitle: Captions.list([
        Captions.data(evidence.problem, note: models.inputNote),
        Label(verbatim: models.modelWords(evidence.problem)),
      ]),
      description: models.description,
      panels: [models.single(), models.all(seed: evidence.problem.seed)], columns: 2,
      legend: models.legend, size: Size(width: 680, height: 380))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let models = try TwoModels(evidence)
    let count = Subset.rowsOfData(models.ofMean.count, wide: models.samples.columns.count)
    return FigureData(
      header: ["sample"] + models.samples.columns.map(\.name),
      rows: (0..<count).map { row in
        [String(row + 1)] + models.samples.columns.map { $0.values[row].description }
      })
  }
}

/// What the case has measured, ready to be drawn.
private struct TwoModels {
  let samples: CaseTable
  let inputNote: String?
  /// The average of both losses and the loss of the average prediction, for each sample.
  let meanLosses, ofMean: [Double]
  private let curve: [Position]
  /// The sample on the curve, by its row.
  private let row: Int
  private let totals: (meanOfLosses: Double, lossOfMean: Double)

  init(_ evidence: Evidence) throws(Unavailable) {
    let measured = try evidence.measured("C19")
    inputNote = measured.inputNote
    guard let samples = measured.tables.first(where: { $0.name == "losses of two models" }),
      let single = measured.tables.first(where: { $0.name == "loss of one sample" }),
      let number = single["row"].first
    else { throw Unavailable("the models were not measured") }
    self.samples = samples
    row = Int(number)
    curve = Position.pairsWithGaps(single["prediction"], single["loss"])
    meanLosses = zip(samples["first loss"], samples["second loss"]).map { $0 / 2 + $1 / 2 }
    ofMean = samples["loss of the average prediction"]
    func value(_ name: String) -> Double {
      measured.numbers.first { $0.name == name }?.values.first ?? 0
    }
    totals = (
      value("average of both models’ mean losses"), value("mean loss of the average prediction")
    )
    let largest = meanLosses.map { abs($0) }.max() ?? 0
    guard samples["first prediction"].indices.contains(row),
      abs(meanLosses[row] - ofMean[row]) > 1e-9 * largest
    else { throw Unavailable("both models predict the same, or the loss has no curvature") }
  }

  /// The average of both losses minus the loss of the average.
  private var gap: Double { totals.meanOfLosses - totals.lossOfMean }

  /// Whether no sample's average prediction loses more than its models do on average, to rounding.
  private var isBelowEverywhere: Bool {
    zip(meanLosses, ofMean).allSatisfy { $1 <= $0 + 1e-12 * abs($0) }
  }

  var title: Label {
    if gap > 0, isBelowEverywhere {
      return "The average prediction loses less than its models do on average"
    }
    return gap > 0
      ? "On average over the samples the average prediction loses less"
      : "Here the average prediction loses no less than its models do"
  }

  var description: String {
    let one = [meanLosses[row], ofMean[row]].map(NumberText.loss)
    return
      "The loss of sample \(NumberText.count(row + 1)) over its prediction, with two models "
      + "on the curve. Halfway along the chord between them lies the average of their losses, "
      + "\(one[0]); on the curve, at the average prediction, its loss \(one[1]). In the other panel the same "
      + "two numbers of every sample; on the diagonal they would be equal. Over all samples the "
      + "average of the losses is \(NumberText.loss(totals.meanOfLosses)) and the loss of the "
      + "average prediction \(NumberText.loss(totals.lossOfMean))."
  }

  func modelWords(_ problem: Problem) -> String {
    let words = problem.modelWords
    return words.count <= 40 ? "two models of the form \(words)" : "two models of the given form"
  }

  var legend: [LegendEntry] {
    [
      LegendEntry(.dot(Paint(.sample)), "single models"),
      LegendEntry(.dot(Paint(.averageOfGradients)), "average of the losses"),
      LegendEntry(.dot(Paint(.wrong)), "loss of the average prediction"),
    ]
  }

  private var ends: (Position, Position) {
    (
      Position(samples["first prediction"][row], samples["first loss"][row]),
      Position(samples["second prediction"][row], samples["second loss"][row])
    )
  }

  /// One sample's loss with the chord between the models.
  func single() -> Panel {
    let (one, other) = ends
    let middle = one.x / 2 + other.x / 2
    let (above, below) = (Position(middle, meanLosses[row]), Position(middle, ofMean[row]))
    let difference = above.y - below.y
    let marks: [any Mark] = [
      Line(curve, stroke: Stroke(Paint(.muted), width: 2)),
      Segments(
        from: [one], to: [other], stroke: Stroke(Paint(.averageOfGradients), width: 1.25)),
      Segments(
        from: [above], to: [below], stroke: Stroke(Paint(.wrong), width: 1.25, dash: [3, 3])),
      Dots([one, other], paint: Paint(.sample), radius: 4),
      Dots([above], paint: Paint(.averageOfGradients), radius: 4),
      Dots([below], paint: Paint(.wrong), radius: 4),
      TextMark(
        Label(verbatim: "gap \(NumberText.loss(difference))"),
        at: above, paint: Paint(.text(.wrong)),
        preferredAngles: difference > 0 ? [90, 45, 135] : [270, 315, 225], clearance: 8,
        priority: 1),
    ]
    return Panel(
      title: Label(verbatim: "sample \(NumberText.count(row + 1))"),
      x: Axis("prediction"), y: Axis("loss of this sample"), marks: marks)
  }

  /// Both numbers of all samples.
  func all(seed: UInt64) -> Panel {
    let rows = Subset.indices(
      of: ofMean.count, limit: EnsembleParabola.pointLimit, seed: seed)
    let points = rows.map { Position(meanLosses[$0], ofMean[$0]).orGap }
    let style = PointStyle(count: points.count)
    var dots = style.dots(points)
    dots.paint = style.showsErrors ? Paint(.sample) : Paint(.sample, opacity: 0.5)
    let mean = Position(totals.meanOfLosses, totals.lossOfMean)
    return Panel(
      title: "all samples", x: Axis("average of the losses"),
      y: Axis("loss of the average prediction"),
      marks: [
        Rule(.equation(a: 1, b: -1, c: 0), label: "equal"), dots,
        Segments(
          from: [Position(mean.x, mean.x)], to: [mean],
          stroke: Stroke(Paint(.wrong), width: 1.25, dash: [3, 3])),
        Dots([mean], paint: Paint(.paper), radius: 5, halo: false),
        Dots([mean], paint: Paint(.wrong), radius: 5, style: .ring, label: "mean of all samples"),
      ])
  }
}
