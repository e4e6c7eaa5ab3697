extension Expression {
  /// The parts directly below this node, from left to right; a condition's two sides come first.
  var children: [Expression] {
    switch self {
    case .number, .variable: []
    case .negate(let a), .call(_, let a): [a]
    case .add(let a, let b), .subtract(let a, let b), .multiply(let a, let b),
      .divide(let a, let b), .power(let a, let b):
      [a, b]
    case .choose(let condition, let then, let otherwise):
      [condition.left, condition.right, then, otherwise]
    }
  }

  /// The same node over other parts, each the image of the one it had.
  public func mappingChildren(_ transform: (Expression) -> Expression) -> Expression {
    switch self {
    case .number, .variable: self
    case .negate(let a): .negate(transform(a))
    case .call(let function, let a): .call(function, transform(a))
    case .add(let a, let b): .add(transform(a), transform(b))
    case .subtract(let a, let b): .subtract(transform(a), transform(b))
    case .multiply(let a, let b): .multiply(transform(a), transform(b))
    case .divide(let a, let b): .divide(transform(a), transform(b))
    case .power(let a, let b): .power(transform(a), transform(b))
    case .choose(let condition, let then, let otherwise):
      .choose(
        Condition(transform(condition.left), condition.order, transform(condition.right)),
        then: transform(then), otherwise: transform(otherwise))
    }
  }

  /// The names in the formula, each once, in the order of their first appearance.
  public var names: [String] {
    var seen: Set<String> = []
    var result: [String] = []
    collectNames(&seen, &result)
    return result
  }

  private func collectNames(_ seen: inout Set<String>, _ result: inout [String]) {
    if case .variable(let name) = self, seen.insert(name).inserted { result.append(name) }
    for child in children { child.collectNames(&seen, &result) }
  }

  /// Whether any of the names occurs in the formula.
  public func contains(anyOf names: Set<String>) -> Bool {
    if case .variable(let name) = self { return names.contains(name) }
    return children.contains { $0.contains(anyOf: names) }
  }

  /// Whether the name occurs in the formula.
  public func contains(_ name: String) -> Bool { contains(anyOf: [name]) }

  /// The formula with names replaced by expressions, all at once: what replaces a name is not
  /// searched again.
  public func substituting(_ replacements: [String: Expression]) -> Expression {
    if case .variable(let name) = self { return replacements[name] ?? self }
    return mappingChildren { $0.substituting(replacements) }
  }
}
