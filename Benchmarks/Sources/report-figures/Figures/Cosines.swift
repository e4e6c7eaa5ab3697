import BenchmarkData
import Plotting

/// Figure 11: the cosine between any two of a hundred gradients, as ten thousand cells.
struct Cosines: ReportFigure {
  func figure(_ data: ReportData) -> Figure {
    let count = data.gradients.count
    let cells = HeatCells(
      data.cosines.map { min(1, max(-1, $0)) }, columns: count, rows: count,
      ramp: .diverging,
      domain: -1...1)
    return Figure(
      title: "Cosine between per-sample gradients, ordered by $x$",
      description: "Blue pairs of gradients agree, orange ones point apart.",
      panels: [
        Panel(
          x: Axis("$i$", domain: cells.x), y: Axis("$j$", domain: cells.y), aspect: .equal,
          frame: .box, marks: [cells],
          colorBar: cells.colorBar("cosine"))
      ],
      size: ReportFigures.size)
  }
}
