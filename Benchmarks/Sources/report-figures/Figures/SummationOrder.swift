import BenchmarkData
import Plotting

/// Figure 10: the rounding of a sum in four orders, as pairs of bars.
struct SummationOrder: ReportFigure {
  func figure(_ data: ReportData) -> Figure {
    let orders = data.roundings
    let (first, second) = (Paint(.gradientOfAverage), Paint(.averageOfGradients))
    return Figure(
      title: "The same sum in another order",
      description: "How far sums of single precision in four orders are from the exact mean.",
      panels: [
        Panel(
          x: Axis(kind: .band(orders.map { Label(verbatim: $0.order) })),
          y: Axis("difference (ulp, float32)"),
          marks: [
            Bars(orders.map(\.error.m), width: 0.4, offset: -0.2, paint: first),
            Bars(orders.map(\.error.b), width: 0.4, offset: 0.2, paint: second),
            Rule(.horizontal(0), stroke: Stroke(Paint(.axis), width: 1)),
          ],
          legend: [LegendEntry(.swatch(first), "$m$"), LegendEntry(.swatch(second), "$b$")])
      ],
      size: ReportFigures.size)
  }
}
