/// Maps an interval of data onto an interval of the picture.
public struct Scale: Sendable, Equatable {
  /// How numbers become lengths.
  public var kind: Axis.Kind
  /// The interval of data that is shown.
  public var domain: ClosedRange<Double>
  /// Where the domain's ends lie, in px; `start` may be greater than `end`.
  public var start, end: Double

  /// A scale that puts the domain's lower end at `start` and its upper end at `end`, in px.
  public init(kind: Axis.Kind = .linear, domain: ClosedRange<Double>, start: Double, end: Double) {
    self.kind = kind
    self.domain = domain
    self.start = start
    self.end = end
  }

  /// The place of a data value in px; NaN when the value has none (a logarithm of nothing).
  public func callAsFunction(_ value: Double) -> Double {
    start + fraction(of: value) * (end - start)
  }

  /// The data value at a place in px; the inverse of calling the scale.
  func value(at place: Double) -> Double {
    let fraction = (place - start) / (end - start)
    let low = transformed(domain.lowerBound)
    let high = transformed(domain.upperBound)
    return inverse(low + fraction * (high - low))
  }

  /// Where a value lies between the domain's ends: 0 at the lower, 1 at the upper.
  func fraction(of value: Double) -> Double {
    let low = transformed(domain.lowerBound)
    let width = transformed(domain.upperBound) - low
    return width > 0 ? (transformed(value) - low) / width : 0.5
  }

  /// Halved on linear axes, so that the width of the largest domains does not overflow.
  private func transformed(_ value: Double) -> Double {
    switch kind {
    case .linear, .band: value / 2
    case .log: log10(of: value)
    case .asinh(let width): inverseHyperbolicSine(value / Self.sane(width))
    }
  }

  private func inverse(_ value: Double) -> Double {
    switch kind {
    case .linear, .band: 2 * value
    case .log: power(10, value)
    case .asinh(let width): Self.sane(width) * hyperbolicSine(value)
    }
  }

  /// A width of the linear part that can be divided by.
  static func sane(_ width: Double) -> Double {
    width.isFinite && width > 0 ? max(width, 1e-300) : 1
  }
}
