import BenchmarkData
import Plotting

/// Figure 3: a hundred gradients as arrows, and their mean.
struct SampleGradients: ReportFigure {
  func figure(_ data: ReportData) -> Figure {
    let samples = data.gradients.map { gradient -> any Mark in
      Arrow(
        from: Position(0, 0), to: Position(gradient),
        paint: Paint(.gradientOfAverage, opacity: 0.5), width: 1.2, halo: false)
    }
    let mean = Arrow(
      from: Position(0, 0), to: Position(data.mean), paint: Paint(.training), width: 4)
    return Figure(
      title: "Per-sample gradients and their mean",
      description: "The gradients of a hundred single losses as arrows, and their mean.",
      panels: [
        Panel(
          x: Axis(#"$\partial \ell_i / \partial m$"#), y: Axis(#"$\partial \ell_i / \partial b$"#),
          frame: .box, marks: samples + [mean],
          legend: [LegendEntry(.line(Stroke(mean.paint, width: 4)), "mean of the gradients")])
      ],
      size: ReportFigures.size)
  }
}
