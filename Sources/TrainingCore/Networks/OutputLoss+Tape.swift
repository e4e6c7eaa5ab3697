extension OutputLoss {
  /// Writes the samples' losses on a tape.
  /// - Parameters:
  ///   - outputs: samples x K.
  ///   - targets: samples x ``targets(forOutputs:)``.
  /// - Returns: samples x 1.
  /// - Throws: ``TapeError`` if the shapes do not fit.
  public func record(
    on tape: inout Tape, outputs: Tape.Node, targets: Tape.Node
  ) throws(TapeError) -> Tape.Node {
    tape.label = "the loss"
    defer { tape.label = nil }
    switch self {
    case .meanSquaredOverSamples:
      let error = try tape.subtract(outputs, targets)
      return tape.sumOverColumns(tape.apply(.square, to: error))
    case .meanSquaredOverSamplesAndOutputs: return try error(.square, &tape, outputs, targets)
    case .absolute: return try error(.abs, &tape, outputs, targets)
    case .huber: return try error(.huber, &tape, outputs, targets)
    case .logCosh: return try error(.logCosh, &tape, outputs, targets)
    case .logistic: return try odds(.softplus, &tape, outputs, targets)
    case .poisson: return try odds(.exp, &tape, outputs, targets)
    case .crossEntropy: return try tape.crossEntropy(outputs, labels: targets)
    case .hinge:
      let one = try tape.constant([1], columns: 1)
      let violation = try tape.subtract(one, tape.multiply(targets, outputs))
      return tape.meanOverColumns(tape.apply(.relu, to: violation))
    }
  }

  /// The mean over the outputs of a function of f - y.
  private func error(
    _ function: Tape.UnaryFunction, _ tape: inout Tape, _ outputs: Tape.Node, _ targets: Tape.Node
  ) throws(TapeError) -> Tape.Node {
    tape.meanOverColumns(tape.apply(function, to: try tape.subtract(outputs, targets)))
  }

  /// The mean over the outputs of a function of f, less y f.
  private func odds(
    _ function: Tape.UnaryFunction, _ tape: inout Tape, _ outputs: Tape.Node, _ targets: Tape.Node
  ) throws(TapeError) -> Tape.Node {
    let product = try tape.multiply(targets, outputs)
    return tape.meanOverColumns(try tape.subtract(tape.apply(function, to: outputs), product))
  }
}
