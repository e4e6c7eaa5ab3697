import Formula

/// Route 2: one small Wengert list for each sample, giving the sample's own gradient.
///
/// Each operation's local partial derivatives are recorded when it is evaluated; the way back only
/// multiplies and adds. The gradients are of the samples' own losses: the factor 1/N belongs to
/// the averaging alone.
struct SampleTape {
  private let program: Program
  private var values: [Double]
  private var partialA: [Double]
  private var partialB: [Double]
  private var adjoints: [Double]
  /// For a choice: the operand that was taken.
  private var taken: [Int]

  init(_ program: Program) {
    self.program = program
    let zeros = [Double](repeating: 0, count: program.steps.count)
    values = zeros
    partialA = zeros
    partialB = zeros
    adjoints = zeros
    taken = [Int](repeating: 0, count: program.steps.count)
  }

  /// What every sample contributes.
  struct Result {
    var samples: SampleEvidence
    var gradients: PerSampleGradients
    /// Derivative of each prediction by each parameter: P arrays of N.
    var activations: [[Double]]
  }

  /// Runs over all rows; arrays of N, gradients of N times P.
  static func run(_ work: Workload, at: [Double]) -> Result {
    var tape = SampleTape(work.program)
    let leaves = work.program.steps.indices.filter {
      work.program.steps[$0].operation == .parameter
    }
    let numbers = leaves.map { work.program.steps[$0].a }
    let zeros = [Double](repeating: 0, count: work.rows)
    // Local arrays, as nested ones would be checked for uniqueness at every store.
    var (predictions, losses, deltas) = (zeros, zeros, zeros)
    var residuals = work.columns[work.target]
    let count = work.parameters
    var gradients = [Double](repeating: 0, count: work.rows * count)
    var slopes = gradients
    for row in 0..<work.rows {
      tape.evaluate(row: row, columns: work.columns, at: at)
      predictions[row] = tape.values[work.prediction]
      residuals[row] -= tape.values[work.prediction]
      losses[row] = tape.values[work.loss]
      tape.reverse(from: work.loss)
      deltas[row] = tape.adjoints[work.prediction]
      for index in leaves.indices {
        gradients[row * count + numbers[index]] = tape.adjoints[leaves[index]]
      }
      tape.reverse(from: work.prediction)
      for index in leaves.indices {
        slopes[numbers[index] * work.rows + row] = tape.adjoints[leaves[index]]
      }
    }
    return Result(
      samples: SampleEvidence(
        predictions: predictions, residuals: residuals, losses: losses, deltas: deltas),
      gradients: PerSampleGradients(rows: work.rows, columns: count, values: gradients),
      activations: (0..<count).map { Array(slopes[$0 * work.rows..<($0 + 1) * work.rows]) })
  }

  /// One sample's own gradient at any point, in the buffers of the last one.
  mutating func gradient(_ work: Workload, row: Int, at: [Double]) -> [Double] {
    evaluate(row: row, columns: work.columns, at: at)
    reverse(from: work.loss)
    var gradient = [Double](repeating: 0, count: work.parameters)
    for (index, step) in program.steps.enumerated() where step.operation == .parameter {
      gradient[step.a] = adjoints[index]
    }
    return gradient
  }

  private mutating func reverse(from output: Int) {
    for index in adjoints.indices { adjoints[index] = 0 }
    adjoints[output] = 1
    var index = output
    while index >= 0 {
      let step = program.steps[index]
      let incoming = adjoints[index]
      if step.isActive, incoming != 0 { pass(incoming, from: index, step) }
      index -= 1
    }
  }

  @inline(__always)
  private mutating func pass(_ incoming: Double, from index: Int, _ step: Program.Step) {
    switch step.operation {
    case .constant, .column, .parameter: break
    case .choose: adjoints[taken[index]] += incoming
    case .add, .subtract, .multiply, .divide, .power:
      if program.steps[step.a].isActive { adjoints[step.a] += partialA[index] * incoming }
      if program.steps[step.b].isActive { adjoints[step.b] += partialB[index] * incoming }
    default: adjoints[step.a] += partialA[index] * incoming
    }
  }

  private mutating func evaluate(row: Int, columns: [[Double]], at: [Double]) {
    for index in program.steps.indices {
      let step = program.steps[index]
      switch step.operation {
      case .constant: values[index] = step.value
      case .column: values[index] = columns[step.a][row]
      case .parameter: values[index] = at[step.a]
      case .choose(let order):
        let holds = order.holds(values[step.a], values[step.b])
        taken[index] = holds ? step.c : step.d
        values[index] = values[taken[index]]
      case .function(let function): record(function, index, values[step.a])
      default: record(step, index, values[step.a], values[step.b])
      }
    }
  }

  @inline(__always)
  private mutating func record(_ step: Program.Step, _ index: Int, _ a: Double, _ b: Double) {
    switch step.operation {
    case .copy: set(index, a, 1)
    case .negate: set(index, -a, -1)
    case .add: set(index, a + b, 1, 1)
    case .subtract: set(index, a - b, 1, -1)
    case .multiply: set(index, a * b, b, a)
    case .divide: set(index, a / b, 1 / b, -(a / b) / b)
    case .square: set(index, a * a, a + a)
    case .power: recordPower(step, index, a, b)
    default: break
    }
  }

  private mutating func recordPower(
    _ step: Program.Step, _ index: Int, _ a: Double, _ b: Double
  ) {
    let result = Elementary.pow(a, b)
    let byBase = b == 0 ? 0 : b * Elementary.pow(a, b - 1)
    let byExponent = result == 0 ? 0 : result * Elementary.log(a)
    set(index, result, byBase, byExponent)
  }

  @inline(__always)
  private mutating func set(_ index: Int, _ value: Double, _ a: Double, _ b: Double = 0) {
    values[index] = value
    partialA[index] = a
    partialB[index] = b
  }

  @inline(__always)
  private mutating func record(_ function: Expression.Function, _ index: Int, _ x: Double) {
    let value = function(x)
    switch function {
    case .exp: set(index, value, value)
    case .log: set(index, value, 1 / x)
    case .log1p: set(index, value, 1 / (x + 1))
    case .sqrt: set(index, value, 0.5 / value)
    case .tanh: set(index, value, (1 - value) * (1 + value))
    case .sigmoid: set(index, value, value * Expression.Function.sigmoid(-x))
    case .softplus: set(index, value, Expression.Function.sigmoid(x))
    case .sin: set(index, value, Elementary.cos(x))
    case .cos: set(index, value, -Elementary.sin(x))
    case .abs: set(index, value, Expression.Function.sign(x))
    case .sign: set(index, value, 0)
    case .erf: set(index, value, Expression.Function.exp(-x * x) * (2 / Double.pi.squareRoot()))
    }
  }
}
