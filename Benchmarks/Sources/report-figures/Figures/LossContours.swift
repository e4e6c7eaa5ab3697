import BenchmarkData
import Plotting

/// Figure 4: the loss in sixteen levels, filled and with their values, 225 directions downhill and
/// three paths with all their steps.
struct LossContours: ReportFigure {
  func figure(_ data: ReportData) -> Figure {
    let field = ScalarField(x: data.slopes, y: data.intercepts, values: data.surface)
    let levels = data.levels
    return Figure(
      title: #"$J(m, b) = \frac{1}{N}\sum_i (y_i - m x_i - b)^2$"#,
      description: "Contours of the mean loss with the directions downhill and three paths.",
      panels: [
        Panel(
          x: Axis("$m$", domain: -1...4), y: Axis("$b$", domain: -3...2), frame: .box,
          marks: [FilledContours(field, levels: levels), ContourLines(field, levels: levels)]
            + [arrows(data)] + data.runs.flatMap(path),
          colorBar: ColorBar("$J$", levels: levels),
          legend: data.runs.map {
            LegendEntry(.line(Stroke($0.paint, width: 1.25)), Label(verbatim: $0.name))
          })
      ],
      size: ReportFigures.size)
  }

  private func arrows(_ data: ReportData) -> Quiver {
    let places = data.downhill
    return Quiver(
      places.map { Position($0.direction) }, at: places.map { Position($0.at) },
      paint: Paint(.paper))
  }

  private func path(_ run: Run) -> [any Mark] {
    [
      Line(run.positions, stroke: Stroke(run.paint, width: 1.25)),
      Dots(run.positions, paint: run.paint, radius: 1.5, halo: false),
    ]
  }
}
