import BenchmarkData
import TrainingCore

/// Gradients of 1024 samples of a 64-256-256-10 network, float32: their mean, all of them, their
/// norms, or their variance.
enum PerSample: Work {
  static let name = "persample"
  static let arguments = "batch | full | norms | variance"
  private static let (samples, classes) = (1024, 10)

  static func measure(_ argument: String) throws -> Report {
    let network = unwrap(DenseNetwork(sizes: [64, 256, 256, classes]))
    let parameters = NetworkData.parameters(network.sizes).map(Float.init)
    let batch = try batch(of: network, keepsSquares: argument == "variance")
    switch argument {
    case "batch":
      return try Report(argument, digest: { $0.map(Double.init) }) {
        batch.gradientOfMean(at: parameters).gradient
      }
    case "variance":
      return try Report(argument, digest: { $0.map(Double.init) }) {
        try batch.moments(at: parameters).variance
      }
    case "norms":
      return try Report(argument, digest: { $0 }) {
        try batch.squaredGradientNorms(at: parameters).map { $0.squareRoot() }
      }
    case "full":
      let matrix = try SampleMatrix<Float>(rows: samples, columns: parameters.count)
      return try Report(argument, digest: { rowNorms(matrix) }) {
        try batch.perSampleGradients(at: parameters, into: matrix)
      }
    default: throw UnknownArgument(argument: argument)
    }
  }

  /// The mean squared error over the outputs, against 1 for a sample's class and 0 for the others.
  private static func batch(
    of network: DenseNetwork, keepsSquares: Bool
  ) throws -> TapeBatch<Float> {
    let (inputs, labels) = (Counter(seed: 21), Counter(seed: 22))
    let values = (0..<samples * network.inputs).map { Float(2 * inputs.uniform($0) - 1) }
    let targets = (0..<samples).flatMap { sample in
      let label = Int(labels.uniform(sample) * Double(classes))
      return (0..<classes).map { $0 == label ? Float(1) : 0 }
    }
    return try NetworkProblem(
      network, .meanSquaredOverSamplesAndOutputs, inputs: values, targets: targets
    ).batch(keepsSquares: keepsSquares)
  }

  private static func rowNorms(_ matrix: SampleMatrix<Float>) -> [Double] {
    (0..<matrix.rows).map { row in
      matrix.withRow(row) { values in
        var sum = 0.0
        for index in values.indices { sum += Double(values[index]) * Double(values[index]) }
        return sum.squareRoot()
      }
    }
  }
}
