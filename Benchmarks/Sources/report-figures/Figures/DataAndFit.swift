import BenchmarkData
import Plotting

/// Figure 1: a hundred samples, the fitted line and the line at the start.
struct DataAndFit: ReportFigure {
  func figure(_ data: ReportData) -> Figure {
    let (fit, start) = (data.line.fit, data.start)
    let ends = [-2.0, 2.0]
    let sign = fit.intercept < 0 ? "-" : "+"
    let equation = "y = \(fit.slope.text(decimals: 3)) x \(sign) "
    return Figure(
      title: "Data and the fitted line",
      description: "A hundred samples, the line of least squares and the line at the start.",
      panels: [
        Panel(
          x: Axis("$x$"), y: Axis("$y$"),
          marks: [
            Line(
              ends.map { Position($0, start.m * $0 + start.b) },
              stroke: Stroke(Paint(.sample), width: 1.5, dash: [5, 4], cap: .butt),
              endLabel: "start"),
            Line(
              ends.map { Position($0, fit.slope * $0 + fit.intercept) },
              stroke: Stroke(Paint(.training), width: 2),
              endLabel: Label(tex: equation + abs(fit.intercept).text(decimals: 3))),
            Dots(
              Position.pairs(data.line.x, data.line.y), paint: Paint(.gradientOfAverage),
              radius: 3.5, label: "data"),
          ])
      ],
      size: ReportFigures.size)
  }
}
