import TrainingCore
import Typesetting

/// Lines that several figures share: what was measured, on which data, at which point.
enum Captions {
  /// "seed, N = 4".
  static func data(_ problem: Problem, note: String? = nil) -> Label {
    let count = note ?? "N = \(NumberText.count(problem.data.rows))"
    return Label(verbatim: "\(problem.data.name), \(count)")
  }

  /// "at m = 0.5, b = 0".
  static func point(_ problem: Problem) -> Label {
    Label(verbatim: "at ") + Names.assignment(problem.parameters, problem.at)
  }

  /// Labels with commas between them.
  static func list(_ labels: [Label]) -> Label {
    Label(parts: Array(labels.map(\.parts).joined(separator: [.words(", ")])))
  }
}
