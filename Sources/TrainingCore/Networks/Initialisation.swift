/// How a network's weights are drawn; biases start at 0.
public enum Initialisation: String, Sendable, CaseIterable {
  /// Uniform with variance 2/(inputs + outputs), for tanh and sigmoid.
  ///
  /// Source: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward
  /// neural networks", AISTATS 2010, equation 16.
  case glorot
  /// Uniform with variance 2/inputs, for ReLU and its kin.
  ///
  /// Source: K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers", ICCV 2015,
  /// equation 10.
  case he

  /// The usual one for an activation.
  public init(for activation: Activation) {
    switch activation {
    case .relu, .gelu: self = .he
    case .tanh, .sigmoid, .identity: self = .glorot
    }
  }

  /// The bound of the uniform distribution for a layer.
  func bound(inputs: Int, outputs: Int) -> Double {
    switch self {
    case .glorot: (6 / Double(inputs + outputs)).squareRoot()
    case .he: (6 / Double(inputs)).squareRoot()
    }
  }
}

extension DenseNetwork {
  /// All parameters at the start of training, in their order.
  ///
  /// Numbers come from SplitMix64 and are rounded once, so the same seed gives the same start on
  /// every machine.
  /// - Parameters:
  ///   - seed: where the random numbers start from.
  ///   - initialisation: how weights are drawn; the activation's usual one if nil.
  public func initialParameters(
    seed: UInt64, by initialisation: Initialisation? = nil
  ) -> [Double] {
    let rule = initialisation ?? Initialisation(for: activation)
    var generator = SplitMix64(seed: seed)
    var parameters = [Double](repeating: 0, count: parameterCount)
    for layer in layers {
      let bound = rule.bound(inputs: layer.inputs, outputs: layer.outputs)
      for index in layer.weights..<layer.biases {
        parameters[index] = bound * (2 * generator.uniform() - 1)
      }
    }
    return parameters
  }
}
