import Plotting
import TrainingCore
import Typesetting

/// The data with the model where gradients are compared and at the optimum, and the residuals.
struct DataFit: FigureRecipe {
  init() {}
  var name: String { "data-fit" }
  var summary: String {
    "the data with the fitted model and the residuals, before and after"
  }
  var position: Int { 20 }

  static let pointLimit = 2000

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let view = try View(evidence)
    let problem = evidence.problem
    return Figure(
      title: title(evidence),
      subtitle: Captions.data(
        problem, note: Subset.note(shown: view.rows.count, of: problem.data.rows)),
      note: view.isCurve
        ? nil : "The model reads several inputs, so targets are drawn over predictions.",
      description: description(evidence, view),
      panels: panels(evidence, view), columns: 2,
      size: Size(width: view.after == nil ? 520 : 680, height: 340))
  }

  private func panels(_ evidence: Evidence, _ view: View) -> [Panel] {
    let (problem, optimum) = (evidence.problem, evidence.optimum)
    let before = view.panel(
      heading("where gradients are compared", problem, problem.at, evidence.objective),
      view.before, Stroke(Paint(.muted), width: 1.75))
    guard let after = view.after else { return [before] }
    return [
      before,
      view.panel(
        heading("at the optimum", problem, optimum.parameters, optimum.value), after,
        Stroke(Paint(.training), width: 2)),
    ]
  }

  private func title(_ evidence: Evidence) -> Label {
    let (before, after) = (evidence.objective, evidence.optimum.value)
    guard evidence.optimum.isAttained else { return "The model where gradients are compared" }
    guard after < before, after.isFinite, evidence.optimum.caveat == nil else {
      return "The model where gradients are compared, and at the optimum"
    }
    let ends = "from \(NumberText.loss(before)) to \(NumberText.loss(after))"
    return Label(verbatim: "The best fit lowers the mean loss \(ends)")
  }

  /// The parameters if there are few of them, else words; and the loss.
  private func heading(
    _ words: String, _ problem: Problem, _ parameters: [Double], _ loss: Double
  ) -> Label {
    let end = Label(verbatim: ": loss \(NumberText.loss(loss))")
    guard problem.parameters.count <= 2 else { return Label(verbatim: words) + end }
    return Names.assignment(problem.parameters, parameters) + end
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let view = try View(evidence)
    let settings =
      [("before", view.before)] + (view.after.map { [("at optimum", $0)] } ?? [])
    let rows = view.rows.indices.map { i in
      (view.inputs.map { $0[i] } + [view.targets[i]] + settings.map { $0.1.fitted[i] })
        .map(\.description)
    }
    let header = evidence.problem.inputs + [evidence.problem.target]
    return FigureData(header: header + settings.map { "prediction \($0.0)" }, rows: rows)
  }

  private func description(_ evidence: Evidence, _ view: View) -> String {
    let count = NumberText.count(view.rows.count)
    let showsErrors = PointStyle(count: view.rows.count).showsErrors
    let before =
      "The mean loss is \(NumberText.loss(evidence.objective)) where gradients are compared"
    let losses =
      view.after == nil
      ? "\(before); no least loss was found to set beside it."
      : "\(before) and \(NumberText.loss(evidence.optimum.value)) at the optimum."
    guard view.isCurve else {
      return "Every one of \(count) dots is a sample: its target over what the model predicts. "
        + "A sample on the line has prediction = target"
        + (showsErrors ? "; each thin vertical line from a dot to it is one error. " : ". ")
        + losses
    }
    let lines =
      view.after == nil
      ? "the grey line is the model" : "the grey and the orange line are the model"
    return "The dots are \(count) samples, \(lines) \(evidence.problem.modelWords)"
      + (view.after == nil ? "" : " before and after the fit")
      + (showsErrors ? ", and each thin vertical line from a dot to it is one error. " : ". ")
      + losses
  }
}

extension DataFit {
  /// One setting of the parameters.
  private struct Setting {
    /// Predictions of the shown rows.
    var fitted: [Double]
    /// The model as a line to draw.
    var line: [Position]
  }

  private struct View {
    var problem: Problem
    var rows: [Int]
    var inputs: [[Double]]
    var targets: [Double]
    /// Whether the model is a curve over one input.
    var isCurve: Bool
    var before: Setting
    /// The model at the optimum; nil where no least loss was found.
    var after: Setting?

    init(_ evidence: Evidence) throws(Unavailable) {
      problem = evidence.problem
      let data = problem.data
      guard let target = data[problem.target] else {
        throw Unavailable("there is no target column")
      }
      let rows = Subset.indices(of: data.rows, limit: pointLimit, seed: problem.seed)
      self.rows = rows
      inputs = problem.inputs.compactMap { name in data[name].map { all in rows.map { all[$0] } } }
      targets = rows.map { target[$0] }
      isCurve = problem.readColumns.count == 1 && problem.inputs.count == 1
      before = try Self.setting(problem, problem.at, rows, isCurve)
      let optimum = evidence.optimum
      after =
        optimum.isAttained
        ? try Self.setting(problem, optimum.parameters, rows, isCurve) : nil
    }

    private static func setting(
      _ problem: Problem, _ parameters: [Double], _ rows: [Int], _ isCurve: Bool
    ) throws(Unavailable) -> Setting {
      let all = try problem.predictions(at: parameters)
      let fitted = rows.map { all[$0] }
      guard isCurve, let input = problem.data[problem.readColumns[0]],
        let low = input.min(), let high = input.max()
      else {
        let ends = (problem.data[problem.target] ?? []) + fitted
        let low = ends.min() ?? 0
        let high = ends.max() ?? 1
        return Setting(fitted: fitted, line: [Position(low, low), Position(high, high)])
      }
      let grid = (0...200).map { low + (high - low) * Double($0) / 200 }
      let curve = try problem.curve(at: parameters, over: grid)
      return Setting(fitted: fitted, line: Position.pairsWithGaps(grid, curve))
    }

    func panel(_ title: Label, _ setting: Setting, _ stroke: Stroke) -> Panel {
      let across = isCurve ? inputs[0] : setting.fitted
      let points = Position.pairsWithGaps(across, targets)
      let style = PointStyle(count: points.count)
      var marks: [any Mark] = []
      if style.showsErrors {
        let ends = Position.pairsWithGaps(across, isCurve ? setting.fitted : across)
        marks.append(style.errors(from: points, to: ends))
      }
      marks += style.marks(points, under: Line(setting.line, stroke: stroke, halo: true))
      if let first = setting.line.first, let last = setting.line.last, !isCurve {
        let place = Position(0.7 * first.x + 0.3 * last.x, 0.7 * first.y + 0.3 * last.y)
        marks.append(
          TextMark(
            "prediction = target", at: place, paint: Paint(stroke.paint.role.forText),
            preferredAngles: [315, 135], symbol: .line(stroke)))
      }
      return Panel(
        title: title,
        x: Axis(isCurve ? Names.column(problem.inputs[0]) : "prediction", domain: domain(of: \.x)),
        y: Axis(Names.column(problem.target), domain: domain(of: \.y)), marks: marks)
    }

    /// Both panels show the same interval, or they could not be compared.
    private func domain(of coordinate: KeyPath<Position, Double>) -> ClosedRange<Double>? {
      let points = [before, after].compactMap { $0 }.flatMap { setting in
        setting.line + Position.pairsWithGaps(isCurve ? inputs[0] : setting.fitted, targets)
      }
      let values = points.map { $0[keyPath: coordinate] }.filter(\.isFinite)
      guard let low = values.min(), let high = values.max(), high > low else { return nil }
      let margin = 0.05 * (high - low)
      return (low - margin)...(high + margin)
    }
  }
}
