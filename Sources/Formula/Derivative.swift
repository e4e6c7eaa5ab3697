extension Expression {
  /// The partial derivative by a name, simplified.
  ///
  /// At kinks: the derivative of `abs` at 0 is `sign(0)`, that is 0, as in PyTorch; `sign` has
  /// derivative 0 everywhere; a choice is differentiated in its branches and its condition is left
  /// alone, so that `relu` has derivative 0 at 0.
  /// - Complexity: O(size x height) nodes before simplification.
  public func derivative(by name: String) -> Expression {
    unsimplifiedDerivative(by: name).simplified()
  }

  /// The derivation, one rule at a time, each whole before its parts.
  ///
  /// Parts that do not contain the name are steps by the constant rule and go no deeper.
  func derivationSteps(by name: String) -> [Step] {
    var steps: [Step] = []
    collectSteps(by: name, depth: 0, into: &steps)
    return steps
  }

  private func collectSteps(by name: String, depth: Int, into steps: inout [Step]) {
    let rule = rule(by: name)
    steps.append(
      Step(rule: rule, before: self, after: derivative(by: name), depth: depth))
    for part in differentiatedParts(rule, by: name) {
      part.collectSteps(by: name, depth: depth + 1, into: &steps)
    }
  }

  /// The parts whose derivatives the rule asks for.
  private func differentiatedParts(_ rule: Rule, by name: String) -> [Expression] {
    switch (rule, self) {
    case (.constant, _), (.identity, _), (.power, _): []
    case (.constantFactor, _): children.filter { $0.contains(name) }
    case (.cases, .choose(_, let then, let otherwise)): [then, otherwise]
    case (.chain, .call(_, .variable)): []
    case (.chain, _): children.filter { $0.contains(name) }
    default: children
    }
  }

  /// The derivative by bare rules; parts without the name vanish at once, so that it stays small.
  func unsimplifiedDerivative(by name: String) -> Expression {
    guard contains(name) else { return .number(0) }
    switch self {
    case .number: return .number(0)
    case .variable: return .number(1)
    case .negate(let a): return .negate(a.unsimplifiedDerivative(by: name))
    case .add(let a, let b):
      return .add(a.unsimplifiedDerivative(by: name), b.unsimplifiedDerivative(by: name))
    case .subtract(let a, let b):
      return .subtract(a.unsimplifiedDerivative(by: name), b.unsimplifiedDerivative(by: name))
    case .multiply(let a, let b): return Self.productRule(a, b, by: name)
    case .divide(let a, let b): return Self.quotientRule(a, b, by: name)
    case .power(let a, let b): return Self.powerRule(a, b, by: name)
    case .call(let function, let a):
      return .multiply(function.derivative(at: a), a.unsimplifiedDerivative(by: name))
    case .choose(let condition, let then, let otherwise):
      return .choose(
        condition, then: then.unsimplifiedDerivative(by: name),
        otherwise: otherwise.unsimplifiedDerivative(by: name))
    }
  }

  private static func productRule(
    _ a: Expression, _ b: Expression, by name: String
  ) -> Expression {
    let first = Expression.multiply(a.unsimplifiedDerivative(by: name), b)
    let second = Expression.multiply(a, b.unsimplifiedDerivative(by: name))
    if !b.contains(name) { return first }
    return a.contains(name) ? .add(first, second) : second
  }

  private static func quotientRule(
    _ a: Expression, _ b: Expression, by name: String
  ) -> Expression {
    let first = Expression.divide(a.unsimplifiedDerivative(by: name), b)
    if !b.contains(name) { return first }
    let second = Expression.divide(
      .multiply(a, b.unsimplifiedDerivative(by: name)), .power(b, .number(2)))
    return a.contains(name) ? .subtract(first, second) : .negate(second)
  }

  /// b*a^(b-1)*a' for a constant exponent, a^b*log(a)*b' for a constant base, both otherwise.
  private static func powerRule(_ a: Expression, _ b: Expression, by name: String) -> Expression {
    let inner = a.unsimplifiedDerivative(by: name)
    let lowered: Expression =
      if case .number(let n) = b { .number(n - 1) } else { .subtract(b, .number(1)) }
    let byBase = Expression.multiply(.multiply(b, .power(a, lowered)), inner)
    if !b.contains(name) { return byBase }
    let byExponent = Expression.multiply(
      .multiply(.power(a, b), .call(.log, a)), b.unsimplifiedDerivative(by: name))
    return a.contains(name) ? .add(byBase, byExponent) : byExponent
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
    case .sin: return .call(.cos, a)
    case .cos: return .negate(.call(.sin, a))
    case .abs: return .call(.sign, a)
    case .sign: return .number(0)
    }
  }
}
