import Formula

/// A loss c K(t) + g, where K(t) is log(1 + exp(t)) or exp(t), both t and g are affine in the
/// prediction with coefficients that are polynomials in the target, and c is a number.
///
/// The logistic losses for labels -1 and 1 or 0 and 1 in all their ways of writing, the Poisson
/// loss and log cosh are such.
struct ExponentialLoss: Hashable {
  enum Kernel: Hashable { case softplus, exponential }

  var kernel: Kernel
  var factor: Double
  var argument: LossPolynomial
  var rest: LossPolynomial

  /// Reads a loss in `y` and `f`; nil if it is of another form, or none that is known.
  init?(_ loss: Expression) {
    guard let form = LossForm(loss), form.terms.count == 1, let (atom, weight) = form.terms.first,
      let factor = weight.constant, form.polynomial.degree <= 1
    else { return nil }
    switch atom {
    case .softplus(let argument): (kernel, self.argument) = (.softplus, argument)
    case .exponential(let argument): (kernel, self.argument) = (.exponential, argument)
    case .positive: return nil
    }
    guard argument.degree == 1 else { return nil }
    self.factor = factor
    rest = form.polynomial
    turn()
  }

  /// Takes log(1 + exp(t)) - t for log(1 + exp(-t)), if then nothing of the prediction is left:
  /// without the difference of two large numbers.
  private mutating func turn() {
    let turned = rest + factor * argument
    guard kernel == .softplus, rest.degree == 1, turned.degree == 0 else { return }
    argument = -1 * argument
    rest = turned
  }

  /// The same for targets of 0 and 1 only, where log(1 + exp(f)) - y f is log(1 + exp((1 - 2y) f)).
  func forLabels() -> ExponentialLoss {
    guard kernel == .softplus, argument == .f,
      rest == -factor * (LossPolynomial.y.times(.f) ?? .zero)
    else { return self }
    var changed = self
    changed.argument = .f + -2 * (LossPolynomial.y.times(.f) ?? .zero)
    changed.rest = .zero
    return changed
  }
}

/// A loss as a polynomial plus polynomials times a few functions of polynomials, each of which is
/// written in one way only, so that equal losses have equal forms.
struct LossForm {
  enum Atom: Hashable {
    /// log(1 + exp(t)), with the leading coefficient of t positive.
    case softplus(LossPolynomial)
    /// exp(t).
    case exponential(LossPolynomial)
    /// max(t, 0), with the leading coefficient of t 1.
    case positive(LossPolynomial)
  }
  private(set) var polynomial = LossPolynomial.zero
  private(set) var terms: [Atom: LossPolynomial] = [:]

  private init(_ polynomial: LossPolynomial) { self.polynomial = polynomial }

  init?(_ expression: Expression) {
    guard let form = Self.read(expression, depth: 0) else { return nil }
    self = form
  }

  private static func read(_ expression: Expression, depth: Int) -> LossForm? {
    guard depth < 100 else { return nil }
    func form(_ part: Expression) -> LossForm? { read(part, depth: depth + 1) }
    func polynomial(_ part: Expression) -> LossPolynomial? { form(part)?.pure }
    switch expression {
    case .number(let value): return LossForm(.constant(value))
    case .variable("y"): return LossForm(.y)
    case .variable("f"): return LossForm(.f)
    case .variable: return nil
    case .negate(let a): return form(a)?.times(.constant(-1))
    case .add(let a, let b): return form(a)?.plus(form(b))
    case .subtract(let a, let b): return form(a)?.plus(form(b)?.times(.constant(-1)))
    case .multiply(let a, let b):
      guard let left = form(a), let right = form(b) else { return nil }
      if let factor = left.pure { return right.times(factor) }
      return right.pure.flatMap { left.times($0) }
    case .divide(let a, let b):
      guard let divisor = polynomial(b)?.constant, divisor != 0 else { return nil }
      return form(a)?.times(.constant(1 / divisor))
    case .power(let base, .number(2)):
      return polynomial(base).flatMap { $0.times($0) }.map { LossForm($0) }
    case .power: return nil
    case .call(let function, let a): return call(function, a, depth: depth)
    case .choose(let condition, let then, let otherwise):
      return choice(condition, then, otherwise, depth: depth)
    }
  }

  private var pure: LossPolynomial? { terms.isEmpty ? polynomial : nil }

  private func plus(_ other: LossForm?) -> LossForm? {
    guard let other else { return nil }
    var sum = LossForm(polynomial + other.polynomial)
    sum.terms = terms.merging(other.terms) { $0 + $1 }.filter { !$0.value.isZero }
    return sum
  }

  private func times(_ factor: LossPolynomial) -> LossForm? {
    guard let product = polynomial.times(factor) else { return nil }
    var result = LossForm(product)
    for (atom, weight) in terms {
      guard let scaled = weight.times(factor) else { return nil }
      if !scaled.isZero { result.terms[atom] = scaled }
    }
    return result
  }

  // MARK: Functions

  private static func call(
    _ function: Expression.Function, _ argument: Expression, depth: Int
  ) -> LossForm? {
    if let form = logistic(function, argument, depth: depth) { return form }
    guard let inner = read(argument, depth: depth + 1)?.pure else { return nil }
    if let value = inner.constant { return LossForm(.constant(function(value))) }
    switch function {
    case .exp: return atom(.exponential(inner))
    // |t| = 2 max(t, 0) - t.
    case .abs: return positive(inner).times(.constant(2))?.plus(LossForm(-1 * inner))
    default: return nil
    }
  }

  /// softplus(t), log(1 + exp(t)), log1p(exp(t)), log(sigmoid(t)) and log(1 - sigmoid(t)).
  private static func logistic(
    _ function: Expression.Function, _ argument: Expression, depth: Int
  ) -> LossForm? {
    switch (function, argument) {
    case (.softplus, let t): return softplus(t, depth: depth)
    case (.log1p, .call(.exp, let t)), (.log, .add(.number(1), .call(.exp, let t))),
      (.log, .add(.call(.exp, let t), .number(1))):
      return softplus(t, depth: depth)
    case (.log, .call(.sigmoid, let t)):
      return softplus(.negate(t), depth: depth)?.times(.constant(-1))
    case (.log, .subtract(.number(1), .call(.sigmoid, let t))):
      return softplus(t, depth: depth)?.times(.constant(-1))
    default: return nil
    }
  }

  private static func softplus(_ argument: Expression, depth: Int) -> LossForm? {
    guard let t = read(argument, depth: depth + 1) else { return nil }
    if let inner = t.pure { return softplus(inner) }
    // Of -k|t| with k > 0: log(1 + exp(-|s|)) = log(1 + exp(s)) - max(s, 0) with s = k t.
    guard t.terms.count == 1, let (atom, weight) = t.terms.first, case .positive(let inner) = atom,
      let slope = weight.constant, slope < 0, t.polynomial == (-slope / 2) * inner
    else { return nil }
    let s = (-slope / 2) * inner
    return softplus(s).plus(positive(s).times(.constant(-1)))
  }

  private static func softplus(_ t: LossPolynomial) -> LossForm {
    // log(1 + exp(-t)) = log(1 + exp(t)) - t.
    let (upright, isTurned) = t.upright
    var form = atom(.softplus(upright))
    if isTurned { form.polynomial = -1 * upright }
    return form
  }

  private static func positive(_ t: LossPolynomial) -> LossForm {
    // max(-t, 0) = max(t, 0) - t.
    let (unit, factor) = t.normalised
    let (upright, isTurned) = unit.upright
    var form = LossForm(isTurned ? -factor * upright : .zero)
    form.terms[.positive(upright)] = .constant(factor)
    return form
  }

  private static func atom(_ atom: Atom) -> LossForm {
    var form = LossForm(.zero)
    form.terms[atom] = .constant(1)
    return form
  }

  /// max(a, b) = b + max(a - b, 0), min(a, b) = a - max(a - b, 0), as choices between their sides.
  private static func choice(
    _ condition: Expression.Condition, _ then: Expression, _ otherwise: Expression, depth: Int
  ) -> LossForm? {
    guard let a = read(condition.left, depth: depth + 1)?.pure,
      let b = read(condition.right, depth: depth + 1)?.pure
    else { return nil }
    let isLess = condition.order == .less || condition.order == .lessOrEqual
    let apart = positive(a + -1 * b)
    switch (then, otherwise) {
    case (condition.left, condition.right):
      return isLess
        ? LossForm(a).plus(apart.times(.constant(-1))) : LossForm(b).plus(apart)
    case (condition.right, condition.left):
      return isLess
        ? LossForm(b).plus(apart) : LossForm(a).plus(apart.times(.constant(-1)))
    default: return nil
    }
  }
}
