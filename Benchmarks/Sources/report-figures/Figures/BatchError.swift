import BenchmarkData
import Plotting

/// Figure 7: the error of a batch's gradient over its size, on logarithmic axes.
struct BatchError: ReportFigure {
  func figure(_ data: ReportData) -> Figure {
    let sizes = ReportData.batchSizes.map(Double.init)
    let errors = data.batchErrors
    let first = errors.first ?? 1
    let measured = Position.pairs(sizes, errors)
    return Figure(
      title: "Error of the mini-batch gradient",
      description: "The error falls as one over the square root of the batch size.",
      panels: [
        Panel(
          x: Axis("batch size $B$", kind: .log),
          y: Axis(#"$|\bar g_B - \nabla J|$"#, kind: .log),
          marks: [
            Line(
              sizes.map { Position($0, first / $0.squareRoot()) },
              stroke: Stroke(Paint(.ink), width: 1.25, dash: [5, 4], cap: .butt),
              endLabel: #"$\sigma / \sqrt{B}$"#),
            Line(measured, stroke: Stroke(Paint(.gradientOfAverage), width: 2)),
            Dots(measured, paint: Paint(.gradientOfAverage), label: "measured, 200 draws"),
          ])
      ],
      size: ReportFigures.size)
  }
}
