import BenchmarkData
import Plotting

/// Figure 9: the losses of six samples in twelve levels each, with their gradients downhill.
struct SingleLosses: ReportFigure {
  private static let samples = [0, 10, 20, 30, 40, 50]

  func figure(_ data: ReportData) -> Figure {
    let levels = Grid.geometric(0.05, 60, count: 12)
    return Figure(
      title: "The losses of six samples",
      description: "Contours of six single losses and the step that each asks for.",
      panels: Self.samples.map { panel($0, data, levels) },
      columns: 3, size: ReportFigures.size, leastPanelWidth: 160)
  }

  private func panel(_ sample: Int, _ data: ReportData, _ levels: [Double]) -> Panel {
    let field = ScalarField(
      x: data.slopes, y: data.intercepts, values: data.loss(ofSample: sample))
    let lines = levels.enumerated().map { index, level -> any Mark in
      let paint = Paint(.surface(Double(index) / Double(levels.count - 1), light: 0.6))
      return ContourLines(
        field, levels: [level], stroke: Stroke(paint, width: 1), labelled: false)
    }
    let (start, gradient) = (data.start, data.gradients[sample])
    let step = Arrow(
      from: Position(start),
      to: Position(start.m - gradient.m / 5, start.b - gradient.b / 5), paint: Paint(.training))
    return Panel(
      title: Label(markup: #"$\ell_{\#(sample)}$"#), x: Axis("$m$", domain: -1...4),
      y: Axis("$b$", domain: -3...2), frame: .box, marks: lines + [step])
  }
}
