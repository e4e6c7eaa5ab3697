import Formula

/// A loss taken apart for the chain rule: an outer function of one inner expression.
struct LossChain: Sendable {
  /// What stands for the prediction, the target and the inner expression.
  var marks: ChainMarks
  /// The inner expression in the marks of the prediction and the target.
  var inner: Expression
  /// Derivative of the outer function, in the marks of the argument and the target.
  var outerSlope: Expression
  /// Whether the inner expression is the residual `y - f`.
  var isResidual: Bool

  init(_ problem: Problem, _ structure: ProblemStructure) {
    marks = ChainMarks(problem)
    let argument = Expression.variable(marks.argument)
    let outer: Expression
    if let residual = structure.residualLoss {
      inner = .subtract(.variable(marks.target), .variable(marks.prediction))
      outer = residual.substituting(["r": argument])
      isResidual = true
    } else {
      let loss = marks.marking(problem.loss)
      isResidual = false
      if let (found, function) = Self.peel(loss, marks) {
        inner = found
        outer = function
      } else {
        inner = .variable(marks.prediction)
        outer = loss.substituting([marks.prediction: argument])
      }
    }
    outerSlope = outer.derivative(by: marks.argument)
  }

  /// The derivatives of the inner expression and of the prediction by a parameter; where the model
  /// has definitions, in the mark of the prediction's own derivative.
  func slopes(_ problem: Problem, by name: String) -> (inner: Expression, model: Expression) {
    guard !problem.definitions.isEmpty else {
      return (
        inner.substituting([marks.prediction: problem.model]).derivative(by: name),
        problem.model.derivative(by: name)
      )
    }
    let slope = Expression.variable(marks.slope)
    let product = Expression.multiply(inner.derivative(by: marks.prediction), slope)
    return (product.simplified(), slope)
  }

  /// Takes off the outermost function that has all of the prediction inside.
  private static func peel(
    _ loss: Expression, _ marks: ChainMarks
  ) -> (inner: Expression, outer: Expression)? {
    let argument = Expression.variable(marks.argument)
    func has(_ part: Expression) -> Bool { part.contains(marks.prediction) }
    switch loss {
    case .power(let base, let exponent) where has(base) && !has(exponent):
      return (base, .power(argument, exponent))
    case .call(let function, let base): return (base, .call(function, argument))
    case .negate(let part): return peel(part, marks).map { ($0.inner, .negate($0.outer)) }
    case .multiply(let left, let right) where !has(left):
      return peel(right, marks).map { ($0.inner, .multiply(left, $0.outer)) }
    case .multiply(let left, let right) where !has(right):
      return peel(left, marks).map { ($0.inner, .multiply($0.outer, right)) }
    case .divide(let left, let right) where !has(right):
      return peel(left, marks).map { ($0.inner, .divide($0.outer, right)) }
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
