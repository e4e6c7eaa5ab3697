/// Places of ticks on an asinh axis: zero, and powers of ten on both sides of it, mirrored.
struct AsinhTicks {
  /// Ascending; all inside the domain. Empty where the axis is as good as linear or shows only a part
  /// of one decade.
  var values: [Double]

  /// - Parameters:
  ///   - width: Of the linear part around zero, positive.
  ///   - isLegible: Whether the labels of these values can be read.
  init(
    domain: ClosedRange<Double>, width: Double, isLegible: (_ values: [Double]) -> Bool
  ) {
    values = []
    let largest = max(abs(domain.lowerBound), abs(domain.upperBound))
    guard largest > 5 * width else { return }
    let first = log10(of: width).rounded().integer(in: -300...308)
    let last = (log10(of: largest) + 1e-9).rounded(.down).integer(in: -300...308)
    guard first <= last else { return }
    // Every n-th power counted from the largest one down, so that the ends are told.
    for stride in [1, 2, 3, 4, 6, 10, 20, 50, 100, 200, 400] {
      let powers = Swift.stride(from: last, through: first, by: -stride).map {
        power(10, Double($0))
      }
      let found = (powers.map { -$0 } + [0] + powers.reversed()).filter(domain.contains)
      guard found.count >= 2 else { return }
      if isLegible(found) {
        values = found
        return
      }
    }
  }
}
