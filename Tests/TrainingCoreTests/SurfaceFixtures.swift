import Formula

@testable import TrainingCore

/// What the tests of surfaces share.
enum SurfaceFixture {
  static func axis(_ low: Double, _ high: Double, _ count: Int) -> [Double] {
    (0..<count).map { low + (high - low) * Double($0) / Double(count - 1) }
  }

  static func values(
    _ count: Int, seed: UInt64, from low: Double = -2, to high: Double = 2
  ) -> [Double] {
    var generator = TestGenerator(state: seed)
    return (0..<count).map { _ in low + (high - low) * generator.uniform() }
  }

  static func measurement(
    x: [Double], y: [Double], model: String = "m*x + b", loss: String = "(y - f)^2",
    parameters: [String] = ["m", "b"]
  ) throws -> SurfaceMeasurement {
    SurfaceMeasurement(
      model: try Expression(parsing: model), loss: try Expression(parsing: loss),
      data: Dataset(
        name: "test", sha256: "",
        columns: [
          Dataset.Column(name: "x", values: x), Dataset.Column(name: "y", values: y),
        ]), inputs: ["x"], target: "y", parameters: parameters)
  }

  /// The plane of the first two of so many parameters.
  static func plane(_ others: [Double] = []) throws -> Plane {
    try Plane.ofParameters(0, 1, around: [0, 0] + others)
  }

  /// The largest difference as a share of the largest value.
  static func difference(_ left: [Double], _ right: [Double]) -> Double {
    let size = right.reduce(0) { max($0, abs($1)) }
    return left.count == right.count
      ? zip(left, right).reduce(0) { max($0, abs($1.0 - $1.1)) } / size : .infinity
  }

  /// A small network with parameters from the given seed, and data for it.
  static func network(
    _ sizes: [Int], _ activation: Activation = .tanh, rows: Int = 37
  ) throws -> (network: DenseNetwork, parameters: [Double], inputs: [[Double]]) {
    guard let network = DenseNetwork(sizes: sizes, activation: activation) else {
      throw SurfaceError.invalid("no such network")
    }
    let parameters = values(network.parameterCount, seed: 7, from: -0.8, to: 0.8)
    let inputs = (0..<sizes[0]).map { values(rows, seed: 100 + UInt64($0)) }
    return (network, parameters, inputs)
  }

  /// A network's outputs for one sample, neuron by neuron.
  static func outputs(
    _ network: DenseNetwork, _ parameters: [Double], _ sample: [Double]
  ) -> [Double] {
    var values = sample
    for (number, layer) in network.layers.enumerated() {
      let isLast = number == network.layers.count - 1
      values = (0..<layer.outputs).map { output in
        var sum = parameters[layer.biases + output]
        for input in 0..<layer.inputs {
          sum += parameters[layer.weights + input * layer.outputs + output] * values[input]
        }
        return isLast ? sum : SurfaceReference.activate(network.activation, sum)
      }
    }
    return values
  }
}
