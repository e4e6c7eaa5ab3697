public import Plotting
public import TrainingCore
import Typesetting

/// F6: the average loss over two parameters, with the paths of the right and the wrong average.
public struct LossSurfaceContours: FigureRecipe {
  public init() {}
  public var name: String { "loss-surface" }
  public var summary: String {
    "contours of the average loss, the paths of descent, and where the wrong average stands still"
  }
  public var position: Int { 40 }

  /// How many steps of stochastic descent are drawn.
  static let stochasticSteps = 15

  public func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let training = try evidence.training.get()
    let field = training.surface.field
    let levels = Levels.geometric(training.surface.values)
    return Figure(
      title: title(training),
      subtitle: subtitle(training),
      note: note(training),
      description: description(training),
      panels: [
        Panel(
          x: Axis(training.axisName(0), domain: training.surface.xDomain),
          y: Axis(training.axisName(1), domain: training.surface.yDomain),
          frame: .box,
          marks: [
            FilledContours(field, levels: levels),
            ContourLines(field, levels: Array(levels.dropFirst())),
          ] + overlays(training),
          colorBar: ColorBar("loss", levels: levels), legend: legend(training))
      ],
      size: Size(width: 680, height: 480))
  }

  public func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let training = try evidence.training.get()
    let paths = [
      ("average loss", training.right), ("one sample a step", training.stochastic),
      ("averaged errors", training.wrong),
    ]
    let rows = paths.flatMap { name, path in
      path.points.indices.map { i in
        [name, String(path.steps[i])] + path.points[i].map(\.description)
          + [path.losses[i].description]
      }
    }
    return FigureData(
      header: ["path", "step"] + training.problem.parameters + ["average loss"], rows: rows)
  }

  private static let standstill = Stroke(Paint(.wrong), width: 1.5, dash: [5, 4], cap: .butt)
  private static let single = Stroke(Paint(.ink, opacity: 0.55), width: 1)

  private func overlays(_ training: TrainingEvidence) -> [any Mark] {
    [
      ContourLine(training.stationary.field, level: 0, stroke: Self.standstill),
      Line(stochasticPath(training), stroke: Self.single),
      TrajectoryMark(
        training.path(training.wrong), paint: Paint(.wrong), label: "averaged errors",
        endLabel: Label(verbatim: training.endWords(training.wrong))),
      TrajectoryMark(
        training.path(training.right), label: "average loss", startLabel: "start",
        endLabel: Label(verbatim: training.endWords(training.right))),
    ]
  }

  /// More steps only scribble around the optimum.
  private func stochasticPath(_ training: TrainingEvidence) -> [Position] {
    let path = training.path(training.stochastic)
    let count = training.stochastic.steps.prefix { $0 <= Self.stochasticSteps }.count
    return Array(path.prefix(count))
  }

  private func legend(_ training: TrainingEvidence) -> [LegendEntry] {
    let steps = min(Self.stochasticSteps, training.stochastic.steps.last ?? 0)
    return [
      LegendEntry(
        .line(Self.standstill), "no error on average: averaged errors stand still"),
      LegendEntry(.line(Self.single), Label(verbatim: "\(steps) steps with one sample each")),
    ]
  }

  private func title(_ training: TrainingEvidence) -> Label {
    let right = NumberText.short(training.right.losses.last ?? .nan, digits: 3)
    let wrong = NumberText.short(training.wrong.losses.last ?? .nan, digits: 3)
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

  private func description(_ training: TrainingEvidence) -> String {
    "Contours of the average loss over two parameters; the least value is "
      + "\(NumberText.short(training.optimum.value)). Descent on the average loss "
      + "\(training.endSentence(training.right)); descent on averaged errors "
      + "\(training.endSentence(training.wrong)). A dashed line marks where the averaged error is "
      + "zero."
  }
}
