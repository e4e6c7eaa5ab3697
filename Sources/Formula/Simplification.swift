extension Expression {
  /// The same function, written shorter.
  ///
  /// Folds constants where no digit is lost (so `1/3` and `0.1 + 0.2` stay), drops zeros and ones,
  /// gathers the numeric factors of a product at its front and its sign before it, joins equal
  /// factors into powers, and turns `a - (-b)` into `a + b`. Does not multiply out, cancels no
  /// names from fractions, and takes `0*a` for 0 and `a - a` for 0 also where `a` is not finite.
  /// Simplifying twice is the same as once.
  public func simplified() -> Expression {
    var result = self
    // One pass from the leaves up is nearly always enough; the bound is for safety only.
    for _ in 0..<8 {
      let next = result.simplifiedOnce()
      if next == result { break }
      result = next
    }
    return result
  }

  private func simplifiedOnce() -> Expression {
    // A product is taken apart once and not at each of its levels, which would cost its square.
    if case .multiply = self { return FactorList(factors.map { $0.simplifiedOnce() }).expression }
    return simplifiedNode()
  }

  /// The operands of a chain of multiplications.
  private var factors: [Expression] {
    guard case .multiply(let a, let b) = self else { return [self] }
    return a.factors + b.factors
  }

  private func simplifiedNode() -> Expression {
    switch mappingChildren({ $0.simplifiedOnce() }) {
    case .negate(let a): a.negatedProduct
    case .add(let a, let b): Self.sum(a, b)
    case .subtract(let a, let b): Self.difference(a, b)
    case .multiply(let a, let b): FactorList([a, b]).expression
    case .divide(let a, let b): Self.quotient(a, b)
    case .power(let a, let b): Self.simplePower(a, b)
    case .call(let function, let a): Self.simpleCall(function, a)
    case .choose(let condition, let then, let otherwise):
      Self.simpleChoice(condition, then, otherwise)
    case .number(let value) where value == 0: .number(0)
    case let leaf: leaf
    }
  }

  private var negatedProduct: Expression { FactorList([.number(-1), self]).expression }

  /// The expression without its minus sign, if one is written before it.
  private var withoutMinus: Expression? {
    switch self {
    case .negate(let a): return a
    case .number(let value): return value < 0 ? .number(-value) : nil
    case .multiply(let a, let b):
      if case .number(-1) = a { return b }
      return a.withoutMinus.map { .multiply($0, b) }
    case .divide(let a, let b): return a.withoutMinus.map { .divide($0, b) }
    default: return nil
    }
  }

  // MARK: Sums

  private static func sum(_ a: Expression, _ b: Expression) -> Expression {
    if a == .number(0) { return b }
    if b == .number(0) { return a }
    if case .number(let p) = a, case .number(let q) = b, p != .pi, q != .pi,
      let sum = ExactArithmetic.sum(p, q)
    {
      return .number(sum)
    }
    if let positive = b.withoutMinus { return difference(a, positive) }
    if let positive = a.withoutMinus { return difference(b, positive) }
    return a == b ? FactorList([.number(2), a]).expression : .add(a, b)
  }

  private static func difference(_ a: Expression, _ b: Expression) -> Expression {
    if b == .number(0) { return a }
    if a == .number(0) { return b.negatedProduct }
    if case .number(let p) = a, case .number(let q) = b, p != .pi, q != .pi,
      let sum = ExactArithmetic.sum(p, -q)
    {
      return .number(sum)
    }
    if a == b { return .number(0) }
    if let positive = b.withoutMinus { return sum(a, positive) }
    return .subtract(a, b)
  }

  private static func quotient(_ a: Expression, _ b: Expression) -> Expression {
    guard b == .number(0) else { return FactorList([a], over: [b]).expression }
    // Nothing is known of a division by zero but its sign.
    return a.withoutMinus.map { .negate(.divide($0, b)) } ?? .divide(a, b)
  }

  // MARK: Powers, functions, choices

  private static func simplePower(_ a: Expression, _ b: Expression) -> Expression {
    if a == .number(1) { return a }
    guard case .number(let exponent) = b, let n = ExactArithmetic.whole(exponent) else {
      return .power(a, b)
    }
    if n == 0 { return .number(1) }
    if n == 1 { return a }
    // Evaluation divides one by the positive power as well.
    if n < 0, a != .number(0) {
      return FactorList([.number(1)], over: [simplePower(a, .number(-exponent))]).expression
    }
    if case .number(let base) = a, let value = ExactArithmetic.power(base, n) {
      return .number(value)
    }
    if let positive = a.withoutMinus {
      let power = simplePower(positive, b)
      return n % 2 == 0 ? power : power.negatedProduct
    }
    if case .power(let base, .number(let inner)) = a, let m = ExactArithmetic.whole(inner), m > 0,
      n > 0, let product = ExactArithmetic.product(inner, exponent),
      ExactArithmetic.whole(product) != nil
    {
      return .power(base, .number(product))
    }
    return .power(a, b)
  }

  private static func simpleCall(_ function: Function, _ a: Expression) -> Expression {
    if case .number(let value) = a, let result = function.exactValue(at: value) {
      return .number(result)
    }
    guard let positive = a.withoutMinus else { return .call(function, a) }
    switch function {
    case .sin, .tanh, .sign, .erf: return Expression.call(function, positive).negatedProduct
    case .cos, .abs: return .call(function, positive)
    case .exp, .log, .log1p, .sqrt, .sigmoid, .softplus: return .call(function, a)
    }
  }

  private static func simpleChoice(
    _ condition: Condition, _ then: Expression, _ otherwise: Expression
  ) -> Expression {
    if then == otherwise { return then }
    if case .number(let left) = condition.left, case .number(let right) = condition.right {
      return condition.order.holds(left, right) ? then : otherwise
    }
    return .choose(condition, then: then, otherwise: otherwise)
  }
}

extension Expression.Function {
  /// The value where it is a short number that is not rounded.
  fileprivate func exactValue(at x: Double) -> Double? {
    switch self {
    case .exp, .cos: return x == 0 ? 1 : nil
    case .log: return x == 1 ? 0 : nil
    case .log1p, .tanh, .sin, .erf: return x == 0 ? 0 : nil
    case .sigmoid: return x == 0 ? 0.5 : nil
    case .softplus: return nil
    case .abs, .sign: return x == .pi || x.isNaN ? nil : self(x)
    case .sqrt:
      let root = self(x)
      return root.isFinite && ExactArithmetic.product(root, root) == x ? root : nil
    }
  }
}
