/// A formula as a tree: numbers, names, and what is done with them.
///
/// A tree is immutable and holds no names' values; the same tree is evaluated over columns,
/// differentiated, and typeset.
public indirect enum Expression: Sendable, Hashable {
  /// A constant.
  case number(Double)
  /// A name: a data column, the prediction `f`, the target `y`, or a parameter.
  case variable(String)
  case negate(Expression)
  case add(Expression, Expression)
  case subtract(Expression, Expression)
  case multiply(Expression, Expression)
  case divide(Expression, Expression)
  /// The first raised to the second.
  case power(Expression, Expression)
  case call(Function, Expression)
  /// `where(left ORDER right, then, otherwise)`, sample by sample.
  case choose(Condition, then: Expression, otherwise: Expression)

  /// A function of one argument, named as in a formula's text.
  public enum Function: String, Sendable, Hashable, CaseIterable {
    case exp, log, log1p, sqrt, tanh, sigmoid, sin, cos, abs, sign
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
    public var left: Expression
    public var order: Order
    public var right: Expression

    public init(_ left: Expression, _ order: Order, _ right: Expression) {
      self.left = left
      self.order = order
      self.right = right
    }
  }
}
