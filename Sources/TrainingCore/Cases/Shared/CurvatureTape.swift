import Formula

/// The second derivatives of each sample's own loss along one or several directions, without the
/// Hessian: reverse mode on dual numbers.
///
/// Forwards every step carries its derivatives along the directions, and the way back is made of the
/// same numbers, so an adjoint's slope is the Hessian times the direction at a few times the price of
/// a gradient. Source: B. Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation
/// 6 (1994).
struct CurvatureTape<Slope: DualSlope> {
  typealias Number = DualNumber<Slope>
  private let program: Program
  private let output: Int
  private var evaluation: DualProgram<Slope>
  private var adjoints: [Number]

  /// For the loss of a problem.
  init(_ work: Workload) {
    program = work.program
    output = work.loss
    evaluation = DualProgram(program)
    adjoints = [Number](repeating: Number(0), count: program.steps.count)
  }

  /// One sample's Hessian times directions, of which the slope of each parameter holds its
  /// components: P slopes.
  mutating func products(
    row: Int, _ columns: [[Double]], at: [Double], along direction: (_ parameter: Int) -> Slope
  ) -> [Slope] {
    evaluation.evaluate(row: row, columns: columns, at: at, slope: direction)
    for index in adjoints.indices { adjoints[index] = Number(0) }
    adjoints[output] = Number(1)
    var result = [Slope](repeating: .zero, count: at.count)
    for index in stride(from: output, through: 0, by: -1) where program.steps[index].isActive {
      let step = program.steps[index]
      if step.operation == .parameter { result[step.a] = adjoints[index].slope }
      pass(adjoints[index], from: index, step)
    }
    return result
  }

  private mutating func pass(_ incoming: Number, from index: Int, _ step: Program.Step) {
    guard !step.operation.isLeaf else { return }
    let (a, b) = (evaluation[step.a], evaluation[step.b])
    let result = evaluation[index]
    switch step.operation {
    case .constant, .column, .parameter: break
    case .copy: add(incoming, to: step.a)
    case .negate: add(-incoming, to: step.a)
    case .add:
      add(incoming, to: step.a)
      add(incoming, to: step.b)
    case .subtract:
      add(incoming, to: step.a)
      add(-incoming, to: step.b)
    case .multiply:
      add(incoming * b, to: step.a)
      add(incoming * a, to: step.b)
    case .divide:
      add(incoming / b, to: step.a)
      add(-(incoming * result / b), to: step.b)
    case .square: add(incoming * (a + a), to: step.a)
    case .power: passPower(incoming, step, a, b, result)
    case .function(let function): add(incoming * slope(of: function, a, result), to: step.a)
    case .choose(let order):
      add(incoming, to: order.holds(a.value, b.value) ? step.c : step.d)
    }
  }

  private mutating func passPower(
    _ incoming: Number, _ step: Program.Step, _ a: Number, _ b: Number, _ result: Number
  ) {
    if program.steps[step.a].isActive, b.value != 0 {
      add(incoming * b * a.raised(to: b - 1), to: step.a)
    }
    if program.steps[step.b].isActive, result.value != 0 {
      add(incoming * result * a.applying(.log), to: step.b)
    }
  }

  private mutating func add(_ share: Number, to step: Int) {
    if program.steps[step].isActive { adjoints[step] = adjoints[step] + share }
  }

  /// The derivative of a function as a number that can be differentiated once more.
  private func slope(
    of function: Expression.Function, _ x: Number, _ result: Number
  ) -> Number {
    switch function {
    case .exp: result
    case .log: 1 / x
    case .log1p: 1 / (x + 1)
    case .sqrt: 1 / (result + result)
    case .tanh: 1 - result * result
    case .sigmoid: result * (1 - result)
    case .softplus: x.applying(.sigmoid)
    case .sin: x.applying(.cos)
    case .cos: -x.applying(.sin)
    case .abs: x.applying(.sign)
    case .sign: Number(0)
    case .erf: (-(x * x)).applying(.exp) * (2 / Double.pi.squareRoot())
    }
  }
}

extension CurvatureTape<Double> {
  /// The Hessian of one sample's loss times a vector: P components.
  mutating func product(
    row: Int, _ columns: [[Double]], at: [Double], along direction: [Double]
  ) -> [Double] {
    products(row: row, columns, at: at) { direction[$0] }
  }

  /// The Hessian of the mean loss times a vector.
  static func meanProduct(_ work: Workload, at: [Double], along direction: [Double]) -> [Double] {
    var tape = CurvatureTape<Double>(work)
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
