import Glibc

/// The natural logarithm.
public func logarithm(_ x: Double) -> Double { log(x) }

/// e to the power of x.
public func exponential(_ x: Double) -> Double { exp(x) }
