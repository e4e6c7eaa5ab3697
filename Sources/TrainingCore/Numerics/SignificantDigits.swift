/// Rounding to a few significant decimal digits.
enum SignificantDigits {
  /// The nearest number with that many digits; 0, infinities and NaN stay as they are.
  static func rounded(_ value: Double, to digits: Int) -> Double {
    guard value.isFinite, value != 0, abs(value) > 1e-300, abs(value) < 1e300 else { return value }
    var exponent = 0
    var size = abs(value)
    while size >= 10 {
      size /= 10
      exponent += 1
    }
    while size < 1 {
      size *= 10
      exponent -= 1
    }
    // Dividing by a power of ten, not multiplying by its inverse, keeps 0.3 the double 0.3.
    let shift = digits - 1 - exponent
    let scale = power(abs(shift))
    let scaled = shift >= 0 ? (value * scale).rounded() : (value / scale).rounded()
    return shift >= 0 ? scaled / scale : scaled * scale
  }

  private static func power(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<exponent { result *= 10 }
    return result
  }
}
