/// A floating-point format in software: numbers of so many digits and so large exponents, held as
/// double precision, which has all of them.
struct SmallFloat: Sendable {
  let name: String
  /// Binary digits of a normal number, the leading one among them.
  let digits: Int
  /// Exponents of the smallest and the largest normal number.
  let exponents: ClosedRange<Int>

  static let bfloat16 = SmallFloat(name: "bfloat16", digits: 8, exponents: -126...127)
  static let float16 = SmallFloat(name: "float16", digits: 11, exponents: -14...15)
  static let float32 = SmallFloat(name: "float32", digits: 24, exponents: -126...127)

  /// The nearest number of the format, to even in the middle; infinite beyond the largest.
  func callAsFunction(_ value: Double) -> Double {
    guard value.isFinite, value != 0 else { return value }
    // Below the smallest normal number the digits get fewer.
    let exponent = max(Int(value.exponent), exponents.lowerBound)
    let unit = Double(sign: .plus, exponent: exponent - digits + 1, significand: 1)
    let rounded = (value / unit).rounded(.toNearestOrEven) * unit
    return abs(rounded) > largest ? (value < 0 ? -.infinity : .infinity) : rounded
  }

  /// The largest finite number.
  var largest: Double {
    (2 - Double(sign: .plus, exponent: 1 - digits, significand: 1))
      * Double(sign: .plus, exponent: exponents.upperBound, significand: 1)
  }

  /// The sum in the order given, rounded after every addition.
  func sum(_ values: [Double]) -> Double { values.reduce(0) { self($0 + self($1)) } }

  /// Where a sum of ones stops growing. Between two powers of two the spacing of the numbers stays the
  /// same, so that a sum can only stop at one of them.
  var lastSumOfOnes: Double {
    var sum = 1.0
    while self(sum + 1) != sum, sum < 0x1p60 { sum *= 2 }
    return sum
  }
}
