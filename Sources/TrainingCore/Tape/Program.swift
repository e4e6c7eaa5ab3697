import Formula

/// A formula as a list of operations in the order of evaluation, every value computed once.
///
/// All routes start from this list, as it only says *what* is computed. Each has its own rules of
/// differentiation.
struct Program: Sendable {
  enum Operation: Sendable, Hashable {
    case constant, column, parameter
    /// The value itself; keeps the prediction apart from what it may happen to equal.
    case copy
    case negate, add, subtract, multiply, divide, power, square
    case function(Expression.Function)
    /// `a ORDER b ? c : d`.
    case choose(Expression.Condition.Order)
  }

  struct Step: Sendable {
    var operation: Operation
    /// The operands' indices; the column's or parameter's number for a leaf.
    var a = 0, b = 0, c = 0, d = 0
    var value = 0.0
    /// Whether a parameter takes part.
    var isActive = false
    /// Whether a data column takes part.
    var varies = false
  }

  var steps: [Step] = []

  /// Whether a step may have no derivative somewhere: an absolute value, a sign, a choice.
  var hasKinks: Bool {
    steps.contains { step in
      guard step.isActive else { return false }
      switch step.operation {
      case .function(.abs), .function(.sign), .choose: return true
      default: return false
      }
    }
  }
}

/// Applies one scalar operation; shared by the routes that evaluate sample by sample.
enum ScalarOperation {
  @inline(__always)
  static func apply(_ function: Expression.Function, _ x: Double) -> Double {
    switch function {
    case .exp: return ElementaryFunction.exp(x)
    case .log: return ElementaryFunction.log(x)
    case .log1p: return ElementaryFunction.log1p(x)
    case .sqrt: return x.squareRoot()
    case .tanh: return ElementaryFunction.tanh(x)
    case .sigmoid: return ElementaryFunction.sigmoid(x)
    case .sin: return ElementaryFunction.sin(x)
    case .cos: return ElementaryFunction.cos(x)
    case .abs: return abs(x)
    case .sign: return x > 0 ? 1 : (x < 0 ? -1 : x)
    }
  }

  @inline(__always)
  static func holds(_ order: Expression.Condition.Order, _ a: Double, _ b: Double) -> Bool {
    switch order {
    case .less: return a < b
    case .lessOrEqual: return a <= b
    case .greater: return a > b
    case .greaterOrEqual: return a >= b
    }
  }
}
