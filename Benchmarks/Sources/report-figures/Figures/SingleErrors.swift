import BenchmarkData
import Plotting

/// Figure 2: the residuals at the start, the samples shaded by their squares.
struct SingleErrors: ReportFigure {
  func figure(_ data: ReportData) -> Figure {
    let (line, start) = (data.line, data.start)
    let points = Position.pairs(line.x, line.y)
    let feet = line.x.map { Position($0, start.m * $0 + start.b) }
    let squares = line.x.indices.map { index in
      let r = line.residual(index, start.m, start.b)
      return r * r
    }
    let greatest = squares.max() ?? 1
    return Figure(
      title: "Single errors $(y_i - f(x_i))^2$",
      description:
        "Each sample is joined to the line by its error; bright ones have a large loss.",
      panels: [
        Panel(
          x: Axis("$x$"), y: Axis("$y$"),
          marks: [
            Segments(from: feet, to: points, stroke: Stroke(Paint(.training), width: 0.8)),
            Line(
              [-2, 2].map { Position($0, start.m * $0 + start.b) },
              stroke: Stroke(Paint(.ink), width: 1.5)),
          ] + Dots.shaded(points, positions: squares.map { $0 / greatest }, radius: 3.5))
      ],
      size: ReportFigures.size)
  }
}
