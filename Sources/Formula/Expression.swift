/// A formula as a tree: numbers, names, and what is done with them.
///
/// A tree holds no names' values; the same tree is evaluated over columns, differentiated, and
/// typeset.
public indirect enum Expression: Sendable, Hashable {
  /// A constant.
  case number(Double)
  /// A name: a data column, the prediction `f`, the target `y`, or a parameter.
  case variable(String)
  /// Minus the operand.
  case negate(Expression)
  /// The sum of two terms.
  case add(Expression, Expression)
  /// The first minus the second.
  case subtract(Expression, Expression)
  /// The product of two factors.
  case multiply(Expression, Expression)
  /// The first over the second.
  case divide(Expression, Expression)
  /// The first raised to the second.
  case power(Expression, Expression)
  /// A function of one argument.
  case call(Function, Expression)
  /// `where(left ORDER right, then, otherwise)`, sample by sample.
  case choose(Condition, then: Expression, otherwise: Expression)

  /// A function of one argument, named as in a formula's text.
  public enum Function: String, Sendable, Hashable, CaseIterable {
    case exp, log, log1p, sqrt, tanh, sigmoid, softplus, sin, cos, abs, sign, erf
  }

  /// A comparison of two expressions.
  public struct Condition: Sendable, Hashable {
    /// How the two sides are compared, spelled as in a formula's text.
    public enum Order: String, Sendable, Hashable, CaseIterable {
      case less = "<"
      case lessOrEqual = "<="
      case greater = ">"
      case greaterOrEqual = ">="
    }
    /// What stands before the sign.
    public var left: Expression
    /// The sign.
    public var order: Order
    /// What stands after it.
    public var right: Expression

    /// The comparison as it is read: `left ORDER right`.
    public init(_ left: Expression, _ order: Order, _ right: Expression) {
      self.left = left
      self.order = order
      self.right = right
    }
  }
}
