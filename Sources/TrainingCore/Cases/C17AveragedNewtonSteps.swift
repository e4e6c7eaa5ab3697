/// Newton steps of single samples, averaged.
struct C17AveragedNewtonSteps: Case {
  let id = "C17"
  let premise = "P4"
  let title = "Newton steps and preconditioned gradients, averaged"
  let leftName = "step of the average gradient and curvature"
  let rightName = "average of the samples’ own steps"
  let statement = """
    Curvatures average and gradients average, but a step is a quotient of the two. Each sample’s \
    own step divides by its own curvature, so samples are weighted by inverses of different \
    matrices.
    """
  let formula =
    #"\overline{(H_i + \lambda I)^{-1} g_i} - (\bar{H} + \lambda I)^{-1} \bar{g}"#
  let repair = "average gradients and curvatures first, then solve once"
  let code = "step = torch.linalg.solve(H.mean(0) + damping * I, g.mean(0))"
  let signature = """
    each gradient is multiplied by the inverse of its own damped curvature: a matrix in place of \
    a weight
    """

  private let damping: Double?
  /// Every sample has a system of its own to be solved.
  private static let mostParameters = 32

  init() { damping = nil }
  /// With a given damping.
  init(damping: Double) { self.damping = damping }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let size = input.bench.parameters
    guard size <= Self.mostParameters else {
      throw Unavailable(
        "a system of equations for every sample takes too long for so many parameters")
    }
    let bench = try input.bench.part(max(16, 1_500_000 / (size * size * size + 800)))
    guard let hessian = Hessian.ofMean(bench.work, at: bench.at), hessian.allSatisfy(\.isFinite)
    else { throw Unavailable("the curvature is not a number here") }
    let steps = SampleNewtonSteps(bench, hessian, damping: damping)
    guard steps.damping > 0 else { throw Unavailable("the loss has no curvature here") }
    guard let left = steps.ofMean, let (right, moved) = steps.mean else {
      throw Unavailable("the curvature with its damping cannot be inverted here")
    }
    var comparison = Comparison(
      left: left, right: right, expectedRounding: steps.rounding(left, right, moved: moved))
    comparison.demoteEqual(
      why: (bench.rows == 1
        ? "there is one sample only" : "all samples have the same curvature along their gradients")
        + " in this run")
    var numbers: [(name: String, values: [Double])] = [("damping", [steps.damping])]
    if let newton = SymmetricMatrix.solve(hessian, bench.meanGradient) {
      numbers.append(("step of the average without damping", newton))
      numbers.append(("parameters after it", zip(bench.at, newton).map { $0 - $1 }))
    }
    numbers.append(("mean curvature, by rows", size <= 4 ? hessian : []))
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: steps.closedGap(), referee: nil,
      numbers: numbers.filter { !$0.values.isEmpty }, inputNote: bench.note)
  }
}

/// Damped Newton steps of the mean loss and of every sample by itself.
private struct SampleNewtonSteps {
  let bench: CaseBench
  /// Of the mean loss, row by row.
  let hessian: [Double]
  let damping: Double
  private var size: Int { bench.parameters }

  /// - Parameter damping: nil for the mean size of the Hessian's diagonal.
  init(_ bench: CaseBench, _ hessian: [Double], damping: Double?) {
    self.bench = bench
    self.hessian = hessian
    let size = bench.parameters
    self.damping = damping ?? Summation.mean((0..<size).map { abs(hessian[$0 * size + $0]) })
  }

  private func damped(_ matrix: [Double], by damping: Double? = nil) -> [Double] {
    let added = damping ?? self.damping
    return matrix.indices.map { matrix[$0] + ($0 / size == $0 % size ? added : 0) }
  }

  /// The step of the averages: reverse mode for the gradient, forward mode for the curvature.
  var ofMean: [Double]? {
    let matrix = damped(hessian)
    return SymmetricMatrix.solve(matrix, bench.meanGradient)
      ?? DenseSystem.solve(matrix, bench.meanGradient)
  }

  /// A relative change of the damping that shows how near to singular a sample's system is.
  private static let nudge = 0x1p-20

  /// The mean of the samples' own steps, from their tapes' gradients and their Hessians column by
  /// column; and the mean length by which the nudge moves them, divided by it.
  var mean: (step: [Double], moved: Double)? {
    var moved = 0.0
    var tape = CurvatureTape<Double>(bench.work)
    var sums = [RunningSum](repeating: RunningSum(), count: size)
    for row in 0..<bench.rows {
      var matrix: [Double] = []
      for index in 0..<size {
        let direction = (0..<size).map { $0 == index ? 1.0 : 0 }
        matrix += tape.product(row: row, bench.work.columns, at: bench.at, along: direction)
      }
      let gradient = bench.perSample.row(row)
      guard let step = DenseSystem.solve(damped(matrix), gradient),
        let other = DenseSystem.solve(damped(matrix, by: damping * (1 + Self.nudge)), gradient)
      else { return nil }
      moved += VectorNorm.euclidean(zip(step, other).map { ($0 - $1) / Self.nudge })
      for index in sums.indices { sums[index].add(step[index]) }
    }
    return (sums.map { $0.total / Double(bench.rows) }, moved / Double(bench.rows))
  }

  /// For c (y - f)^2 and a model that is affine in the parameters: a sample's gradient is a multiple
  /// of its activation a, and so is its step, over damping + 2 c |a|^2 (Sherman and Morrison); the
  /// average's comes from eigenvectors.
  func closedGap() -> [Double]? {
    guard let curvature = bench.quadraticCurvature(), let factor = bench.structure.squaredFactor,
      let (values, vectors) = LAPACK.eigenvectors(curvature, size: size)
    else { return nil }
    var steps = [RunningSum](repeating: RunningSum(), count: size)
    var slopes = steps
    for row in 0..<bench.rows {
      let activation = bench.activations.map { $0[row] }
      let slope = -2 * factor * bench.samples.residuals[row]
      let length = 2 * factor * VectorNorm.dot(activation, activation)
      for index in 0..<size {
        slopes[index].add(slope * activation[index])
        steps[index].add(slope * activation[index] / (damping + length))
      }
    }
    let count = Double(bench.rows)
    var gap = steps.map { $0.total / count }
    let gradient = slopes.map { $0.total / count }
    for (value, vector) in zip(values, vectors) {
      let part = VectorNorm.dot(vector, gradient) / (value + damping)
      for index in gap.indices { gap[index] -= part * vector[index] }
    }
    return gap
  }

  /// The relative difference that rounding may make: gradients and curvatures are off by their own
  /// bounds, and solving multiplies that by the condition of the system, which the damping limits
  /// where curvatures are not negative. A single sample's may be worse: how far a nudge moves its step
  /// tells.
  func rounding(_ left: [Double], _ right: [Double], moved: Double) -> Double {
    let eigenvalues = LAPACK.eigenvalues(damped(hessian), size: size) ?? []
    let sizes = eigenvalues.map { abs($0) }
    let smallest = min(damping, sizes.min() ?? damping)
    guard smallest > 0 else { return .infinity }
    let condition = max((sizes.max() ?? damping), damping) / smallest
    let largest = max(VectorNorm.euclidean(left), VectorNorm.euclidean(right))
    guard largest > 0 else { return 1 }
    let ofGradients = 2 * VectorNorm.euclidean(bench.rounding.gradient) / smallest / largest
    let operations = Double(min(64, bench.work.program.steps.count) + 3 * size)
    return 2 * ofGradients
      + 2 * operations * (condition + moved / largest) * RoundingEstimate.unit
  }
}
