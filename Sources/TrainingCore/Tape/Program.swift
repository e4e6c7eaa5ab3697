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
