import BenchmarkData
import Plotting
import Typesetting

/// Figure 11: the cosine between any two of a hundred gradients, as ten thousand cells.
struct Cosines: ReportFigure {
  func figure(_ data: ReportData) -> Figure {
    let count = data.gradients.count
    let cells = data.cosines.enumerated().map { index, cosine -> Rectangles.Item in
      let (row, column) = (index / count, index % count)
      let corner = Position(Double(column) - 0.5, Double(row) - 0.5)
      return .init(
        from: corner, to: Position(corner.x + 1, corner.y + 1),
        fill: Paint(cosine < 0 ? .gradientOfAverage : .training, opacity: min(abs(cosine), 1)))
    }
    let range = -0.5...(Double(count) - 0.5)
    return Figure(
      title: "Cosine between per-sample gradients, ordered by $x$",
      description: "Orange pairs of gradients agree, blue ones point apart.",
      panels: [
        Panel(
          x: Axis("$i$", domain: range), y: Axis("$j$", domain: range), aspect: .equal,
          frame: .box, marks: [Rectangles(cells)],
          legend: [
            LegendEntry(.swatch(Paint(.training)), "same direction"),
            LegendEntry(.swatch(Paint(.gradientOfAverage)), "opposite direction"),
          ])
      ],
      size: ReportFigures.size)
  }
}
