import BenchmarkData
import Plotting

/// The loss of a line in sixteen levels, filled, with lines and their values.
enum Contours {
  /// On as many grid points a side as given.
  static func figure(points: Int) -> Figure {
    let data = LineData()
    let field = ScalarField(x: -1...4, y: -3...2, columns: points, rows: points, data.surface)
    let levels = Grid.geometric(
      (field.values.min() ?? 0) * 1.05, field.values.max() ?? 1, count: 16)
    return Figure(
      title: "Mean squared error", description: "Contours of the mean loss of a line.",
      panels: [
        Panel(
          x: Axis("$m$", domain: -1...4), y: Axis("$b$", domain: -3...2), frame: .box,
          marks: [FilledContours(field, levels: levels), ContourLines(field, levels: levels)],
          colorBar: ColorBar("$J$", levels: levels))
      ])
  }
}

/// The losses of three runs side by side, 545 points in all.
enum Lines {
  static func figure() -> Figure {
    Figure(
      title: "Loss while training", description: "The mean loss of three runs.",
      panels: ReportData().runs.map { run in
        Panel(
          title: Label(verbatim: run.name), x: Axis("fraction of the run"),
          y: Axis("$J$", kind: .log),
          marks: [Line(Position.pairs(Grid.linear(0, 1, count: run.losses.count), run.losses))])
      },
      columns: 3, leastPanelWidth: 160)
  }
}
