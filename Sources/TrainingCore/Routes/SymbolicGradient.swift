import Formula

/// Route 3: the derivative as a formula, evaluated for each sample and averaged.
enum SymbolicGradient {
  /// The mean over the samples of the derivative by each parameter: P values.
  /// - Throws: ``EvaluationError`` if the derivative cannot be evaluated.
  static func compute(
    _ problem: Problem, _ work: Workload, at: [Double]
  ) throws(EvaluationError) -> [Double] {
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
}

extension Problem {
  /// One sample's loss as a formula in columns and parameters.
  var wholeLoss: Expression {
    loss.substituting(["f": model, "y": .variable(target)])
  }
}
