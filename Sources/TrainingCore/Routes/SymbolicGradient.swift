import Formula

/// Route 3: the derivative as a formula, evaluated for each sample and averaged.
enum SymbolicGradient {
  /// The mean over the samples of the derivative by each parameter: P values.
  /// - Throws: ``EvaluationError`` if the derivative cannot be evaluated.
  static func compute(
    _ problem: Problem, _ work: Workload, at: [Double]
  ) throws(EvaluationError) -> [Double] {
    guard problem.definitions.isEmpty else { return try ofNetwork(problem, work, at: at) }
    let whole = problem.wholeLoss
    let names = NameBinding(problem)
    var builder = ProgramBuilder()
    var outputs: [Int] = []
    for parameter in problem.parameters {
      outputs.append(
        try builder.add(whole.derivative(by: parameter)) { names.inModel($0) })
    }
    var tape = ColumnTape(
      work.replacing(program: builder.program, output: outputs.first ?? 0), at: at)
    return tape.sums(of: outputs).map { $0 / Double(work.rows) }
  }

  /// The same by the chain rule over the model's definitions.
  private static func ofNetwork(
    _ problem: Problem, _ work: Workload, at: [Double]
  ) throws(EvaluationError) -> [Double] {
    var names = NameBinding(problem)
    var builder = ProgramBuilder()
    let prediction = try builder.addModel(of: problem, &names)
    let bound = names
    let delta = try builder.add(problem.loss.derivative(by: "f")) {
      bound.inLoss($0, prediction: prediction)
    }
    let chain = try SymbolicChain(problem, bound, seed: delta, in: &builder)
    var tape = ColumnTape(
      work.replacing(program: builder.program, output: delta), at: at)
    let found = tape.sums(of: chain.slopes.compactMap { $0 })
    var next = found.makeIterator()
    return chain.slopes.map { $0 == nil ? 0 : (next.next() ?? 0) / Double(work.rows) }
  }
}

extension Problem {
  /// One sample's loss as a formula in columns and parameters.
  var wholeLoss: Expression {
    loss.substituting(["f": model, "y": .variable(target)])
  }
}
