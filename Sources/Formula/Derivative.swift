extension Expression {
  /// The partial derivative by a name, simplified.
  ///
  /// At kinks: the derivative of `abs` at 0 is `sign(0)`, that is 0, as in PyTorch; `sign` has
  /// derivative 0 everywhere; a choice is differentiated in its branches and its condition is left
  /// alone, so that `relu` has derivative 0 at 0.
  /// - Complexity: O(size) steps before simplification.
  public func derivative(by name: String) -> Expression {
    (unsimplifiedDerivative(by: name) ?? .number(0)).simplified()
  }

  /// The derivative by bare rules; nil, which is zero, if the name does not occur, so that parts
  /// without it vanish at once.
  private func unsimplifiedDerivative(by name: String) -> Expression? {
    switch self {
    case .number: return nil
    case .variable(let own): return own == name ? .number(1) : nil
    case .negate(let a): return a.unsimplifiedDerivative(by: name).map { .negate($0) }
    case .add(let a, let b):
      return Self.pair(a, b, by: name) { .add($0 ?? .number(0), $1 ?? .number(0)) }
    case .subtract(let a, let b):
      return Self.pair(a, b, by: name) { .subtract($0 ?? .number(0), $1 ?? .number(0)) }
    case .multiply(let a, let b): return Self.productRule(a, b, by: name)
    case .divide(let a, let b): return Self.quotientRule(a, b, by: name)
    case .power(let a, let b): return Self.powerRule(a, b, by: name)
    case .call(let function, let a):
      return a.unsimplifiedDerivative(by: name).map { .multiply(function.derivative(at: a), $0) }
    case .choose(let condition, let then, let otherwise):
      return Self.pair(then, otherwise, by: name) {
        .choose(condition, then: $0 ?? .number(0), otherwise: $1 ?? .number(0))
      }
    }
  }

  /// What a rule makes of two parts' derivatives, unless both are zero.
  private static func pair(
    _ a: Expression, _ b: Expression, by name: String,
    _ rule: (Expression?, Expression?) -> Expression
  ) -> Expression? {
    let (first, second) = (
      a.unsimplifiedDerivative(by: name), b.unsimplifiedDerivative(by: name)
    )
    return first == nil && second == nil ? nil : rule(first, second)
  }

  private static func productRule(
    _ a: Expression, _ b: Expression, by name: String
  ) -> Expression? {
    let first = a.unsimplifiedDerivative(by: name).map { Expression.multiply($0, b) }
    let second = b.unsimplifiedDerivative(by: name).map { Expression.multiply(a, $0) }
    guard let first, let second else { return first ?? second }
    return .add(first, second)
  }

  private static func quotientRule(
    _ a: Expression, _ b: Expression, by name: String
  ) -> Expression? {
    let first = a.unsimplifiedDerivative(by: name).map { Expression.divide($0, b) }
    let second = b.unsimplifiedDerivative(by: name).map {
      Expression.divide(.multiply(a, $0), .power(b, .number(2)))
    }
    guard let second else { return first }
    return first.map { .subtract($0, second) } ?? .negate(second)
  }

  /// b*a^(b-1)*a' for a constant exponent, a^b*log(a)*b' for a constant base, both otherwise.
  private static func powerRule(
    _ a: Expression, _ b: Expression, by name: String
  ) -> Expression? {
    let lowered: Expression =
      if case .number(let n) = b { .number(n - 1) } else { .subtract(b, .number(1)) }
    let byBase = a.unsimplifiedDerivative(by: name).map {
      Expression.multiply(.multiply(b, .power(a, lowered)), $0)
    }
    let byExponent = b.unsimplifiedDerivative(by: name).map {
      Expression.multiply(.multiply(.power(a, b), .call(.log, a)), $0)
    }
    guard let byBase, let byExponent else { return byBase ?? byExponent }
    return .add(byBase, byExponent)
  }
}

extension Expression.Function {
  /// The function's derivative as a formula of its argument.
  func derivative(at a: Expression) -> Expression {
    let one = Expression.number(1)
    let whole = Expression.call(self, a)
    switch self {
    case .exp: return whole
    case .log: return .divide(one, a)
    case .log1p: return .divide(one, .add(one, a))
    case .sqrt: return .divide(one, .multiply(.number(2), whole))
    case .tanh: return .subtract(one, .power(whole, .number(2)))
    case .sigmoid: return .multiply(whole, .subtract(one, whole))
    case .softplus: return .call(.sigmoid, a)
    case .sin: return .call(.cos, a)
    case .cos: return .negate(.call(.sin, a))
    case .abs: return .call(.sign, a)
    case .sign: return .number(0)
    case .erf:
      let bell = Expression.call(.exp, .negate(.power(a, .number(2))))
      return .divide(.multiply(.number(2), bell), .call(.sqrt, .number(.pi)))
    }
  }
}
