import Formula

/// A loss taken apart for the chain rule: an outer function of one inner expression.
struct LossChain: Sendable {
  /// The inner expression in the marks ``prediction`` and ``target``.
  var inner: Expression
  /// Derivative of the outer function, in the marks ``argument`` and ``target``.
  var outerSlope: Expression
  /// Whether the inner expression is the residual `y - f`.
  var isResidual: Bool

  /// Names that no formula can contain, so that nothing is mistaken for a column or parameter.
  static let prediction = "@f", target = "@y", argument = "@u"

  /// The loss with its `f` and `y` marked.
  static func marked(_ loss: Expression) -> Expression {
    loss.substituting(["f": .variable(prediction), "y": .variable(target)])
  }

  init(_ problem: Problem, _ structure: ProblemStructure) {
    let argument = Expression.variable(Self.argument)
    let outer: Expression
    if let residual = structure.residualLoss {
      inner = .subtract(.variable(Self.target), .variable(Self.prediction))
      outer = residual.substituting(["r": argument])
      isResidual = true
    } else {
      let loss = Self.marked(problem.loss)
      isResidual = false
      if let (found, function) = Self.peel(loss) {
        inner = found
        outer = function
      } else {
        inner = .variable(Self.prediction)
        outer = loss.substituting([Self.prediction: argument])
      }
    }
    outerSlope = outer.derivative(by: Self.argument)
  }

  /// Takes off the outermost function that has all of the prediction inside.
  private static func peel(_ loss: Expression) -> (inner: Expression, outer: Expression)? {
    let argument = Expression.variable(Self.argument)
    func has(_ part: Expression) -> Bool { part.contains(prediction) }
    switch loss {
    case .power(let base, let exponent) where has(base) && !has(exponent):
      return (base, .power(argument, exponent))
    case .call(let function, let base): return (base, .call(function, argument))
    case .negate(let part): return peel(part).map { ($0.inner, .negate($0.outer)) }
    case .multiply(let left, let right) where !has(left):
      return peel(right).map { ($0.inner, .multiply(left, $0.outer)) }
    case .multiply(let left, let right) where !has(right):
      return peel(left).map { ($0.inner, .multiply($0.outer, right)) }
    case .divide(let left, let right) where !has(right):
      return peel(left).map { ($0.inner, .divide($0.outer, right)) }
    default: return nil
    }
  }
}

extension Expression {
  /// The product of the numbers among the factors, and what is left.
  var splittingConstant: (constant: Double, rest: Expression) {
    switch self {
    case .number(let value): return (value, .number(1))
    case .negate(let inner):
      let (constant, rest) = inner.splittingConstant
      return (-constant, rest)
    case .multiply(let left, let right):
      let (a, first) = left.splittingConstant
      let (b, second) = right.splittingConstant
      if first == .number(1) { return (a * b, second) }
      if second == .number(1) { return (a * b, first) }
      return (a * b, .multiply(first, second))
    case .divide(let left, let right):
      let (a, first) = left.splittingConstant
      let (b, second) = right.splittingConstant
      // Only a division that is exact may move to the front.
      if b != 1, a / b * b == a, (1 / b) * b == 1, b.significand == 1 {
        return (a / b, second == .number(1) ? first : .divide(first, second))
      }
      return (a, .divide(first, right))
    default: return (1, self)
    }
  }
}
