import Plotting
import TrainingCore
import Typesetting

/// F7: the fitted curve at several steps of training, with centred inputs: the right average turns
/// it to the data, the wrong one only moves it up and down.
struct FitsOverTime: FigureRecipe {
  init() {}
  var name: String { "fits-over-time" }
  var summary: String { "fitted lines step by step, on the right and on the wrong average" }
  var position: Int { 60 }

  static let pointLimit = 2000

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let view = try View(evidence.centredTraining.get())
    let training = view.training
    let count = Subset.note(shown: view.points.count, of: training.problem.data.rows)
    let rate = NumberText.short(training.learningRate, digits: 3)
    return Figure(
      title: view.title,
      subtitle: Captions.list([
        Captions.data(training.problem, note: count), Label(verbatim: "step size \(rate)"),
      ]),
      note: training.inputNote.map { Label(verbatim: "Trained with \($0).") },
      description: view.description,
      panels: [
        view.panel("average loss", training.right, .training),
        view.panel("averaged errors", training.wrong, .wrong),
      ],
      columns: 2, size: Size(width: 680, height: 340))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let training = try evidence.centredTraining.get()
    let paths = [("average loss", training.right), ("averaged errors", training.wrong)]
    let rows = paths.flatMap { name, path in
      FitsOverTime.shown(path).map { i -> [String] in
        let point = path.points[i].map(\.description)
        return [name, String(path.steps[i])] + point + [path.losses[i].description]
      }
    }
    return FigureData(
      header: ["path", "step"] + training.problem.parameters + ["average loss"], rows: rows)
  }

  /// Indices of the recorded points to draw: the start, where a third, two thirds and nine tenths
  /// of what the path saves are saved, and the end.
  static func shown(_ path: TrainingCore.Trajectory) -> [Int] {
    guard let first = path.losses.first, let last = path.losses.last else { return [] }
    var indices = [0]
    for share in [1.0 / 3, 2.0 / 3, 0.9] {
      let index = path.losses.firstIndex { first - $0 >= share * (first - last) }
      if let index, index > (indices.last ?? 0) { indices.append(index) }
    }
    let end = path.losses.count - 1
    return indices.last == end ? indices : indices + [end]
  }
}

extension FitsOverTime {
  private struct View {
    var training: TrainingEvidence
    var points: [Position]
    var grid: [Double]
    var input: String

    init(_ training: TrainingEvidence) throws(Unavailable) {
      self.training = training
      let problem = training.problem
      guard problem.readColumns.count == 1, let x = problem.data[problem.readColumns[0]],
        let y = problem.data[problem.target], let low = x.min(), let high = x.max()
      else { throw Unavailable("the model reads several inputs, so its fits are not curves") }
      input = problem.readColumns[0]
      let rows = Subset.indices(of: x.count, limit: FitsOverTime.pointLimit, seed: problem.seed)
      points = rows.map { Position(x[$0], y[$0]) }
      grid = (0...100).map { low + (high - low) * Double($0) / 100 }
    }

    var title: Label {
      guard training.outcome(of: training.right) == .arrived, wrongOnlyShifts else {
        return "The fit during training, on the right and on the wrong average"
      }
      let shape = isStraight ? "line" : "curve"
      return Label(
        verbatim:
          "With \(training.inputTransform.rawValue) inputs, averaged errors only shift the \(shape)"
      )
    }

    /// Whether the wrong path's last curve is its first one moved up or down.
    private var wrongOnlyShifts: Bool {
      let path = training.wrong
      guard let start = path.points.first.flatMap(curve), let end = path.points.last.flatMap(curve)
      else { return false }
      let shifts = zip(start, end).map { $1 - $0 }
      guard let low = shifts.min(), let high = shifts.max() else { return false }
      let size = start.reduce(0) { max($0, abs($1)) }
      return high - low <= 1e-9 * max(size, abs(low), abs(high)) && abs(high) > 1e-9 * size
    }

    var description: String {
      let shape = isStraight ? "line" : "curve"
      return
        "The dashed \(shape) is the model at the start of training, the strong one at its last "
        + "step, and the pale ones lie between. Descent on the average loss, orange, "
        + "\(training.endSentence(training.right)); descent on averaged errors, plum, "
        + "\(training.endSentence(training.wrong))"
        + (wrongOnlyShifts ? ", having moved the \(shape) up or down without turning it." : ".")
    }

    private var isStraight: Bool {
      guard let values = training.wrong.points.first.flatMap(curve), values.count > 2 else {
        return false
      }
      let bends = values.indices.dropFirst().dropLast().map {
        abs(values[$0 - 1] - 2 * values[$0] + values[$0 + 1])
      }
      return (bends.max() ?? 0) <= 1e-9 * values.reduce(0) { max($0, abs($1)) }
    }

    private func curve(_ parameters: [Double]) -> [Double]? {
      try? training.problem.curve(at: parameters, over: grid)
    }

    func panel(_ words: String, _ path: TrainingCore.Trajectory, _ role: ColorRole) -> Panel {
      let style = PointStyle(count: points.count)
      var curves = lines(path, role)
      let last = curves.popLast().map { style.marks(points, under: $0) } ?? [style.dots(points)]
      return Panel(
        title: Label(verbatim: "\(words): \(training.endWords(path))"),
        x: Axis(Names.column(input) + Label(verbatim: ", \(training.inputTransform.rawValue)")),
        y: Axis(Names.column(training.problem.target), domain: domain),
        marks: curves + last)
    }

    /// The curve at the start dashed, at the end strong, and between them pale.
    private func lines(_ path: TrainingCore.Trajectory, _ role: ColorRole) -> [Line] {
      let shown = FitsOverTime.shown(path)
      return shown.enumerated().compactMap { order, index in
        guard let values = curve(path.points[index]) else { return nil }
        let places = Position.pairsWithGaps(grid, values)
        if order == 0 {
          let dashed = Stroke(Paint(role), width: 1.25, dash: [4, 3], cap: .butt)
          return Line(places, stroke: dashed, endLabel: "start")
        }
        if index == shown.last {
          return Line(
            places, stroke: Stroke(Paint(role), width: 2.5), halo: true, endLabel: endLabel(path))
        }
        return Line(places, stroke: Stroke(Paint(role, opacity: 0.45), width: 1.25))
      }
    }

    /// A path that is still on its way has no end yet, only a last step.
    private func endLabel(_ path: TrainingCore.Trajectory) -> Label {
      guard training.outcome(of: path) == .unfinished, let step = path.steps.last else {
        return "end"
      }
      return Label(verbatim: "step \(NumberText.count(step))")
    }

    /// Both panels show the same interval: the data and the curves at the start and the ends.
    private var domain: ClosedRange<Double>? {
      var values = points.map(\.y)
      for path in [training.right, training.wrong] {
        for point in [path.points.first, path.points.last].compactMap({ $0 }) {
          values += curve(point) ?? []
        }
      }
      values = values.filter(\.isFinite)
      guard let low = values.min(), let high = values.max(), high > low else { return nil }
      let margin = 0.06 * (high - low)
      return (low - margin)...(high + margin)
    }
  }
}
