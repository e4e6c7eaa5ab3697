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
        Histogram(values, edges: edges(values), paint: paint),
        Rule(
          .vertical(mean), stroke: Stroke(Paint(.training), width: 1.5),
          label: Label(verbatim: "mean \(mean.text(decimals: 3))")),
      ])
  }

  /// The ends of twenty-five bins of equal width.
  private func edges(_ values: [Double]) -> [Double] {
    Grid.linear(values.min() ?? 0, values.max() ?? 1, count: 26)
  }
}
