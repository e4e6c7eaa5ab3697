import Formula

/// How fast a formula changes when one parameter leaves its place in one direction: a directional
/// derivative, which exists where there is a kink and no derivative.
///
/// Forward mode in which an absolute value of 0 and a tie of a condition go by where their operands
/// are heading.
struct SidedDerivative {
  private let program: Program
  private var values: [Double]
  private var slopes: [Double]

  init(_ program: Program) {
    self.program = program
    values = [Double](repeating: 0, count: program.steps.count)
    slopes = values
  }

  /// The derivative of the loss in the direction of a parameter: from above for a side of 1, from
  /// below for -1, in units of the derivative.
  mutating func callAsFunction(
    _ work: Workload, row: Int, at: [Double], by parameter: Int, side: Double
  ) -> Double {
    for (index, step) in program.steps.enumerated() {
      switch step.operation {
      case .constant: set(index, step.value, 0)
      case .column: set(index, work.columns[step.a][row], 0)
      case .parameter: set(index, at[step.a], step.a == parameter ? side : 0)
      case .choose(let order): choose(index, step, order)
      case .function(.abs) where values[step.a] == 0: set(index, 0, abs(slopes[step.a]))
      case .function(.sign) where values[step.a] == 0:
        set(index, slopes[step.a] == 0 ? 0 : (slopes[step.a] > 0 ? 1 : -1), 0)
      default: apply(index, step)
      }
    }
    return side * slopes[work.loss]
  }

  private mutating func set(_ index: Int, _ value: Double, _ slope: Double) {
    values[index] = value
    slopes[index] = slope
  }

  private mutating func choose(
    _ index: Int, _ step: Program.Step, _ order: Expression.Condition.Order
  ) {
    let isTie = values[step.a] == values[step.b]
    let holds =
      isTie && slopes[step.a] != slopes[step.b]
      ? order.holds(slopes[step.a], slopes[step.b]) : order.holds(values[step.a], values[step.b])
    let taken = holds ? step.c : step.d
    set(index, values[taken], slopes[taken])
  }

  private mutating func apply(_ index: Int, _ step: Program.Step) {
    let a = Dual(values[step.a], slope: slopes[step.a])
    let b = Dual(values[step.b], slope: slopes[step.b])
    let result: Dual
    switch step.operation {
    case .copy: result = a
    case .negate: result = -a
    case .add: result = a + b
    case .subtract: result = a - b
    case .multiply: result = a * b
    case .divide: result = a / b
    case .square: result = a * a
    case .power: result = a.raised(to: b)
    case .function(let function): result = a.applying(function)
    case .constant, .column, .parameter, .choose: result = a
    }
    set(index, result.value, result.slope)
  }
}
