/// A product and quotient taken apart: a sign, numeric factors, other factors, above and below the
/// fraction bar.
struct FactorList {
  fileprivate struct Side {
    /// Positive and not 1; several only where merging them would round.
    var numbers: [Double] = []
    /// Bases with whole exponents, each base once.
    var powers: [(base: Expression, exponent: Double)] = []
  }

  private var isNegative = false
  private var isZero = false
  private var above = Side()
  private var below = Side()

  /// Takes the product of simplified expressions apart, divided by the product of others.
  init(_ factors: [Expression], over divisors: [Expression] = []) {
    for factor in factors { insert(factor, isBelow: false) }
    for divisor in divisors { insert(divisor, isBelow: true) }
    reduceNumbers()
  }

  private mutating func insert(_ factor: Expression, isBelow: Bool) {
    switch factor {
    case .number(let value) where value.isFinite && value != .pi && !(isBelow && value == 0):
      if value == 0 { isZero = true }
      if value < 0 { isNegative.toggle() }
      if isBelow { below.multiply(value.magnitude) } else { above.multiply(value.magnitude) }
    case .negate(let a):
      isNegative.toggle()
      insert(a, isBelow: isBelow)
    case .multiply(let a, let b):
      insert(a, isBelow: isBelow)
      insert(b, isBelow: isBelow)
    case .divide(let a, let b) where b != .number(0):
      insert(a, isBelow: isBelow)
      insert(b, isBelow: !isBelow)
    case .power(let base, .number(let n)) where (ExactArithmetic.whole(n) ?? 0) > 0:
      if isBelow { below.multiply(base, n) } else { above.multiply(base, n) }
    default:
      if isBelow { below.multiply(factor, 1) } else { above.multiply(factor, 1) }
    }
  }

  /// Cancels numeric factors of the two sides against each other.
  private mutating func reduceNumbers() {
    for i in above.numbers.indices {
      for j in below.numbers.indices {
        let (n, d) = ExactArithmetic.reduced(above.numbers[i], below.numbers[j])
        above.numbers[i] = n
        below.numbers[j] = d
      }
    }
    above.numbers.removeAll { $0 == 1 }
    below.numbers.removeAll { $0 == 1 }
  }

  /// The product again: numeric factors first, then names, then the rest in the order given.
  var expression: Expression {
    if isZero { return .number(0) }
    var numerator = above.factors
    let denominator = below.product
    // The sign goes into a leading number, and else stands before the whole.
    var sign = isNegative
    if sign, case .number(let value) = numerator.first, above.numbers.first == value {
      numerator[0] = .number(-value)
      sign = false
    } else if sign, numerator.isEmpty {
      numerator = [.number(-1)]
      sign = false
    }
    let top = Side.product(numerator) ?? .number(1)
    let whole = denominator.map { Expression.divide(top, $0) } ?? top
    return sign ? .negate(whole) : whole
  }
}

extension FactorList.Side {
  mutating func multiply(_ number: Double) {
    var pending = number
    var index = 0
    // Each merge may make a further one possible, so start again after it.
    while index < numbers.count {
      if let merged = ExactArithmetic.product(numbers[index], pending) {
        numbers.remove(at: index)
        pending = merged
        index = 0
      } else {
        index += 1
      }
    }
    if pending != 1 { numbers.append(pending) }
  }

  mutating func multiply(_ base: Expression, _ exponent: Double) {
    if let index = powers.firstIndex(where: { $0.base == base }),
      let sum = ExactArithmetic.sum(powers[index].exponent, exponent),
      ExactArithmetic.whole(sum) != nil
    {
      powers[index].exponent = sum
    } else {
      powers.append((base, exponent))
    }
  }

  var factors: [Expression] {
    let others = powers.map { power in
      power.exponent == 1 ? power.base : .power(power.base, .number(power.exponent))
    }
    let ordered = (0...2).flatMap { rank in others.filter { Self.rank($0) == rank } }
    return numbers.map { .number($0) } + ordered
  }

  var product: Expression? { Self.product(factors) }

  static func product(_ factors: [Expression]) -> Expression? {
    guard let first = factors.first else { return nil }
    return factors.dropFirst().reduce(first) { .multiply($0, $1) }
  }

  /// Constants, then names and their powers, then all else.
  private static func rank(_ factor: Expression) -> Int {
    switch factor {
    case .number: 0
    case .variable, .power(.variable, .number): 1
    default: 2
    }
  }
}
