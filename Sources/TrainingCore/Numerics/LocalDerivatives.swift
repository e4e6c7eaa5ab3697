import Formula

/// First and second partial derivatives of one operation at one point.
///
/// Used where curvature is needed, running error analysis and the Hessian for Newton's method, and by
/// ``RecordedNumber``, which the catalogue differentiates functions of scalars with.
/// The routes to the gradient do not use it.
struct LocalDerivatives {
  var value = 0.0
  var byA = 0.0, byB = 0.0
  var byAA = 0.0, byAB = 0.0, byBB = 0.0
  /// Whether the second operand counts.
  var isBinary = false
  /// How many half units in the last place the operation may add.
  var roundings = 1.0

  init(_ operation: Program.Operation, _ a: Double, _ b: Double) {
    switch operation {
    case .copy: set(a, 1, 0, roundings: 0)
    case .negate: set(-a, -1, 0, roundings: 0)
    case .square: set(a * a, 2 * a, 2)
    case .add: setPair(a + b, 1, 1)
    case .subtract: setPair(a - b, 1, -1)
    case .multiply:
      setPair(a * b, b, a)
      byAB = 1
    case .divide:
      setPair(a / b, 1 / b, -a / b / b)
      byAB = -1 / b / b
      byBB = 2 * a / b / b / b
    case .power: setPower(a, b)
    case .function(let function): setFunction(function, a)
    case .constant, .column, .parameter, .choose: break
    }
  }

  private mutating func set(
    _ value: Double, _ first: Double, _ second: Double, roundings: Double = 1
  ) {
    self.value = value
    byA = first
    byAA = second
    self.roundings = roundings
  }

  private mutating func setPair(_ value: Double, _ byA: Double, _ byB: Double) {
    self.value = value
    self.byA = byA
    self.byB = byB
    isBinary = true
  }

  private mutating func setPower(_ a: Double, _ b: Double) {
    let value = Elementary.pow(a, b)
    setPair(value, b == 0 ? 0 : b * Elementary.pow(a, b - 1), 0)
    byAA = b == 0 || b == 1 ? 0 : b * (b - 1) * Elementary.pow(a, b - 2)
    roundings = 2
    guard a > 0 else { return }
    let logarithm = Elementary.log(a)
    byB = value * logarithm
    byBB = value * logarithm * logarithm
    byAB = value / a * (1 + b * logarithm)
  }

  /// The slope of the error function at 0, 2/sqrt(pi).
  private static let bell = 2 / Double.pi.squareRoot()

  private mutating func setFunction(_ function: Expression.Function, _ x: Double) {
    let value = function(x)
    switch function {
    case .exp: set(value, value, value, roundings: 2)
    case .log: set(value, 1 / x, -1 / (x * x), roundings: 2)
    case .log1p: set(value, 1 / (1 + x), -1 / ((1 + x) * (1 + x)), roundings: 2)
    case .sqrt: set(value, 0.5 / value, -0.25 / (x * value))
    case .tanh: set(value, 1 - value * value, -2 * value * (1 - value * value), roundings: 3)
    case .sigmoid:
      set(value, value * (1 - value), value * (1 - value) * (1 - 2 * value), roundings: 4)
    case .softplus:
      let slope = Expression.Function.sigmoid(x)
      set(value, slope, slope * (1 - slope), roundings: 4)
    case .sin: set(value, Elementary.cos(x), -value, roundings: 2)
    case .cos: set(value, -Elementary.sin(x), -value, roundings: 2)
    case .abs: set(value, Expression.Function.sign(x), 0, roundings: 0)
    case .sign: set(value, 0, 0, roundings: 0)
    case .erf:
      let slope = Self.bell * Expression.Function.exp(-x * x)
      set(value, slope, -2 * x * slope, roundings: 2)
    }
  }
}
