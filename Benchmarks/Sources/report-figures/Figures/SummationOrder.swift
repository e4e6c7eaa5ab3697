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
            Rectangles(bars(orders.map(\.error.m), from: -0.4), fill: first),
            Rectangles(bars(orders.map(\.error.b), from: 0), fill: second),
            Rule(.horizontal(0), stroke: Stroke(Paint(.axis), width: 1)),
          ],
          legend: [LegendEntry(.swatch(first), "$m$"), LegendEntry(.swatch(second), "$b$")])
      ],
      size: ReportFigures.size)
  }

  private func bars(_ values: [Double], from left: Double) -> [Rectangles.Item] {
    values.enumerated().map { place, value in
      let x = Double(place) + left
      return .init(from: Position(x, 0), to: Position(x + 0.4, value))
    }
  }
}
