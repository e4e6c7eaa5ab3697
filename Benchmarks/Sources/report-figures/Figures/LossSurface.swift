import BenchmarkData
import Plotting

/// Figure 5: the loss in three dimensions with the path of descent on it.
struct LossSurface: ReportFigure {
  func figure(_ data: ReportData) -> Figure {
    let field = ScalarField(x: data.slopes, y: data.intercepts, values: data.surface)
    return Figure(
      title: "Loss surface",
      description: "The mean loss over slope and intercept as a surface with the path of descent.",
      panels: [
        Panel(
          x: Axis(domain: -1...4), y: Axis(domain: -3...2), frame: .none,
          marks: [
            Surface(
              field, xLabel: "$m$", yLabel: "$b$", zLabel: "$J$",
              path: data.runs.first?.positions ?? [])
          ])
      ],
      size: ReportFigures.size)
  }
}
