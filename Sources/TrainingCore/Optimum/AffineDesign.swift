import Formula

/// The matrix of a model that is affine in its parameters: f = offset + sum of columns times
/// parameters.
struct AffineDesign {
  /// P arrays of N: derivatives of the prediction by the parameters.
  var columns: [[Double]]

  /// - Throws: ``EvaluationError`` if the model's derivative cannot be evaluated.
  init(_ problem: Problem, _ work: Workload) throws(EvaluationError) {
    let names = NameBinding(problem)
    let origin = [Double](repeating: 0, count: work.parameters)
    columns = []
    for parameter in problem.parameters {
      var builder = ProgramBuilder()
      let output = try builder.add(problem.model.derivative(by: parameter)) { names.inModel($0) }
      var tape = ColumnTape(
        work.replacing(program: builder.program, output: output), at: origin)
      columns.append(tape.all(of: output))
    }
  }

  /// Target minus prediction at a point: N values.
  static func residuals(_ work: Workload, at: [Double]) -> [Double] {
    var tape = ColumnTape(work, at: at)
    var residuals = tape.all(of: work.prediction)
    let target = work.columns[work.target]
    for row in residuals.indices { residuals[row] = target[row] - residuals[row] }
    return residuals
  }
}
