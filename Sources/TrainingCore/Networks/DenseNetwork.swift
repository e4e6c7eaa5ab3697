/// A network of fully connected layers: every layer but the last is followed by the activation.
///
/// The parameters are one flat vector: for each layer its weights, row by row with one row for each
/// of the layer's inputs, then its biases. Linear models and softmax classifiers are networks
/// without a hidden layer.
public struct DenseNetwork: Sendable, Hashable {
  /// The number of values at each stage: inputs, hidden layers, outputs.
  public let sizes: [Int]
  /// What stands between the layers.
  public let activation: Activation

  /// A layer's place in the flat vector of parameters.
  public struct Layer: Sendable, Hashable {
    /// The number of values that go in and come out.
    public var inputs, outputs: Int
    /// Where the weights begin: `inputs` rows of `outputs`.
    public var weights: Int
    /// Where the biases begin: `outputs` of them.
    public var biases: Int
  }

  /// The most parameters that a network may have, as a float32 gradient of 4 GB.
  public static let mostParameters = 1 << 30

  /// A network with these numbers of values at each stage.
  /// - Returns: nil unless there are at least two sizes, all positive, with at most
  ///   ``mostParameters`` in all.
  public init?(sizes: [Int], activation: Activation = .tanh) {
    guard sizes.count >= 2, sizes.allSatisfy({ $0 > 0 }) else { return nil }
    var count = 0
    for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
      let (weights, tooMany) = inputs.multipliedReportingOverflow(by: outputs)
      let (sum, overflow) = count.addingReportingOverflow(weights)
      guard !tooMany, !overflow, sum + outputs <= Self.mostParameters else { return nil }
      count = sum + outputs
    }
    self.sizes = sizes
    self.activation = activation
  }

  /// The number of values that go in.
  public var inputs: Int { sizes[0] }
  /// The number of values that come out.
  public var outputs: Int { sizes[sizes.count - 1] }
  /// The number of parameters in all.
  public var parameterCount: Int { layers.last.map { $0.biases + $0.outputs } ?? 0 }

  /// The layers, the first one first.
  public var layers: [Layer] {
    var next = 0
    return zip(sizes, sizes.dropFirst()).map { inputs, outputs in
      let layer = Layer(
        inputs: inputs, outputs: outputs, weights: next, biases: next + inputs * outputs)
      next = layer.biases + outputs
      return layer
    }
  }

  /// The parameters' names in their order: `w1_2_3` leads from input 2 to output 3 of layer 1,
  /// `b1_3` is the bias there; all numbers count from 1.
  public var parameterNames: [String] {
    layers.enumerated().flatMap { number, layer in
      let weights = (1...layer.inputs).flatMap { input in
        (1...layer.outputs).map { "w\(number + 1)_\(input)_\($0)" }
      }
      return weights + (1...layer.outputs).map { "b\(number + 1)_\($0)" }
    }
  }
}
