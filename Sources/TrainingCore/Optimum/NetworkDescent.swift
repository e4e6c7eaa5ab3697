import Formula

/// Minimises a network's mean loss by damped Gauss-Newton steps (Levenberg-Marquardt).
///
/// Solves (A + lambda D) d = -g with A = mean(w a a'), where a are a sample's derivatives of the
/// prediction and w the loss's second derivative by it, and with D the diagonal of A,
/// the largest one so far. A step is taken
/// if it does not raise the loss. See J. Nocedal and S. Wright, Numerical Optimization, 2nd ed.,
/// ch. 10, and for losses other than the squared error N. Schraudolph, "Fast curvature matrix-vector
/// products for second-order gradient descent", 2002.
struct NetworkDescent {
  var parameters: [Double]
  var value: Double
  var iterations = 0

  private let work: Workload
  private let evaluation: NetworkEvaluation
  private let curvature: LossCurvature
  /// The largest diagonal entry so far, parameter by parameter: a unit that comes to its end loses
  /// its curvature, and would leap without this. J. Moré, "The Levenberg-Marquardt algorithm:
  /// implementation and theory", 1978.
  private var scales: [Double]
  /// Several steps in a row that save less than this share of the loss are the last ones: what is to
  /// be had after them is mostly noise learned by heart, at the price of enormous weights.
  private static let smallestSaving = 3e-4
  private static let mostSmallSteps = 5
  /// Less of it lets weights that hardly matter grow without bounds.
  private static let leastDamping = 1e-5
  /// A loss that has fallen to this share of the first one is a perfect fit.
  private static let perfect = 1e-26

  /// nil if the loss is not a number at the start.
  /// - Throws: ``EvaluationError`` if the memory does not suffice.
  init?(
    _ work: Workload, _ curvature: LossCurvature, from start: [Double], steps: Int
  ) throws(EvaluationError) {
    guard let evaluation = try NetworkEvaluation(work, at: start) else { return nil }
    self.work = work
    self.evaluation = evaluation
    self.curvature = curvature
    parameters = start
    scales = start.map { _ in 0 }
    value = evaluation.mean()
    guard value.isFinite else { return nil }
    let first = abs(value)
    var damping = 1e-2
    var small = 0
    while iterations < steps, small < Self.mostSmallSteps, abs(value) > Self.perfect * first {
      iterations += 1
      let before = value
      guard try step(&damping) else { return }
      small = before - value <= Self.smallestSaving * abs(before) ? small + 1 : 0
    }
  }

  /// One step; false if none leads down.
  private mutating func step(_ damping: inout Double) throws(EvaluationError) -> Bool {
    evaluation.move(to: parameters)
    let here = evaluation.lossesAndDeltas()
    var jacobian = try evaluation.jacobian()
    let count = Double(work.rows)
    let gradient = evaluation.gradient(weights: here.deltas.map { $0 / count })
    let weights = curvature.weights(work, here.predictions, here.deltas)
    let width = parameters.count
    for row in weights.indices {
      let factor = (weights[row] / count).squareRoot()
      for cell in row * width..<(row + 1) * width { jacobian[cell] *= factor }
    }
    guard gradient.contains(where: { $0 != 0 }), gradient.allSatisfy(\.isFinite),
      let matrix = BLAS.shared?.gram(jacobian, rows: work.rows, columns: width),
      matrix.allSatisfy(\.isFinite)
    else { return false }
    for index in 0..<width { scales[index] = max(scales[index], matrix[index * width + index]) }
    while damping < 1e16 {
      if try moves(matrix, gradient, damping) {
        damping = max(damping / 4, Self.leastDamping)
        return true
      }
      damping *= 6
    }
    return false
  }

  private mutating func moves(
    _ matrix: [Double], _ gradient: [Double], _ damping: Double
  ) throws(EvaluationError) -> Bool {
    let width = parameters.count
    var damped = matrix
    // Units of the data may differ by many powers of ten; what has no curvature at all stays put.
    let least = 1e-24 * (scales.max() ?? 0) + 1e-300
    for index in 0..<width {
      damped[index * width + index] += damping * max(scales[index], least)
    }
    guard let step = Cholesky.solve(damped, gradient) else { return false }
    let next = zip(parameters, step).map { $0 - $1 }
    evaluation.move(to: next)
    let reached = evaluation.mean()
    guard reached < value else { return false }
    value = reached
    parameters = next
    return true
  }
}

/// The second derivative of a loss by the prediction, or what takes its place where it is 0.
struct LossCurvature: Sendable {
  private let program: Program
  private let output: Int
  private let isResidual: Bool

  /// - Throws: ``EvaluationError`` if the loss uses other names than `y` and `f`.
  init(_ problem: Problem, _ structure: ProblemStructure) throws(EvaluationError) {
    var builder = ProgramBuilder()
    output = try builder.add(problem.loss.derivative(by: "f").derivative(by: "f")) {
      ["y": .column(0), "f": .column(1)][$0]
    }
    program = builder.program
    isResidual = structure.residualLoss != nil
  }

  /// A weight of each sample, not negative.
  ///
  /// Where the loss is straight its slope over the residual does, as in iteratively reweighted least
  /// squares, or 1 if it is no function of the residual.
  func weights(_ work: Workload, _ predictions: [Double], _ deltas: [Double]) -> [Double] {
    let target = work.columns[work.target]
    var tape = ColumnTape(
      work.replacing(program: program, output: output).replacing(columns: [target, predictions]),
      at: [])
    let second = tape.all(of: output)
    let residuals = zip(target, predictions).map { abs($0 - $1) }
    let floor = 1e-6 * Summation.mean(residuals) + 1e-300
    return second.indices.map { row in
      if second[row] > 0, second[row].isFinite { return second[row] }
      guard deltas[row] != 0 else { return 0 }
      return isResidual ? abs(deltas[row]) / max(residuals[row], floor) : 1
    }
  }
}
