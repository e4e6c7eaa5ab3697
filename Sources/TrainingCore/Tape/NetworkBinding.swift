import Formula

/// Where a network's inputs are among the columns, and what is made of its output.
struct NetworkBinding: Sendable {
  var network: DenseNetwork
  /// The inputs' columns by number, in the network's order.
  var inputs: [Int]
  /// The loss over two columns, the target and then the prediction, which it may be differentiated by.
  var lossProgram: Program
  var loss: Int
  /// The step that is the prediction; nil if the loss does not depend on it.
  var prediction: Int?

  /// nil if the model is no network of one output over its inputs.
  /// - Throws: ``EvaluationError`` if the loss uses other names than `y` and `f`.
  init?(_ problem: Problem, _ names: NameBinding) throws(EvaluationError) {
    guard let network = problem.network, network.outputs == 1,
      network.inputs == problem.inputs.count,
      network.parameterCount == problem.parameters.count
    else { return nil }
    self.network = network
    inputs = []
    for input in problem.inputs {
      guard case .column(let index)? = names.inModel(input) else { return nil }
      inputs.append(index)
    }
    var builder = ProgramBuilder(activeColumns: [1])
    loss = try builder.add(problem.loss) { ["y": .column(0), "f": .column(1)][$0] }
    lossProgram = builder.program
    prediction = lossProgram.steps.firstIndex { $0.operation == .column && $0.a == 1 }
  }
}
