extension Expression {
  /// A formula taken apart for the chain rule: `outer` of the name `u`, where `u` is `inner`.
  struct Chain: Sendable, Hashable {
    /// The outermost operation, as a formula of the name ``argument``.
    var outer: Expression
    /// What it is applied to.
    var inner: Expression
    /// The name that stands for the inner formula in the outer one: `u`, or `u1`, `u2` ... if the
    /// formula has a `u` already.
    var argument: String
  }

  /// The outermost power or function with the one argument through which the given names enter.
  ///
  /// `(y - f)^2` becomes `u^2` of `y - f`; constant factors, terms and signs stay outside, so that
  /// `(y - f)^2/2` becomes `u^2/2`. Nil if the names enter in several places (sums, products,
  /// choices) or through nothing but themselves.
  func outermostChain(over names: Set<String>) -> Chain? {
    guard let inner = chainArgument(over: names) else { return nil }
    let taken = Set(self.names)
    var argument = "u"
    var number = 0
    while taken.contains(argument) {
      number += 1
      argument = "u\(number)"
    }
    let outer = replacingChainArgument(over: names, by: .variable(argument))
    return Chain(outer: outer, inner: inner, argument: argument)
  }

  /// The one part with the names, if there is only one and this is not a choice.
  private func onlyPart(with names: Set<String>) -> Expression? {
    if case .choose = self { return nil }
    let parts = children.filter { $0.contains(anyOf: names) }
    return parts.count == 1 ? parts.first : nil
  }

  private var isPowerOrCall: Bool {
    switch self {
    case .power, .call: true
    default: false
    }
  }

  private func chainArgument(over names: Set<String>) -> Expression? {
    guard let part = onlyPart(with: names) else { return nil }
    if !isPowerOrCall { return part.chainArgument(over: names) }
    if case .variable = part { return nil }
    return part
  }

  private func replacingChainArgument(
    over names: Set<String>, by replacement: Expression
  ) -> Expression {
    mappingChildren { child in
      guard child.contains(anyOf: names) else { return child }
      return isPowerOrCall
        ? replacement : child.replacingChainArgument(over: names, by: replacement)
    }
  }

  /// Whether the formula is a constant plus a linear function of the names, for all values of the
  /// other names.
  ///
  /// Decided by the formula's form: its derivatives by the names are free of all of them, and they
  /// enter no `abs`, `sign` or condition, whose derivatives are constant only in pieces. A formula
  /// that is affine only after multiplying out, such as `(m + 1)^2 - m^2`, is not recognised.
  public func isAffine(in names: Set<String>) -> Bool {
    if hasKinks(in: names) { return false }
    return names.allSatisfy { !derivative(by: $0).contains(anyOf: names) }
  }

  private func hasKinks(in names: Set<String>) -> Bool {
    switch self {
    case .call(.sign, let a), .call(.abs, let a):
      if a.contains(anyOf: names) { return true }
    case .choose(let condition, _, _):
      if condition.left.contains(anyOf: names) || condition.right.contains(anyOf: names) {
        return true
      }
    default: break
    }
    return children.contains { $0.hasKinks(in: names) }
  }
}
