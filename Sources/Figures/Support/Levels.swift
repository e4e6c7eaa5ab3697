/// Contour levels for a loss: geometric above the minimum, because equal steps crowd on a bowl.
enum Levels {
  /// Ascending levels that cover all values, the lowest at or below the minimum.
  ///
  /// The steps above the minimum are 1, 2, 4, ... times a round number, so that five to seven
  /// bands cover the range; a constant field has one band around its value.
  /// - Parameters:
  ///   - values: The field's values; what is not finite is left out.
  ///   - bands: How many bands are wanted, at least 2.
  static func geometric(_ values: [Double], bands: Int = 7) -> [Double] {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), high > low else {
      let value = finite.first ?? 0
      return [value, value + max(1, abs(value))]
    }
    let floor = low >= 0 && low < 0.25 * (high - low) ? 0 : low
    let unit = round((high - floor) / Double(1 << (bands - 1)))
    var levels = [floor]
    var step = unit
    while floor + step < high, levels.count <= bands + 2 {
      levels.append(floor + step)
      step *= 2
    }
    return levels + [max(high, floor + step)]
  }

  /// The nearest of 1, 2, 2.5 and 5 times a power of ten.
  static func round(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 1 }
    var power = 1.0
    while power * 10 <= value { power *= 10 }
    while power > value { power /= 10 }
    let candidates = [1, 2, 2.5, 5, 10].map { $0 * power }
    return candidates.min { abs($0 - value) < abs($1 - value) } ?? value
  }
}
