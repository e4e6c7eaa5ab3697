/// Minimises a mean loss by damped second-order steps.
///
/// Solves (M + lambda diag M) d = -g with M the Gauss-Newton matrix (Levenberg-Marquardt) or the
/// Hessian (damped Newton), and takes a step if it does not raise the loss. Ends when a step no
/// longer moves any parameter by more than 1e-13 of its size, or after 200 steps (fewer for
/// very many rows). See J. Nocedal
/// and S. Wright, Numerical Optimization, 2nd ed., ch. 10.
struct DampedDescent {
  var parameters: [Double]
  var value: Double
  var iterations = 0

  private static let mostSteps = 200
  private static let smallestMove = 1e-13

  /// - Parameter squaredFactor: c for the loss c (y - f)^2: then the Gauss-Newton matrix is used.
  init?(
    _ work: Workload, from start: [Double], squaredFactor: Double?, maximumSteps: Int = mostSteps
  ) {
    let cost = Double(work.rows) * Double(work.program.steps.count * work.parameters)
    let steps = min(maximumSteps, Int(max(10, min(Double(Self.mostSteps), 2e9 / cost))))
    var tape = ColumnTape(work, at: start)
    parameters = start
    value = tape.mean()
    guard value.isFinite else { return nil }
    var damping = 1e-3
    var small = 0
    while iterations < steps, small < 2 {
      iterations += 1
      let gradient = Self.gradient(work, parameters)
      guard gradient.allSatisfy(\.isFinite), gradient.contains(where: { $0 != 0 }) else { return }
      guard let matrix = Self.curvature(work, parameters, squaredFactor),
        matrix.allSatisfy(\.isFinite)
      else { return }
      var accepted: [Double]?
      while damping < 1e20, accepted == nil {
        accepted = trial(work, gradient, matrix, damping)
        damping = accepted == nil ? damping * 8 : max(damping / 8, 1e-18)
      }
      guard let accepted else { return }
      let moved = zip(accepted, parameters).contains { abs($0 - $1) > Self.smallestMove * abs($0) }
      small = moved ? 0 : small + 1
      parameters = accepted
    }
  }

  private mutating func trial(
    _ work: Workload, _ gradient: [Double], _ matrix: [Double], _ damping: Double
  ) -> [Double]? {
    let n = parameters.count
    var damped = matrix
    let floor = (0..<n).reduce(0) { max($0, abs(matrix[$1 * n + $1])) } * 1e-9 + 1e-300
    for i in 0..<n { damped[i * n + i] += damping * max(abs(matrix[i * n + i]), floor) }
    guard let step = SymmetricMatrix.solve(damped, gradient) else { return nil }
    let next = zip(parameters, step).map { $0 - $1 }
    var tape = ColumnTape(work, at: next)
    let reached = tape.mean()
    guard reached <= value * (1 + (value < 0 ? -4 : 4) * 0x1p-52) else { return nil }
    value = reached
    return next
  }

  static func gradient(_ work: Workload, _ at: [Double]) -> [Double] {
    var tape = ColumnTape(work, at: at)
    return tape.gradientOfMean().gradient
  }

  private static func curvature(
    _ work: Workload, _ at: [Double], _ squaredFactor: Double?
  ) -> [Double]? {
    guard let squaredFactor else { return Hessian.ofMean(work, at: at) }
    return MeanCurvature.ofSquares(squaredFactor, SampleTape.run(work, at: at).activations)
  }
}
