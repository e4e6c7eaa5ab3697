import Formula

/// Route 4: a number together with its derivative in one direction (forward mode).
struct Dual: Sendable {
  var value: Double
  var slope: Double

  init(_ value: Double, slope: Double = 0) {
    self.value = value
    self.slope = slope
  }

  static prefix func - (x: Dual) -> Dual { Dual(-x.value, slope: -x.slope) }
  static func + (l: Dual, r: Dual) -> Dual { Dual(l.value + r.value, slope: l.slope + r.slope) }
  static func - (l: Dual, r: Dual) -> Dual { Dual(l.value - r.value, slope: l.slope - r.slope) }
  static func * (l: Dual, r: Dual) -> Dual {
    Dual(l.value * r.value, slope: l.slope * r.value + l.value * r.slope)
  }
  static func / (l: Dual, r: Dual) -> Dual {
    let quotient = l.value / r.value
    return Dual(quotient, slope: (l.slope - quotient * r.slope) / r.value)
  }

  /// This number raised to another; a constant exponent needs no logarithm.
  func raised(to exponent: Dual) -> Dual {
    let power = Elementary.pow(value, exponent.value)
    var slope = 0.0
    if self.slope != 0, exponent.value != 0 {
      slope += exponent.value * Elementary.pow(value, exponent.value - 1) * self.slope
    }
    if exponent.slope != 0, power != 0 {
      slope += power * Elementary.log(value) * exponent.slope
    }
    return Dual(power, slope: slope)
  }

  func applying(_ function: Expression.Function) -> Dual {
    let result = function(value)
    guard slope != 0 else { return Dual(result) }
    switch function {
    case .exp: return Dual(result, slope: slope * result)
    case .log: return Dual(result, slope: slope / value)
    case .log1p: return Dual(result, slope: slope / (1 + value))
    case .sqrt: return Dual(result, slope: slope / (result + result))
    case .tanh: return Dual(result, slope: slope - slope * result * result)
    case .softplus: return Dual(result, slope: slope / (1 + Expression.Function.exp(-value)))
    case .sigmoid: return Dual(result, slope: slope * result - slope * result * result)
    case .sin: return Dual(result, slope: slope * Elementary.cos(value))
    case .cos: return Dual(result, slope: slope * -Elementary.sin(value))
    case .abs: return Dual(result, slope: value == 0 ? 0 : (value < 0 ? -slope : slope))
    case .sign: return Dual(result)
    }
  }
}

/// Evaluates a program on dual numbers, one sample and one direction at a time.
struct DualEvaluator {
  private let program: Program
  private var numbers: [Dual]

  init(_ program: Program) {
    self.program = program
    numbers = [Dual](repeating: Dual(0), count: program.steps.count)
  }

  /// The last evaluation's result at a step.
  subscript(step: Int) -> Dual { numbers[step] }

  /// Evaluates every step for one row, differentiating by the parameter of the given number.
  mutating func evaluate(row: Int, columns: [[Double]], at: [Double], by parameter: Int) {
    for index in program.steps.indices {
      let step = program.steps[index]
      let a = step.operation.isLeaf ? Dual(0) : numbers[step.a]
      let b = step.operation.isLeaf ? a : numbers[step.b]
      switch step.operation {
      case .constant: numbers[index] = Dual(step.value)
      case .column: numbers[index] = Dual(columns[step.a][row])
      case .parameter:
        numbers[index] = Dual(at[step.a], slope: step.a == parameter ? 1 : 0)
      case .copy: numbers[index] = a
      case .negate: numbers[index] = -a
      case .add: numbers[index] = a + b
      case .subtract: numbers[index] = a - b
      case .multiply: numbers[index] = a * b
      case .divide: numbers[index] = a / b
      case .square: numbers[index] = a * a
      case .power: numbers[index] = a.raised(to: b)
      case .function(let function): numbers[index] = a.applying(function)
      case .choose(let order):
        let holds = order.holds(a.value, b.value)
        numbers[index] = numbers[holds ? step.c : step.d]
      }
    }
  }

  /// The gradient of the mean loss: P passes over the rows, slopes added up, divided by N.
  static func gradientOfMean(_ work: Workload, at: [Double]) -> [Double] {
    var evaluator = DualEvaluator(work.program)
    return (0..<work.parameters).map { parameter in
      var sum = RunningSum()
      for row in 0..<work.rows {
        evaluator.evaluate(row: row, columns: work.columns, at: at, by: parameter)
        sum.add(evaluator[work.loss].slope)
      }
      return sum.total / Double(work.rows)
    }
  }
}

extension Program.Operation {
  /// Whether the step has no operands.
  var isLeaf: Bool {
    switch self {
    case .constant, .column, .parameter: return true
    default: return false
    }
  }
}
