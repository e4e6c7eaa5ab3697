import BenchmarkData
import Plotting

/// Figure 8: the loss of three runs on a logarithmic axis.
struct LossCurves: ReportFigure {
  func figure(_ data: ReportData) -> Figure {
    Figure(
      title: "Loss while training",
      description: "The mean loss of three runs over the fraction of the run.",
      panels: [
        Panel(
          x: Axis("fraction of the run"), y: Axis("$J$", kind: .log),
          marks: data.runs.map { run in
            let places = Grid.linear(0, 1, count: run.losses.count)
            return Line(
              Position.pairs(places, run.losses), stroke: Stroke(run.paint, width: 1.25),
              endLabel: Label(verbatim: run.name))
          })
      ],
      size: ReportFigures.size)
  }
}
