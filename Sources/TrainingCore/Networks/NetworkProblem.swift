/// A network with a loss and data: what its gradients are measured on and what it is trained on.
public struct NetworkProblem<Scalar: TapeScalar>: Sendable {
  /// The network.
  public let network: DenseNetwork
  /// What it is trained on.
  public let loss: OutputLoss
  /// The number of samples.
  public let samples: Int
  /// Sample by sample, ``DenseNetwork/inputs`` values each.
  public let inputs: [Scalar]
  /// Sample by sample, ``OutputLoss/targets(forOutputs:)`` values each.
  public let targets: [Scalar]
  let tape: Tape
  let inputNode, targetNode, lossNode: Tape.Node

  /// - Parameters:
  ///   - inputs: sample by sample in one array.
  ///   - targets: sample by sample in one array; labels of classes count from 0.
  /// - Throws: ``InputError`` (bad data) if the numbers of values do not fit each other, an input is
  ///   no finite number or a target is none that the loss can take.
  public init(
    _ network: DenseNetwork, _ loss: OutputLoss, inputs: [Scalar], targets: [Scalar]
  ) throws(InputError) {
    let width = network.inputs
    guard !inputs.isEmpty, inputs.count % width == 0 else {
      throw InputError(
        .badData, "\(inputs.count) inputs do not fill samples of \(width)",
        advice: "give each sample as many values as the network has inputs")
    }
    samples = inputs.count / width
    if let place = inputs.firstIndex(where: { !$0.isFinite }) {
      throw InputError(
        .badData, "row \(place / width + 1): the input \(inputs[place]) is not a finite number",
        advice: "drop the row")
    }
    do {
      try loss.check(targets: targets.map(Double.init), rows: samples, outputs: network.outputs)
    } catch { throw error.inputError() }
    self.network = network
    self.loss = loss
    self.inputs = inputs
    self.targets = targets
    do {
      var tape = Tape()
      inputNode = tape.input(columns: width)
      targetNode = tape.input(columns: loss.targets(forOutputs: network.outputs))
      let outputs = try network.record(on: &tape, inputNode)
      lossNode = try loss.record(on: &tape, outputs: outputs, targets: targetNode)
      self.tape = tape
    } catch { throw InputError(.badData, error.description) }
  }

  /// The loss over all samples, ready to be differentiated.
  /// - Parameter keepsSquares: whether ``TapeBatch/moments(at:)`` will be asked for.
  /// - Throws: ``TapeBatchError`` if that needs more memory than is free.
  public func batch(keepsSquares: Bool = false) throws(TapeBatchError) -> TapeBatch<Scalar> {
    try TapeBatch(
      tape, loss: lossNode, samples: samples,
      inputs: [.init(inputNode, inputs), .init(targetNode, targets)], keepsSquares: keepsSquares)
  }
}

extension SurfaceMeasurement {
  /// Measures a network's mean loss over its problem's samples.
  /// - Throws: ``SurfaceError`` never for a problem that could be made.
  public init<Scalar>(_ problem: NetworkProblem<Scalar>) throws(SurfaceError) {
    func columns(_ values: [Scalar]) -> [[Double]] {
      let width = values.count / problem.samples
      return (0..<width).map { column in
        (0..<problem.samples).map { Double(values[$0 * width + column]) }
      }
    }
    try self.init(
      network: problem.network, loss: problem.loss, inputs: columns(problem.inputs),
      targets: columns(problem.targets))
  }
}
