import Glibc

/// The elementary functions of this module and of those above it that compute with formulas, all in
/// this one file, so that a portable implementation can replace the C library's, whose last digits
/// depend on the processor.
///
/// Values only: rules of differentiation are every route's own.
package enum Elementary {
  @inline(__always) package static func exp(_ x: Double) -> Double { Glibc.exp(x) }
  @inline(__always) package static func expm1(_ x: Double) -> Double { Glibc.expm1(x) }
  @inline(__always) package static func log(_ x: Double) -> Double { Glibc.log(x) }
  @inline(__always) package static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
  @inline(__always) package static func tanh(_ x: Double) -> Double { Glibc.tanh(x) }
  /// The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x.
  @inline(__always) static func erf(_ x: Double) -> Double { Glibc.erf(x) }
  @inline(__always) package static func sin(_ x: Double) -> Double { Glibc.sin(x) }
  @inline(__always) package static func cos(_ x: Double) -> Double { Glibc.cos(x) }

  /// The angle of a point (x, y) from the first axis, in radians.
  @inline(__always) package static func atan2(_ y: Double, _ x: Double) -> Double {
    Glibc.atan2(y, x)
  }

  /// log(1 + exp(x)), without overflow on either side.
  @inline(__always) package static func softplus(_ x: Double) -> Double {
    (x > 0 ? x : 0) + Glibc.log1p(Glibc.exp(-x.magnitude))
  }

  /// Correctly rounded, as IEEE 754 demands.
  @inline(__always) static func sqrt(_ x: Double) -> Double { x.squareRoot() }

  /// 1/(1 + exp(-x)), without overflow on either side.
  @inline(__always) package static func sigmoid(_ x: Double) -> Double {
    let e = Glibc.exp(-x.magnitude)
    return (x < 0 ? e : 1) / (1 + e)
  }

  /// The C library's power, off by about half a unit in the last place: for the routes to the
  /// gradient, whose error bounds count a power as one operation.
  package static func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }

  /// -1, 0 or 1; NaN of NaN.
  @inline(__always) static func sign(_ x: Double) -> Double {
    x > 0 ? 1 : x < 0 ? -1 : x.isNaN ? x : 0
  }

  /// `x` to the power of `y`: by multiplication for whole exponents up to 64, by square roots
  /// for one half, by the C library otherwise. Faster than ``pow(_:_:)`` on whole columns and exact
  /// where the multiplications are, but with a rounding for each of them.
  static func power(_ x: Double, _ y: Double) -> Double {
    if y == 0.5 { return sqrt(x) }
    if let n = wholeExponent(y) { return power(x, whole: n) }
    return Glibc.pow(x, y)
  }

  /// The exponent as a whole number, if it is one that is done by multiplication.
  static func wholeExponent(_ y: Double) -> Int? {
    guard y.magnitude <= 64, y == y.rounded(.towardZero) else { return nil }
    return Int(y)
  }

  /// Repeated squaring from the highest bit on, so that x^2 is exactly x*x and x^3 is x*x*x.
  @inline(__always) static func power(_ x: Double, whole n: Int) -> Double {
    guard n != 0 else { return 1 }
    let exponent = n.magnitude
    var result = x
    var bit = exponent.bitWidth - exponent.leadingZeroBitCount - 2
    while bit >= 0 {
      result *= result
      if exponent >> UInt(bit) & 1 == 1 { result *= x }
      bit -= 1
    }
    return n < 0 ? 1 / result : result
  }
}

extension Expression.Function {
  /// The function's value in double precision; `sqrt` and `log` of negative numbers are NaN.
  public func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .exp: Elementary.exp(x)
    case .log: Elementary.log(x)
    case .log1p: Elementary.log1p(x)
    case .sqrt: Elementary.sqrt(x)
    case .tanh: Elementary.tanh(x)
    case .sigmoid: Elementary.sigmoid(x)
    case .softplus: Elementary.softplus(x)
    case .sin: Elementary.sin(x)
    case .cos: Elementary.cos(x)
    case .abs: x.magnitude
    case .sign: Elementary.sign(x)
    case .erf: Elementary.erf(x)
    }
  }
}

extension Expression.Condition.Order {
  /// Whether the comparison holds; never with a NaN.
  @inlinable @inline(__always)
  public func holds(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}
