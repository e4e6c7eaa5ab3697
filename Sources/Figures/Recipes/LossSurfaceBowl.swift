import Plotting
import TrainingCore
import Typesetting

/// The loss surfaces of single samples in three dimensions, and the bowl that is their average.
struct LossSurfaceBowl: FigureRecipe {
  init() {}
  var name: String { "loss-surface-3d" }
  var summary: String { "single-sample loss valleys and the bowl that is their average" }
  var position: Int { 50 }

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let training = try evidence.training.get()
    let valleys = training.sampleSurfaces
    guard !valleys.isEmpty else { throw Unavailable("no single sample's surface was measured") }
    let range = Self.range(valleys.flatMap(\.surface.values))
    // A bowl's near side may hide its minimum; all surfaces are seen from where it does not.
    let bowl = bowl(training).inSight()
    var panels = valleys.map { valley in
      Panel(
        title: Label(tex: "\\ell_{\(valley.sample + 1)}"), x: Axis(), y: Axis(), frame: .none,
        marks: [
          Surface(
            valley.surface.field, zRange: range, hasTicks: false, azimuth: bowl.azimuth,
            elevation: bowl.elevation)
        ])
    }
    let rows = NumberText.count(training.problem.data.rows)
    panels.append(
      Panel(
        title: Label(markup: "$J$, the average of all \(rows)"), x: Axis(), y: Axis(), frame: .none,
        marks: [bowl], span: Panel.Span(columns: valleys.count, rows: 2)))
    return Figure(
      title: title(training), subtitle: Captions.data(training.problem), note: note(training),
      description: description(training), panels: panels, columns: valleys.count,
      size: Size(width: 680, height: 620), leastPanelWidth: 130)
  }

  /// From the least to the greatest finite value; losses that are never negative start at 0.
  private static func range(_ values: [Double]) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    let low = min(0, finite.min() ?? 0)
    return low...max(finite.max() ?? 1, low + .leastNormalMagnitude)
  }

  private func note(_ training: TrainingEvidence) -> Label {
    let base = "The single losses share one height scale; their average has its own."
    guard let note = training.inputNote else { return Label(verbatim: base) }
    return Label(verbatim: base + " Trained with \(note).")
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let training = try evidence.training.get()
    let names = training.plane.map { training.problem.parameters[$0] }
    let surface = training.bowl
    let rows = surface.values.indices.map { i in
      [surface.x[i % surface.x.count], surface.y[i / surface.x.count], surface.values[i]]
        .map(\.description) + training.sampleSurfaces.map { $0.surface.values[i].description }
    }
    let samples = training.sampleSurfaces.map { "loss of sample \($0.sample + 1)" }
    return FigureData(header: names + ["average loss"] + samples, rows: rows)
  }

  private func bowl(_ training: TrainingEvidence) -> Surface {
    Surface(
      training.bowl.field, zRange: Self.range(training.bowl.values), xLabel: training.axisName(0),
      yLabel: training.axisName(1), zLabel: "loss", drop: training.optimumPlace,
      dropLabel: "optimum", path: training.path(training.right))
  }

  private func title(_ training: TrainingEvidence) -> Label {
    let rows = training.problem.data.rows
    let shown = training.sampleSurfaces.count
    // What a network's losses look like depends on where the other parameters rest.
    if training.problem.network == nil,
      training.sampleSurfaces.allSatisfy({ $0.surface.reachesItsMinimumAtTheEdge }),
      !training.bowl.reachesItsMinimumAtTheEdge
    {
      return shown == rows
        ? "Each single loss is a valley; their average is a bowl"
        : "Single losses are valleys; the average of all is a bowl"
    }
    return Label(
      verbatim: "\(shown) of \(NumberText.count(rows)) single losses, and the average of all")
  }

  private func description(_ training: TrainingEvidence) -> String {
    let rows = training.problem.data.rows
    let shown = training.sampleSurfaces.count
    let single =
      shown == 1
      ? "The small surface is one sample’s loss"
      : "The \(shown) small surfaces are single samples’ losses"
    let all = rows == 1 ? "the one sample" : "all \(NumberText.count(rows)) samples"
    return "\(single) over two parameters. At every point, the height of the large surface is the "
      + "average of the heights for \(all). Its minimum is \(NumberText.loss(training.optimum.value)); "
      + "the orange line on it is descent on the average loss."
  }
}

extension LossSurface {
  /// Whether the surface gets as low at its edge as inside, to a fiftieth of its range: then it is
  /// a valley that leaves the window, not a bowl.
  fileprivate var reachesItsMinimumAtTheEdge: Bool {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), high > low else { return true }
    let (columns, rows) = (x.count, y.count)
    return values.indices.contains { index in
      let (column, row) = (index % columns, index / columns)
      let isEdge = column == 0 || row == 0 || column == columns - 1 || row == rows - 1
      return isEdge && values[index] - low < 0.02 * (high - low)
    }
  }
}
