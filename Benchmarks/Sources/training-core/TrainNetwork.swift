import BenchmarkData
import TrainingCore

/// Fifty epochs of stochastic gradient descent on a 2-32-32-1 network, a thousand rows in batches of
/// 32, float32.
enum TrainNetwork: Work {
  static let name = "train-mlp"
  static let arguments = ""
  private static let (rows, batch, epochs, rate) = (1000, 32, 50, Float(0.01))

  static func measure(_ argument: String) throws -> Report {
    let data = PlaneData(count: rows)
    let (inputs, targets) = (data.inputs.map(Float.init), data.targets.map(Float.init))
    let network = unwrap(DenseNetwork(sizes: [2, 32, 32, 1]))
    let start = NetworkData.parameters(network.sizes).map(Float.init)
    var tape = Tape()
    let (x, y) = (tape.input(columns: 2), tape.input(columns: 1))
    let residual = try tape.subtract(network.record(on: &tape, x), y)
    let loss = tape.apply(.square, to: residual)
    let evaluator = try TapeEvaluator<Float>(tape, samples: batch)
    return try Report("train mlp", digest: { $0.map(Double.init) }) {
      evaluator.setParameters(start)
      var losses: [Float] = []
      for _ in 0..<epochs {
        for first in stride(from: 0, to: rows, by: batch) {
          let count = min(batch, rows - first)
          evaluator.setSamples(count)
          evaluator.setInput(x, inputs.span.extracting(2 * first..<2 * (first + count)))
          evaluator.setInput(y, targets.span.extracting(first..<first + count))
          evaluator.resetGradient()
          evaluator.forward()
          evaluator.backward(from: loss, seed: .every(1 / Double(count)))
          evaluator.update { parameters, gradient in
            for index in gradient.indices { parameters[index] -= rate * gradient[index] }
          }
        }
        let last = evaluator.values(of: loss)
        losses.append(last.reduce(0, +) / Float(last.count))
      }
      return evaluator.parameters + losses
    }
  }
}
