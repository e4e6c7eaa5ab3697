import BenchmarkData
import Plotting

/// Figure 12: 301 points of stochastic descent shaded by time, plain descent, and the mean and
/// spread of the last fifty.
struct Trajectories: ReportFigure {
  func figure(_ data: ReportData) -> Figure {
    let stochastic = data.runs[2].positions
    let plain = data.runs[0].positions
    let times = Grid.linear(0, 1, count: stochastic.count)
    return Figure(
      title: "Trajectories",
      description: "Stochastic descent wanders about the optimum that plain descent reaches.",
      panels: [
        Panel(
          x: Axis("$m$"), y: Axis("$b$"), frame: .box,
          marks: [Line(stochastic, stroke: Stroke(Paint(.gradientOfAverage), width: 0.8))]
            + Dots.shaded(stochastic, positions: times, radius: 2.2)
            + [
              Line(plain, stroke: Stroke(Paint(.ink), width: 1.25)),
              Dots(plain, radius: 2.5, halo: false),
            ] + spread(Array(stochastic.suffix(50))),
          legend: [
            LegendEntry(.line(Stroke(Paint(.gradientOfAverage), width: 0.8)), "SGD"),
            LegendEntry(.line(Stroke(Paint(.ink), width: 1.25)), "GD"),
            LegendEntry(.dot(Paint(.training)), "last 50 steps"),
          ])
      ],
      size: ReportFigures.size)
  }

  /// The mean as a dot with bars of one standard deviation.
  private func spread(_ points: [Position]) -> [any Mark] {
    let (x, y) = (points.map(\.x), points.map(\.y))
    let (mx, my) = (x.mean, y.mean)
    let dx = x.map { ($0 - mx) * ($0 - mx) }.mean.squareRoot()
    let dy = y.map { ($0 - my) * ($0 - my) }.mean.squareRoot()
    return [
      Segments(
        from: [Position(mx - dx, my), Position(mx, my - dy)],
        to: [Position(mx + dx, my), Position(mx, my + dy)],
        stroke: Stroke(Paint(.training), width: 1.5)),
      Dots([Position(mx, my)], paint: Paint(.training), radius: 4),
    ]
  }
}
