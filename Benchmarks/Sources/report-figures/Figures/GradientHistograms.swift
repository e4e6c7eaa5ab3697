import BenchmarkData
import Plotting

/// Figure 6: both coordinates of the gradients in 25 bins, and their means.
struct GradientHistograms: ReportFigure {
  func figure(_ data: ReportData) -> Figure {
    Figure(
      title: "The gradients of single samples",
      description: "Histograms of both coordinates of a hundred gradients, with their means.",
      panels: [
        panel("m", data.gradients.map(\.m), data.mean.m, Paint(.gradientOfAverage)),
        panel("b", data.gradients.map(\.b), data.mean.b, Paint(.averageOfGradients)),
      ],
      columns: 2, size: ReportFigures.size)
  }

  private func panel(
    _ name: String, _ values: [Double], _ mean: Double, _ paint: Paint
  ) -> Panel {
    Panel(
      x: Axis(Label(markup: #"$\partial \ell_i / \partial \#(name)$"#)),
      y: Axis("samples"),
      marks: [
        Rectangles(bins(values), fill: paint, stroke: Stroke(Paint(.paper), width: 1)),
        Rule(
          .vertical(mean), stroke: Stroke(Paint(.training), width: 1.5),
          label: Label(verbatim: "mean \(mean.text(decimals: 3))")),
      ])
  }

  /// Twenty-five bins of equal width, the greatest value in the last.
  private func bins(_ values: [Double]) -> [Rectangles.Item] {
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let width = (high - low) / 25
    var counts = [Int](repeating: 0, count: 25)
    for value in values { counts[min(Int((value - low) / width), 24)] += 1 }
    return counts.enumerated().map { bin, count in
      let left = low + Double(bin) * width
      return .init(from: Position(left, 0), to: Position(left + width, Double(count)))
    }
  }
}
