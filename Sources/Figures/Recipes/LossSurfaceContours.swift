import Plotting
import TrainingCore
import Typesetting

/// F6: the average loss over two parameters, with the paths of the right and the wrong average.
struct LossSurfaceContours: FigureRecipe {
  init() {}
  var name: String { "loss-surface" }
  var summary: String {
    "contours of the average loss, the paths of descent, and where the wrong average stands still"
  }
  var position: Int { 40 }

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let training = try evidence.training.get()
    let field = training.surface.field
    let levels = Levels.geometric(training.surface.values)
    return Figure(
      title: title(training),
      subtitle: subtitle(training),
      note: note(training),
      description: description(evidence, training),
      panels: [
        Panel(
          x: Axis(training.axisName(0), domain: training.surface.xDomain),
          y: Axis(training.axisName(1), domain: training.surface.yDomain),
          frame: .box,
          marks: [
            FilledContours(field, levels: levels),
            ContourLines(field, levels: Array(levels.dropFirst())),
          ] + overlays(training),
          colorBar: ColorBar("loss", levels: levels), legend: legend(evidence, training))
      ],
      size: Size(width: 680, height: 480))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let training = try evidence.training.get()
    let paths = [
      ("average loss", training.right), ("one sample a step", training.stochastic),
      ("averaged errors", training.wrong),
    ]
    // Of a network's parameters only those on the axes move.
    let shown =
      training.problem.network == nil
      ? Array(training.problem.parameters.indices) : training.plane
    let rows = paths.flatMap { name, path in
      path.points.indices.map { i in
        [name, String(path.steps[i])] + shown.map { path.points[i][$0].description }
          + [path.losses[i].description]
      }
    }
    return FigureData(
      header: ["path", "step"] + shown.map { training.problem.parameters[$0] } + ["average loss"],
      rows: rows)
  }

  private static let standstill = Stroke(Paint(.wrong), width: 1.5, dash: [5, 4], cap: .butt)
  private static let single = Stroke(Paint(.ink), width: 1)

  private func overlays(_ training: TrainingEvidence) -> [any Mark] {
    [
      ContourLine(training.stationary.field, level: 0, stroke: Self.standstill)
    ] + stochasticMarks(training) + [
      TrajectoryMark(
        training.path(training.wrong), paint: Paint(.wrong), label: "averaged errors",
        endLabel: Label(verbatim: training.endWords(training.wrong))),
      TrajectoryMark(
        training.path(training.right), label: "average loss", startLabel: "start",
        endLabel: Label(verbatim: training.endWords(training.right))),
    ]
  }

  /// A thin line with a dot for every step and paper around both, or it would pass for a contour.
  private func stochasticMarks(_ training: TrainingEvidence) -> [any Mark] {
    let path = StochasticPath(training)
    guard path.isWorthDrawing else { return [] }
    let dots = Array(path.points.prefix(path.steps + 1).dropFirst())
    return [
      Line(path.points, stroke: Self.single, halo: true), Dots(dots, radius: 2),
    ]
  }

  /// What is zero where descent on averaged errors stands still: the mean error itself only if
  /// every delta is a multiple of its error.
  private static func cancelled(_ evidence: Evidence) -> String {
    evidence.deltaPerError == nil ? "mean \u{03B4}" : "the mean error"
  }

  private func legend(_ evidence: Evidence, _ training: TrainingEvidence) -> [LegendEntry] {
    let still = LegendEntry(
      .line(Self.standstill),
      evidence.deltaPerError == nil
        ? "mean $\\delta$ is zero: descent on averaged deltas stops here"
        : "mean error is zero: descent on averaged errors stops here")
    let path = StochasticPath(training)
    guard path.isWorthDrawing else { return [still] }
    return [
      still,
      LegendEntry(.line(Self.single), Label(verbatim: "\(path.steps) steps with one sample each")),
    ]
  }

  private func title(_ training: TrainingEvidence) -> Label {
    let right = NumberText.loss(training.right.losses.last ?? .nan)
    let wrong = NumberText.loss(training.wrong.losses.last ?? .nan)
    switch (training.outcome(of: training.right), training.outcome(of: training.wrong)) {
    case (.arrived, .stoppedShort):
      return Label(verbatim: "Averaged errors stop at \(wrong); the average loss reaches \(right)")
    case (.arrived, .arrived):
      return "In this run both averages lead to the optimum"
    case (.arrived, .diverged):
      return "The average loss leads to the optimum; averaged errors diverge"
    case (.arrived, .unfinished):
      return "The average loss leads to the optimum; averaged errors are still on the way"
    case (.diverged, _): return "Descent on the average loss diverges from this start"
    case (.unfinished, _), (.stoppedShort, _):
      return "Descent on the average loss has not reached the optimum"
    }
  }

  private func subtitle(_ training: TrainingEvidence) -> Label {
    Captions.list([
      Captions.data(training.problem),
      Label(verbatim: "step size \(NumberText.short(training.learningRate, digits: 3))"),
      Label(verbatim: "\(NumberText.count(training.right.steps.last ?? 0)) steps"),
    ])
  }

  private func note(_ training: TrainingEvidence) -> Label? {
    var sentences: [String] = []
    if let note = training.inputNote { sentences.append("Trained with \(note).") }
    if training.problem.parameters.count > 2 {
      sentences.append("All other parameters rest at the optimum.")
    }
    return sentences.isEmpty ? nil : Label(verbatim: sentences.joined(separator: " "))
  }

  private func description(_ evidence: Evidence, _ training: TrainingEvidence) -> String {
    "Contours of the average loss over two parameters; the least value is "
      + "\(NumberText.loss(training.optimum.value)). Follow the paths from their common start: the "
      + "orange one, descent on the average loss, \(training.endSentence(training.right)); the plum "
      + "one, descent on averaged errors, \(training.endSentence(training.wrong)). Along the dashed "
      + "line \(Self.cancelled(evidence)) is zero, and averaged errors lead no further."
      + StochasticPath(training).sentence
  }
}
