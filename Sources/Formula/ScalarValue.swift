extension Expression {
  /// The formula's value for one value of each name, or nil if `binding` lacks a name.
  ///
  /// Rounds exactly as ``ColumnProgram`` does. Of a choice, only the branch taken needs its names.
  public func value(_ binding: (String) -> Double?) -> Double? {
    switch self {
    case .number(let value): return value
    case .variable(let name): return binding(name)
    case .negate(let a): return a.value(binding).map { -$0 }
    case .call(let function, let a): return a.value(binding).map { function($0) }
    case .add(let a, let b): return Self.both(a, b, binding, +)
    case .subtract(let a, let b): return Self.both(a, b, binding, -)
    case .multiply(let a, let b): return Self.both(a, b, binding, *)
    case .divide(let a, let b): return Self.both(a, b, binding, /)
    case .power(let a, let b): return Self.both(a, b, binding) { Elementary.power($0, $1) }
    case .choose(let condition, let then, let otherwise):
      guard let left = condition.left.value(binding), let right = condition.right.value(binding)
      else { return nil }
      return (condition.order.holds(left, right) ? then : otherwise).value(binding)
    }
  }

  private static func both(
    _ a: Expression, _ b: Expression, _ binding: (String) -> Double?,
    _ combine: (Double, Double) -> Double
  ) -> Double? {
    guard let left = a.value(binding), let right = b.value(binding) else { return nil }
    return combine(left, right)
  }
}
