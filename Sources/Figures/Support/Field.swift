import Plotting
import TrainingCore
import Typesetting

extension LossSurface {
  /// The surface as a field that marks can draw.
  var field: ScalarField { ScalarField(x: x, y: y, values: values.map(\.orLargest)) }
  /// The interval of the first and second parameter.
  var xDomain: ClosedRange<Double>? { Self.interval(x) }
  var yDomain: ClosedRange<Double>? { Self.interval(y) }

  private static func interval(_ grid: [Double]) -> ClosedRange<Double>? {
    guard let first = grid.first, let last = grid.last, first < last else { return nil }
    return first...last
  }
}

extension TrainingEvidence {
  /// A path's points in the plane that is shown.
  func path(_ trajectory: Trajectory) -> [Position] {
    trajectory.points.map { Position($0[plane[0]], $0[plane[1]]).orGap }
  }

  /// The optimum in the plane that is shown.
  var optimumPlace: Position {
    Position(optimum.parameters[plane[0]], optimum.parameters[plane[1]])
  }

  /// What a path has come to, in a few words for its end.
  func endWords(_ path: Trajectory) -> String {
    let loss = path.losses.last.map(NumberText.loss) ?? "unknown"
    switch outcome(of: path) {
    case .arrived, .stoppedShort: return "loss \(loss)"
    case .unfinished: return "on the way, loss \(loss)"
    case .diverged(let step): return "diverges at step \(step)"
    }
  }

  /// The same as the second half of a sentence.
  func endSentence(_ path: Trajectory) -> String {
    let loss = path.losses.last.map(NumberText.loss) ?? "unknown"
    switch outcome(of: path) {
    case .arrived: return "arrives at the optimum with a loss of \(loss)"
    case .stoppedShort: return "comes to rest at a loss of \(loss)"
    case .unfinished: return "is still on its way at a loss of \(loss)"
    case .diverged(let step): return "diverges at step \(step)"
    }
  }

  /// A parameter's name on an axis: with a prime where the inputs are not the ones given, because
  /// the same letter would then stand for two numbers.
  func axisName(_ index: Int) -> Label {
    let tex = Names.tex(problem.parameters[plane[index]])
    return Label(tex: inputTransform == .none ? tex : tex + "'")
  }
}
