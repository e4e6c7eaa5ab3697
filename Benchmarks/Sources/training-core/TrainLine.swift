import BenchmarkData
import TrainingCore

/// Two thousand steps of gradient descent on y = m x + b over a hundred points, float64: each from
/// the points, or from sums over them.
enum TrainLine: Work {
  static let name = "train-line"
  static let arguments = "points | sums"
  private static let (steps, rate) = (2000, 0.0005)

  static func measure(_ argument: String) throws -> Report {
    switch argument {
    case "points": return try points()
    case "sums": return try sums()
    default: throw UnknownArgument(argument: argument)
    }
  }

  private static func points() throws -> Report {
    let data = LineData()
    var tape = Tape()
    let (x, y) = (tape.input(columns: 1), tape.input(columns: 1))
    let m = try tape.parameter(rows: 1, columns: 1)
    let b = try tape.parameter(rows: 1, columns: 1)
    let residual = try tape.subtract(y, tape.affine(x, m, b))
    let loss = tape.apply(.square, to: residual)
    let evaluator = try TapeEvaluator<Double>(tape, samples: data.x.count)
    evaluator.setInput(x, data.x)
    evaluator.setInput(y, data.y)
    var rule = GradientDescent()
    rule.learningRate = rate
    var optimizer = try Optimizer<Double>(rule, parameters: 2)
    let seed = TapeSeed.every(1 / Double(data.x.count))
    return try Report("train line", digest: { $0 }) {
      evaluator.setParameters([0, 0])
      for _ in 0..<steps {
        evaluator.resetGradient()
        evaluator.forward()
        evaluator.backward(from: loss, seed: seed)
        evaluator.update { parameters, gradient in
          optimizer.update(parameters: &parameters, gradient: gradient)
        }
      }
      return evaluator.parameters
    }
  }

  /// The sums are part of the work.
  private static func sums() throws -> Report {
    let data = LineData()
    let ones = data.x.map { _ in 1.0 }
    return try Report("train line-sums", digest: { $0 }) {
      let objective = unwrap(QuadraticObjective(features: [data.x, ones], target: data.y))
      return objective.descended(from: [0, 0], rate: rate, steps: steps)
    }
  }
}
