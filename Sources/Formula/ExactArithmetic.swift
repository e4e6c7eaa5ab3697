/// Arithmetic that answers only where double precision loses nothing.
enum ExactArithmetic {
  /// Below this, the rounding error of a product may itself underflow and go unseen.
  private static let smallest = 0x1p-960

  /// a + b, if it is not rounded.
  static func sum(_ a: Double, _ b: Double) -> Double? {
    let sum = a + b
    guard sum.isFinite else { return nil }
    // Knuth's two-sum: the rounding error of the addition, exactly.
    let shadow = sum - a
    let error = (a - (sum - shadow)) + (b - shadow)
    return error == 0 ? sum : nil
  }

  /// a * b, if it is not rounded.
  static func product(_ a: Double, _ b: Double) -> Double? {
    let product = a * b
    if a == 0 || b == 0 { return product.isFinite ? 0 : nil }
    guard product.isFinite, product.magnitude >= smallest else { return nil }
    return (-product).addingProduct(a, b) == 0 ? product : nil
  }

  /// n / d in lowest terms, where both are whole numbers or one divides the other exactly.
  static func reduced(_ n: Double, _ d: Double) -> (Double, Double) {
    if let a = whole(n), let b = whole(d), a != 0, b != 0 {
      let divisor = greatestCommonDivisor(a, b)
      return (Double(a / divisor), Double(b / divisor))
    }
    if let quotient = wholeQuotient(n, d) { return (quotient, 1) }
    if let quotient = wholeQuotient(d, n) { return (1, quotient) }
    return (n, d)
  }

  /// base^exponent by multiplication, if no step is rounded.
  static func power(_ base: Double, _ exponent: Int) -> Double? {
    guard (0...64).contains(exponent) else { return nil }
    var result = 1.0
    for _ in 0..<exponent {
      guard let next = product(result, base) else { return nil }
      result = next
    }
    return result
  }

  /// A number as an integer, if it is one that doubles hold without gaps.
  static func whole(_ value: Double) -> Int? {
    guard value.magnitude <= 0x1p53, value == value.rounded(.towardZero) else { return nil }
    return Int(value)
  }

  private static func wholeQuotient(_ a: Double, _ b: Double) -> Double? {
    let quotient = a / b
    guard quotient.isFinite, whole(quotient) != nil, quotient != 0,
      product(quotient, b) == a
    else { return nil }
    return quotient
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (abs(a), abs(b))
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
