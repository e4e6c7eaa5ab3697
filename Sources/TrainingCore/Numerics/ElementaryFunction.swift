import Glibc

/// The transcendental functions in one place, as their last bits depend on the processor.
enum ElementaryFunction {
  static func exp(_ x: Double) -> Double { Glibc.exp(x) }
  static func log(_ x: Double) -> Double { Glibc.log(x) }
  static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
  static func tanh(_ x: Double) -> Double { Glibc.tanh(x) }
  static func sin(_ x: Double) -> Double { Glibc.sin(x) }
  static func cos(_ x: Double) -> Double { Glibc.cos(x) }
  static func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }

  /// 1 / (1 + exp(-x)) without overflow on either side.
  static func sigmoid(_ x: Double) -> Double {
    if x >= 0 { return 1 / (1 + Glibc.exp(-x)) }
    let grown = Glibc.exp(x)
    return grown / (1 + grown)
  }
}
