extension DenseNetwork {
  /// Writes the network on a tape: its parameters are added in their order, each layer's nodes
  /// carry a label such as "layer 2".
  /// - Parameter x: rows x ``inputs``.
  /// - Returns: rows x ``outputs``, without activation.
  /// - Throws: ``TapeError`` if the shapes do not fit.
  public func record(on tape: inout Tape, _ x: Tape.Node) throws(TapeError) -> Tape.Node {
    defer { tape.label = nil }
    var values = x
    for (number, layer) in layers.enumerated() {
      tape.label = "layer \(number + 1)"
      let weights = try tape.parameter(rows: layer.inputs, columns: layer.outputs)
      let biases = try tape.parameter(rows: 1, columns: layer.outputs)
      values = try tape.affine(values, weights, biases)
      if number < layers.count - 1, let function = activation.function {
        values = tape.apply(function, to: values)
      }
    }
    return values
  }
}

extension Activation {
  /// The tape's function; nil for the identity.
  var function: Tape.UnaryFunction? {
    switch self {
    case .tanh: .tanh
    case .relu: .relu
    case .sigmoid: .sigmoid
    case .gelu: .gelu
    case .identity: nil
    }
  }
}
