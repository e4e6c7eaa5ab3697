import BigInt

/// An exact number: an integer times a power of two, which is what every finite double is.
struct Dyadic: Sendable {
  private(set) var mantissa: BigInt
  private(set) var exponent: Int

  static let zero = Dyadic(mantissa: 0, exponent: 0)

  private init(mantissa: BigInt, exponent: Int) {
    self.mantissa = mantissa
    self.exponent = exponent
  }

  /// The double itself; nil for infinities and NaN.
  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    guard value != 0 else {
      self = .zero
      return
    }
    let digits = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
    let shift = digits.trailingZeroBitCount
    let magnitude = BigInt(digits >> UInt64(shift))
    mantissa = value.sign == .minus ? -magnitude : magnitude
    exponent = max(Int(value.exponentBitPattern), 1) - 1075 + shift
  }

  /// -1, 0 or 1.
  var signum: Int { Int(mantissa.signum()) }

  static prefix func - (value: Dyadic) -> Dyadic {
    Dyadic(mantissa: -value.mantissa, exponent: value.exponent)
  }

  static func + (left: Dyadic, right: Dyadic) -> Dyadic {
    if left.mantissa.isZero { return right }
    if right.mantissa.isZero { return left }
    let exponent = min(left.exponent, right.exponent)
    return Dyadic(
      mantissa: (left.mantissa << (left.exponent - exponent))
        + (right.mantissa << (right.exponent - exponent)),
      exponent: exponent)
  }

  static func - (left: Dyadic, right: Dyadic) -> Dyadic { left + -right }

  static func * (left: Dyadic, right: Dyadic) -> Dyadic {
    Dyadic(mantissa: left.mantissa * right.mantissa, exponent: left.exponent + right.exponent)
  }

  /// 1 divided by this number if it is a power of two or its negative, else nil.
  var exactReciprocal: Dyadic? {
    guard mantissa.magnitude == 1 else { return nil }
    return Dyadic(mantissa: mantissa, exponent: -exponent)
  }

  /// How many bits an exact sum with numbers near 1 would need; guards against huge spreads.
  var width: Int { mantissa.bitWidth + abs(exponent) }

  /// The quotient by a positive integer, rounded once to the nearest double, ties to even.
  func divided(by divisor: Int) -> Double {
    guard !mantissa.isZero, divisor > 0 else { return 0 }
    let divisorBits = Int.bitWidth - divisor.leadingZeroBitCount
    let shift = max(0, 66 + divisorBits - mantissa.magnitude.bitWidth)
    let (quotient, rest) = (mantissa.magnitude << shift).quotientAndRemainder(
      dividingBy: BigUInt(divisor))
    let scale = exponent - shift
    // The quotient's last kept bit stands for 2^(scale + drop); subnormals keep fewer bits.
    let drop = max(quotient.bitWidth - 53, -1074 - scale)
    var kept = quotient >> drop
    let half = BigUInt(1) << (drop - 1)
    let remainder = quotient - (kept << drop)
    let isOdd = kept.trailingZeroBitCount == 0 && !kept.isZero
    if remainder > half || (remainder == half && (!rest.isZero || isOdd)) { kept += 1 }
    let magnitude = Double(sign: .plus, exponent: scale + drop, significand: Double(UInt64(kept)))
    return mantissa.signum() < 0 ? -magnitude : magnitude
  }
}
