/// The interval that an axis shows.
enum AxisDomain {
  /// Largest and smallest sizes that an axis shows; doubles reach further, their differences not.
  private static let largest = 1.5e308
  private static let smallest = 1e-300

  /// The given interval, or the marks' own extent with 5 % padding; always with two finite,
  /// distinct ends, and positive on logarithmic axes.
  /// - Parameters:
  ///   - isPadded: Whether marks stay away from the frame; fields fill it.
  ///   - startsAtZero: Whether an axis of positive values close to zero begins there.
  static func resolved(
    _ axis: Axis, extents: [ClosedRange<Double>?], isPadded: Bool = true,
    startsAtZero: Bool = false
  ) -> ClosedRange<Double> {
    if let given = axis.domain, let sane = sane(given, kind: axis.kind) { return sane }
    if case .band(let names) = axis.kind { return -0.5...(Double(max(names.count, 1)) - 0.5) }
    let own = extents.compactMap { $0 }.filter {
      $0.lowerBound.isFinite && $0.upperBound.isFinite
    }
    guard let low = own.map(\.lowerBound).min(), let high = own.map(\.upperBound).max() else {
      return axis.kind == .log ? 1...10 : 0...1
    }
    if !isPadded, let tight = sane(low...high, kind: axis.kind) { return tight }
    switch axis.kind {
    case .log: return logarithmic(low, high)
    case .asinh(let width): return asinh(low, high, width: Scale.sane(width))
    case .linear, .band: break
    }
    let range = linear(low, high)
    return startsAtZero && low >= 0 && range.lowerBound < 0 && range.upperBound > 0
      ? 0...range.upperBound : range
  }

  private static func sane(_ range: ClosedRange<Double>, kind: Axis.Kind) -> ClosedRange<Double>? {
    guard range.lowerBound.isFinite, range.upperBound.isFinite else { return nil }
    if kind == .log {
      return range.lowerBound > 0 && range.upperBound > range.lowerBound ? range : nil
    }
    let low = range.lowerBound.clamped(to: -largest...largest)
    let high = range.upperBound.clamped(to: -largest...largest)
    return isWide(low, high) ? low...high : linear(low, high)
  }

  /// 5 % padding in the picture, not in the data.
  private static func asinh(_ low: Double, _ high: Double, width: Double) -> ClosedRange<Double> {
    let ends = linear(inverseHyperbolicSine(low / width), inverseHyperbolicSine(high / width))
    let range = [ends.lowerBound, ends.upperBound].map {
      (width * hyperbolicSine($0)).clamped(to: -largest...largest)
    }
    return range[0] < range[1] ? range[0]...range[1] : linear(low, high)
  }

  private static func isWide(_ low: Double, _ high: Double) -> Bool {
    high - low > max(1e-12 * max(abs(low), abs(high)), smallest / 1e5)
  }

  private static func linear(_ low: Double, _ high: Double) -> ClosedRange<Double> {
    let low = low.clamped(to: -largest...largest)
    let high = high.clamped(to: -largest...largest)
    guard isWide(low, high) else {
      let middle = low / 2 + high / 2
      let reach = middle == 0 ? 1 : max(abs(middle) / 2, smallest)
      return max(middle - reach, -largest)...min(middle + reach, largest)
    }
    let padding = 0.05 * (high / 2 - low / 2) * 2
    return max(low - padding, -largest)...min(high + padding, largest)
  }

  /// What is not positive has no place on the axis; four decades are shown below the largest value
  /// when the smallest is not positive.
  private static func logarithmic(_ low: Double, _ high: Double) -> ClosedRange<Double> {
    guard high > 0 else { return 1...10 }
    let high = high.clamped(to: smallest...largest)
    let low = low > 0 ? low.clamped(to: smallest...largest) : max(high * 1e-4, smallest)
    guard high > low * (1 + 1e-9) else {
      return max(high / 3, smallest)...min(high * 3, largest)
    }
    let padding = power(high / low, 0.05)
    guard padding.isFinite else { return low...high }
    return max(low / padding, smallest)...min(high * padding, largest)
  }
}
