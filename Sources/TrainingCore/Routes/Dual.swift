import Formula

/// What a dual number carries beside its value: the derivative in one direction, or in several.
protocol DualSlope: Sendable {
  static var zero: Self { get }
  static prefix func - (a: Self) -> Self
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, factor: Double) -> Self
  static func / (a: Self, divisor: Double) -> Self
  /// 0 in every direction in which this is 0, whatever a steep operation has made of it there.
  func keepingZeros(in result: Self) -> Self
  /// Whether it is 0 in every direction.
  var isZero: Bool { get }
  /// The derivative of a parameter where the first direction is that of the parameter `first`.
  static func unit(_ parameter: Int, from first: Int) -> Self
}

extension Double: DualSlope {
  @inline(__always) func keepingZeros(in result: Double) -> Double { self == 0 ? 0 : result }
  @inline(__always) static func unit(_ parameter: Int, from first: Int) -> Double {
    parameter == first ? 1 : 0
  }
}

extension SIMD8<Double>: DualSlope {
  @inline(__always) var isZero: Bool { self == .zero }
  @inline(__always) func keepingZeros(in result: Self) -> Self {
    result.replacing(with: 0, where: self .== 0)
  }
  @inline(__always) static func unit(_ parameter: Int, from first: Int) -> Self {
    var slope = Self.zero
    if (0..<scalarCount).contains(parameter - first) { slope[parameter - first] = 1 }
    return slope
  }
}

/// Route 4: a number together with its derivative in one direction (forward mode).
typealias Dual = DualNumber<Double>

/// A number together with its derivatives in one or several directions.
struct DualNumber<Slope: DualSlope>: Sendable {
  var value: Double
  var slope: Slope

  init(_ value: Double, slope: Slope = .zero) {
    self.value = value
    self.slope = slope
  }

  static prefix func - (x: Self) -> Self { Self(-x.value, slope: -x.slope) }
  static func + (l: Self, r: Self) -> Self { Self(l.value + r.value, slope: l.slope + r.slope) }
  static func - (l: Self, r: Self) -> Self { Self(l.value - r.value, slope: l.slope - r.slope) }
  static func * (l: Self, r: Self) -> Self {
    Self(l.value * r.value, slope: l.slope * r.value + r.slope * l.value)
  }
  static func / (l: Self, r: Self) -> Self {
    let quotient = l.value / r.value
    return Self(quotient, slope: (l.slope - r.slope * quotient) / r.value)
  }

  /// This number raised to another; a constant exponent needs no logarithm.
  func raised(to exponent: Self) -> Self {
    let power = Elementary.pow(value, exponent.value)
    var slope = Slope.zero
    if exponent.value != 0 {
      let steepness = exponent.value * Elementary.pow(value, exponent.value - 1)
      slope = slope + self.slope.keepingZeros(in: self.slope * steepness)
    }
    if power != 0, !exponent.slope.isZero {
      let steepness = power * Elementary.log(value)
      slope = slope + exponent.slope.keepingZeros(in: exponent.slope * steepness)
    }
    return Self(power, slope: slope)
  }

  func applying(_ function: Expression.Function) -> Self {
    let result = function(value)
    return Self(result, slope: slope.keepingZeros(in: slope(of: function, result)))
  }

  @inline(__always)
  private func slope(of function: Expression.Function, _ result: Double) -> Slope {
    switch function {
    case .exp: return slope * result
    case .log: return slope / value
    case .log1p: return slope / (1 + value)
    case .sqrt: return slope / (result + result)
    case .tanh: return slope - slope * result * result
    case .sigmoid: return slope * result - slope * result * result
    case .softplus: return slope / (1 + Expression.Function.exp(-value))
    case .sin: return slope * Elementary.cos(value)
    case .cos: return slope * -Elementary.sin(value)
    case .abs: return value == 0 ? .zero : (value < 0 ? -slope : slope)
    case .sign: return .zero
    case .erf: return slope * 2 * Expression.Function.exp(-value * value) / Double.pi.squareRoot()
    }
  }
}

/// Evaluates a program on dual numbers, one sample and one direction at a time.
typealias DualEvaluator = DualProgram<Double>

/// Evaluates a program on dual numbers, one sample and as many directions as a slope has.
struct DualProgram<Slope: DualSlope> {
  private let program: Program
  private var numbers: [DualNumber<Slope>]

  init(_ program: Program) {
    self.program = program
    numbers = [DualNumber<Slope>](repeating: DualNumber(0), count: program.steps.count)
  }

  /// The last evaluation's result at a step.
  subscript(step: Int) -> DualNumber<Slope> { numbers[step] }

  /// Evaluates every step for one row, differentiating by the parameter of the given number and, in
  /// further directions, by those after it.
  mutating func evaluate(row: Int, columns: [[Double]], at: [Double], by parameter: Int) {
    evaluate(row: row, columns: columns, at: at) { .unit($0, from: parameter) }
  }

  /// The same with the slopes that the parameters of each number are given.
  @inline(__always)
  mutating func evaluate(
    row: Int, columns: [[Double]], at: [Double], slope: (_ parameter: Int) -> Slope
  ) {
    for index in program.steps.indices {
      let step = program.steps[index]
      let a = step.operation.isLeaf ? DualNumber(0) : numbers[step.a]
      let b = step.operation.isLeaf ? a : numbers[step.b]
      switch step.operation {
      case .constant: numbers[index] = DualNumber(step.value)
      case .column: numbers[index] = DualNumber(columns[step.a][row])
      case .parameter:
        numbers[index] = DualNumber(at[step.a], slope: slope(step.a))
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
}

extension DualEvaluator {
  /// The gradient of the mean loss: one pass over the rows for every eight parameters, slopes added
  /// up, divided by N.
  static func gradientOfMean(_ work: Workload, at: [Double]) -> [Double] {
    var evaluator = DualProgram<SIMD8<Double>>(work.program)
    let lanes = SIMD8<Double>.scalarCount
    return stride(from: 0, to: work.parameters, by: lanes).flatMap { first in
      var sums = [RunningSum](repeating: RunningSum(), count: min(lanes, work.parameters - first))
      for row in 0..<work.rows {
        evaluator.evaluate(row: row, columns: work.columns, at: at, by: first)
        let slope = evaluator[work.loss].slope
        for lane in sums.indices { sums[lane].add(slope[lane]) }
      }
      return sums.map { $0.total / Double(work.rows) }
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
