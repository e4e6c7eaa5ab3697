import Formula

/// The second derivatives of each sample's own loss: reverse mode on dual numbers.
///
/// Forwards every step carries its derivatives in eight directions, and the way back is made of the
/// same numbers, so an adjoint's slope is a second derivative. Source: B. Pearlmutter, "Fast exact
/// multiplication by the Hessian", Neural Computation 6 (1994).
struct SampleHessian {
  typealias Number = DualNumber<SIMD8<Double>>
  private let program: Program
  private var evaluation: DualProgram<SIMD8<Double>>
  private var adjoints: [Number]

  init(_ program: Program) {
    self.program = program
    evaluation = DualProgram(program)
    adjoints = [Number](repeating: Number(0), count: program.steps.count)
  }

  /// One row's second derivatives by parameter `first` and the seven after it (the lanes) and all
  /// parameters (the array).
  mutating func columns(
    of output: Int, row: Int, columns: [[Double]], at: [Double], from first: Int
  ) -> [SIMD8<Double>] {
    evaluation.evaluate(row: row, columns: columns, at: at, by: first)
    for index in adjoints.indices { adjoints[index] = Number(0) }
    adjoints[output] = Number(1)
    var result = [SIMD8<Double>](repeating: .zero, count: at.count)
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

/// The mean of the samples' Hessians, with the size of what was added up.
struct MeanOfHessians {
  /// P times P, row by row.
  private(set) var mean: [Double]
  /// How much each element may be off by rounding.
  private(set) var bound: [Double]

  /// A relative change of target and prediction that shows how rounding in them is carried on.
  private static let nudge = 0x1p-20

  init(_ work: Workload, at: [Double]) {
    let totals = Self.totals(work, at: at)
    let operations = Double(work.program.steps.count + Summation.deepest(work.rows) + 8)
    mean = totals.map { $0.sum.total / Double(work.rows) }
    bound = totals.map {
      operations * RoundingEstimate.unit * $0.size.total / Double(work.rows)
    }
  }

  /// For each element its sum, and the sum of how large it is and how much the nudge moves it.
  private static func totals(
    _ work: Workload, at: [Double]
  ) -> [(sum: RunningSum, size: RunningSum)] {
    var hessian = SampleHessian(work.program)
    let (size, lanes) = (at.count, SIMD8<Double>.scalarCount)
    var totals = Array(repeating: (sum: RunningSum(), size: RunningSum()), count: size * size)
    let moved = nudged(work, SampleTape.run(work, at: at).samples.predictions)
    for row in 0..<work.rows {
      for first in stride(from: 0, to: size, by: lanes) {
        let pair = [work.columns, moved].map {
          hessian.columns(of: work.loss, row: row, columns: $0, at: at, from: first)
        }
        for other in 0..<size {
          for lane in 0..<min(lanes, size - first) {
            let (cell, value) = ((first + lane) * size + other, pair[0][other][lane])
            totals[cell].sum.add(value)
            totals[cell].size.add(abs(value) + abs(pair[1][other][lane] - value) / nudge)
          }
        }
      }
    }
    return totals
  }

  /// The targets moved by a small share of themselves or of the prediction.
  private static func nudged(_ work: Workload, _ predictions: [Double]) -> [[Double]] {
    var columns = work.columns
    columns[work.target] = zip(columns[work.target], predictions).map {
      $0 + nudge * max(abs($0), abs($1))
    }
    return columns
  }
}
