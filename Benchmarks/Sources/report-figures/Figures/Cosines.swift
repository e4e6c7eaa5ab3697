import BenchmarkData
import Plotting

/// Figure 11: the cosine between any two of a hundred gradients, as ten thousand cells.
struct Cosines: ReportFigure {
  func figure(_ data: ReportData) -> Figure {
    let count = data.gradients.count
    let cells = data.cosines.enumerated().map { index, cosine -> Rectangles.Item in
      let (row, column) = (index / count, index % count)
      let corner = Position(Double(column) - 0.5, Double(row) - 0.5)
      return .init(
        from: corner, to: Position(corner.x + 1, corner.y + 1),
        fill: Paint(.ramp(.diverging, (cosine + 1) / 2)))
    }
    let range = -0.5...(Double(count) - 0.5)
    return Figure(
      title: "Cosine between per-sample gradients, ordered by $x$",
      description: "Blue pairs of gradients agree, orange ones point apart.",
      panels: [
        Panel(
          x: Axis("$i$", domain: range), y: Axis("$j$", domain: range), aspect: .equal,
          frame: .box, marks: [Rectangles(cells)],
          colorBar: ColorBar("cosine", .ramp(.diverging, -1...1, .linear)))
      ],
      size: ReportFigures.size)
  }
}
