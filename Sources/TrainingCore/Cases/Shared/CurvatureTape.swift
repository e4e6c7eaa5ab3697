import Formula

/// A sample's Hessian times a vector, without the Hessian.
///
/// Values and their derivatives along the vector go forwards, adjoints and theirs go backwards, so a
/// product costs a few times as much as a gradient (B. A. Pearlmutter, "Fast exact multiplication by
/// the Hessian", Neural Computation 6, 1994).
struct CurvatureTape {
  private let program: Program
  private let output: Int
  private let parameters: Int
  private var values, tangents: [Double]
  private var adjoints, adjointTangents: [Double]
  private var locals: [LocalDerivatives]
  /// For a choice: the operand that was taken.
  private var taken: [Int]

  init(_ work: Workload) {
    program = work.program
    output = work.loss
    parameters = work.parameters
    let count = program.steps.count
    let zeros = [Double](repeating: 0, count: count)
    (values, tangents, adjoints, adjointTangents) = (zeros, zeros, zeros, zeros)
    locals = [LocalDerivatives](repeating: LocalDerivatives(.constant, 0, 0), count: count)
    taken = [Int](repeating: 0, count: count)
  }

  /// The Hessian of one sample's loss times a vector: P components.
  mutating func product(
    row: Int, _ columns: [[Double]], at: [Double], along direction: [Double]
  ) -> [Double] {
    forward(row, columns, at, direction)
    for index in adjoints.indices { (adjoints[index], adjointTangents[index]) = (0, 0) }
    adjoints[output] = 1
    var result = [Double](repeating: 0, count: parameters)
    for index in program.steps.indices.reversed() where program.steps[index].isActive {
      let step = program.steps[index]
      switch step.operation {
      case .parameter: result[step.a] += adjointTangents[index]
      case .constant, .column: break
      case .choose:
        adjoints[taken[index]] += adjoints[index]
        adjointTangents[taken[index]] += adjointTangents[index]
      default: backward(index, step)
      }
    }
    return result
  }

  private mutating func forward(
    _ row: Int, _ columns: [[Double]], _ at: [Double], _ direction: [Double]
  ) {
    for (index, step) in program.steps.enumerated() {
      var tangent = 0.0
      switch step.operation {
      case .constant: values[index] = step.value
      case .column: values[index] = columns[step.a][row]
      case .parameter:
        values[index] = at[step.a]
        tangent = direction[step.a]
      case .choose(let order):
        taken[index] = order.holds(values[step.a], values[step.b]) ? step.c : step.d
        values[index] = values[taken[index]]
        tangent = tangents[taken[index]]
      default:
        let local = LocalDerivatives(step.operation, values[step.a], values[step.b])
        values[index] = local.value
        locals[index] = local
        tangent = Self.term(local.byA, tangents[step.a])
        if local.isBinary { tangent += Self.term(local.byB, tangents[step.b]) }
      }
      tangents[index] = tangent
    }
  }

  private mutating func backward(_ index: Int, _ step: Program.Step) {
    let (adjoint, change, local) = (adjoints[index], adjointTangents[index], locals[index])
    let (a, b) = (tangents[step.a], local.isBinary ? tangents[step.b] : 0)
    if program.steps[step.a].isActive {
      let bend = Self.term(local.byAA, a) + Self.term(local.byAB, b)
      adjoints[step.a] += Self.term(local.byA, adjoint)
      adjointTangents[step.a] += Self.term(local.byA, change) + Self.term(bend, adjoint)
    }
    if local.isBinary, program.steps[step.b].isActive {
      let bend = Self.term(local.byAB, a) + Self.term(local.byBB, b)
      adjoints[step.b] += Self.term(local.byB, adjoint)
      adjointTangents[step.b] += Self.term(local.byB, change) + Self.term(bend, adjoint)
    }
  }

  /// A product in which 0 beats infinity: what does not change has no curvature.
  private static func term(_ factor: Double, _ slope: Double) -> Double {
    slope == 0 ? 0 : factor * slope
  }

  /// The Hessian of the mean loss times a vector.
  static func meanProduct(_ work: Workload, at: [Double], along direction: [Double]) -> [Double] {
    var tape = CurvatureTape(work)
    var sums = [RunningSum](repeating: RunningSum(), count: work.parameters)
    for row in 0..<work.rows {
      let product = tape.product(row: row, work.columns, at: at, along: direction)
      for index in sums.indices { sums[index].add(product[index]) }
    }
    return sums.map { $0.total / Double(work.rows) }
  }

  /// The largest curvature of the mean loss in any direction, whatever its sign, as a few steps of
  /// the power method on some of the rows find it; 0 if there is none.
  static func largest(_ work: Workload, at: [Double]) -> Double {
    let few = work.thinned(to: max(4, min(256, 60_000 / max(1, work.program.steps.count))))
    var generator = SplitMix64(seed: 1)
    var direction = (0..<work.parameters).map { _ in 0.5 + generator.uniform() }
    var curvature = 0.0
    for _ in 0..<8 {
      let product = meanProduct(few, at: at, along: VectorNorm.unit(direction))
      curvature = VectorNorm.euclidean(product)
      guard curvature > 0, curvature.isFinite else { return 0 }
      direction = product
    }
    return curvature
  }
}
