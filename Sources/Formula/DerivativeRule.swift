extension Expression {
  /// The name of a rule of differentiation.
  enum Rule: String, Sendable, Hashable, CaseIterable {
    case constant, identity, sum, difference
    case constantFactor = "constant factor"
    case product, quotient, power, chain, cases
  }

  /// One application of a rule: the derivative of a part of the formula.
  struct Step: Sendable, Hashable {
    /// The rule that was applied to the outermost operation of `before`.
    var rule: Rule
    /// The part that is differentiated.
    var before: Expression
    /// Its derivative, simplified.
    var after: Expression
    /// How deep in the derivation: 0 for the whole formula, 1 for the parts its rule needs, ...
    var depth: Int

    /// Makes a step from its four parts.
    init(rule: Rule, before: Expression, after: Expression, depth: Int) {
      self.rule = rule
      self.before = before
      self.after = after
      self.depth = depth
    }
  }

  /// The rule that differentiates this node by a name.
  func rule(by name: String) -> Rule {
    guard contains(name) else { return .constant }
    switch self {
    case .number, .variable: return .identity
    case .add: return .sum
    case .subtract: return .difference
    case .negate: return .constantFactor
    case .multiply(let a, let b):
      return a.contains(name) && b.contains(name) ? .product : .constantFactor
    case .divide(_, let b): return b.contains(name) ? .quotient : .constantFactor
    case .power(.variable, let n) where !n.contains(name): return .power
    case .power, .call: return .chain
    case .choose: return .cases
    }
  }
}
