import Glibc

// The few functions of libm that layout needs, under names that do not shadow anything of ours.

func log10(of value: Double) -> Double { Glibc.log10(value) }
func power(_ base: Double, _ exponent: Double) -> Double { Glibc.pow(base, exponent) }
func sine(_ angle: Double) -> Double { Glibc.sin(angle) }
func cosine(_ angle: Double) -> Double { Glibc.cos(angle) }
func hyperbolicSine(_ value: Double) -> Double { Glibc.sinh(value) }
func inverseHyperbolicSine(_ value: Double) -> Double { Glibc.asinh(value) }
func exponential(_ value: Double) -> Double { Glibc.exp(value) }
func naturalLogarithm(_ value: Double) -> Double { Glibc.log(value) }
func arcTangent(_ y: Double, _ x: Double) -> Double { Glibc.atan2(y, x) }

/// The closed range around the finite ones of some values, or nil if there is none.
func finiteExtent(_ values: some Sequence<Double>) -> ClosedRange<Double>? {
  var low = Double.infinity
  var high = -Double.infinity
  for value in values where value.isFinite {
    low = min(low, value)
    high = max(high, value)
  }
  return low <= high ? low...high : nil
}

extension Double {
  /// The value as an integer, held to a range; NaN becomes the lower bound.
  func integer(in range: ClosedRange<Int>) -> Int {
    guard self > Double(range.lowerBound) else { return range.lowerBound }
    guard self < Double(range.upperBound) else { return range.upperBound }
    return Int(self)
  }

  /// The value held to a range.
  package func clamped(to range: ClosedRange<Double>) -> Double {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
