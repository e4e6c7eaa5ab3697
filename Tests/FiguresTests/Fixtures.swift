import Formula
import Testing
import TrainingCore

/// Problems to draw: built-in data, and extremes made up here.
enum Fixtures {
  static func evidence(
    _ dataset: String, x: [String]? = nil, model: String? = nil, loss: String? = nil,
    at: [(String, Double)]? = nil
  ) throws -> Evidence {
    let question = Question(data: dataset, x: x, model: model, loss: loss, at: at)
    return try Evidence(measuring: try Problem(question))
  }

  /// Evidence on two columns; the problem is the built-in one with other numbers.
  static func evidence(
    x: [Double], y: [Double], names: (String, String) = ("x", "y"), model: String? = nil
  ) throws -> Evidence {
    var problem = try Problem(Question(data: "seed", model: model))
    problem.data = Dataset(
      name: "made up", sha256: "",
      columns: [
        Dataset.Column(name: names.0, values: x), Dataset.Column(name: names.1, values: y),
      ])
    problem.inputs = [names.0]
    problem.target = names.1
    problem.at = [0.5, 0]
    return try Evidence(measuring: problem)
  }
}
