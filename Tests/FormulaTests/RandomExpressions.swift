@testable import Formula

/// Sebastiano Vigna's generator, so that each run draws the same trees.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension Expression {
  /// A random tree over x, y and z of at most the given height.
  static func random(height: Int, using generator: inout SplitMix64) -> Expression {
    let kind =
      height <= 1
      ? Int.random(in: 0..<3, using: &generator) : Int.random(in: 0..<14, using: &generator)
    var part: Expression { .random(height: height - 1, using: &generator) }
    switch kind {
    case 0:
      return .number([0, 1, 2, 3, 0.5, 0.1, -1, -2.5, .pi].randomElement(using: &generator) ?? 1)
    case 1, 2: return .variable(["x", "y", "z"].randomElement(using: &generator) ?? "x")
    case 3: return .negate(part)
    case 4, 5: return .add(part, part)
    case 6: return .subtract(part, part)
    case 7, 8: return .multiply(part, part)
    case 9: return .divide(part, part)
    case 10:
      let exponent: Double = [0, 1, 2, 3, -1, -2, 0.5].randomElement(using: &generator) ?? 2
      return .power(part, .number(exponent))
    case 11: return .power(part, part)
    case 12: return .call(Function.allCases.randomElement(using: &generator) ?? .exp, part)
    default:
      let order = Condition.Order.allCases.randomElement(using: &generator) ?? .less
      return .choose(Condition(part, order, part), then: part, otherwise: part)
    }
  }
}

extension Expression {
  /// Whether every part has a finite value: where none divides by zero, of which the sign is lost.
  func isFiniteThroughout(_ binding: (String) -> Double?) -> Bool {
    value(binding)?.isFinite == true && children.allSatisfy { $0.isFiniteThroughout(binding) }
  }
}

/// Whether two values agree to about ten digits; values that are not finite agree with nothing.
func agree(_ a: Double, _ b: Double, tolerance: Double = 1e-9) -> Bool {
  (a - b).magnitude <= tolerance * max(1, a.magnitude, b.magnitude)
}
