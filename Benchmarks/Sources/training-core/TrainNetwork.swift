import BenchmarkData
import TrainingCore

/// Fifty epochs of stochastic gradient descent on a 2-32-32-1 network, a thousand rows in batches of
/// 32, float32.
enum TrainNetwork: Work {
  static let name = "train-mlp"
  static let arguments = ""
  private static let (rows, batch, epochs) = (1000, 32, 50)

  static func measure(_ argument: String) throws -> Report {
    let data = PlaneData(count: rows)
    let network = unwrap(DenseNetwork(sizes: [2, 32, 32, 1]))
    let start = NetworkData.parameters(network.sizes).map(Float.init)
    let problem = try NetworkProblem<Float>(
      network, .meanSquaredOverSamples, inputs: data.inputs.map(Float.init),
      targets: data.targets.map(Float.init))
    var rule = GradientDescent()
    rule.learningRate = 0.01
    return try Report("train mlp", digest: { $0.parameters.map(Double.init) + $0.losses }) {
      let training = try NetworkTraining(problem, by: rule, batchSize: batch, from: start)
      var losses: [Double] = []
      for _ in 0..<epochs {
        for _ in 1..<training.stepsInEpoch { try training.step() }
        losses.append(try training.step())
      }
      return (parameters: training.parameters, losses: losses)
    }
  }
}
