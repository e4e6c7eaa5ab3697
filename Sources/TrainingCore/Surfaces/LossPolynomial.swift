/// A polynomial in the target y and the prediction f, as coefficients of y^i f^j.
struct LossPolynomial: Hashable {
  struct Power: Hashable {
    var y: Int
    var f: Int
  }
  private(set) var coefficients: [Power: Double]
  private static let highest = 4

  init(_ coefficients: [Power: Double]) {
    self.coefficients = coefficients.filter { $0.value != 0 }
  }

  static func constant(_ value: Double) -> LossPolynomial {
    LossPolynomial([Power(y: 0, f: 0): value])
  }
  static let y = LossPolynomial([Power(y: 1, f: 0): 1])
  static let f = LossPolynomial([Power(y: 0, f: 1): 1])
  static let zero = LossPolynomial([:])

  var isZero: Bool { coefficients.isEmpty }
  /// The value, if it depends on nothing.
  var constant: Double? {
    guard coefficients.keys.allSatisfy({ $0.y == 0 && $0.f == 0 }) else { return nil }
    return coefficients.values.first ?? 0
  }
  /// The degree in f.
  var degree: Int { coefficients.keys.map(\.f).max() ?? 0 }

  static func + (left: LossPolynomial, right: LossPolynomial) -> LossPolynomial {
    LossPolynomial(
      left.coefficients.merging(right.coefficients) { first, second in
        let sum = first + second
        // What is left of two equal terms is rounding of how they are written.
        return abs(sum) <= 1e-14 * (abs(first) + abs(second)) ? 0 : sum
      })
  }

  static func * (factor: Double, right: LossPolynomial) -> LossPolynomial {
    LossPolynomial(right.coefficients.mapValues { factor * $0 })
  }

  private var ordered: [(key: Power, value: Double)] {
    coefficients.sorted { ($0.key.f, $0.key.y) < ($1.key.f, $1.key.y) }
  }

  /// The product; nil if its degree goes beyond what losses need.
  func times(_ other: LossPolynomial) -> LossPolynomial? {
    var sum = LossPolynomial.zero
    // In an order of their own: a dictionary's would change roundings from run to run.
    for (a, first) in ordered {
      for (b, second) in other.ordered {
        let power = Power(y: a.y + b.y, f: a.f + b.f)
        guard power.y <= Self.highest, power.f <= Self.highest else { return nil }
        sum = sum + LossPolynomial([power: first * second])
      }
    }
    return sum
  }

  /// The coefficient of the leading power, by an order that is the same in every run.
  private var leading: Double {
    let power = coefficients.keys.max { ($0.f, $0.y) < ($1.f, $1.y) }
    return power.flatMap { coefficients[$0] } ?? 0
  }

  /// Itself with a positive leading coefficient, and whether that turned the sign.
  var upright: (polynomial: LossPolynomial, isTurned: Bool) {
    leading < 0 ? (-1 * self, true) : (self, false)
  }

  /// Itself with the leading coefficient 1 or -1, and the positive factor that was taken out.
  var normalised: (polynomial: LossPolynomial, factor: Double) {
    let size = abs(leading)
    return size > 0 ? ((1 / size) * self, size) : (self, 1)
  }

  /// The coefficient of f to the given power as a function of y: the coefficients of y^0, y^1 ...
  func inTarget(f power: Int) -> [Double] {
    (0...Self.highest).map { coefficients[Power(y: $0, f: power)] ?? 0 }
  }

  /// The value of a polynomial in y with coefficients as of ``inTarget(f:)``.
  static func value(_ coefficients: [Double], at y: Double) -> Double {
    coefficients.reversed().reduce(0) { $0 * y + $1 }
  }
}
