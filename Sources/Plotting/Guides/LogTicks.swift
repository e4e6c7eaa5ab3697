/// Places of ticks on a logarithmic axis: powers of ten, with 2 and 5 between them on short axes.
struct LogTicks {
  /// Ascending; all inside the domain.
  var values: [Double]

  /// - Parameters:
  ///   - domain: Positive.
  ///   - target: How many ticks are wanted.
  ///   - isLegible: Whether the labels of these values can be read.
  init(
    domain: ClosedRange<Double>, target: Double, isLegible: (_ values: [Double]) -> Bool
  ) {
    let low = log10(of: domain.lowerBound)
    let high = log10(of: domain.upperBound)
    let first = (low - 1e-9).rounded(.up).integer(in: -330...310)
    let last = (high + 1e-9).rounded(.down).integer(in: -330...310)
    let powers = first <= last ? Array(first...last) : []
    let inside = (domain.lowerBound * (1 - 1e-9))...(domain.upperBound * (1 + 1e-9))
    if Double(powers.count) < max(3, target / 2) {
      for multiples in [[1.0, 2, 5], [1, 3], [1]] {
        let values = Self.multiples(multiples, powers: (first - 1)...max(last, first - 1))
          .filter(inside.contains)
        if values.count >= 2, Double(values.count) <= 2 * target, isLegible(values) {
          self.values = values
          return
        }
      }
    }
    let least = max(1, (Double(powers.count) / target).rounded(.up).integer(in: 1...700))
    for stride in [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300] where stride >= least {
      let values = powers.filter { $0 % stride == 0 }.map { power(10, Double($0)) }
      if !values.isEmpty, isLegible(values) {
        self.values = values
        return
      }
    }
    values = powers.first.map { [power(10, Double($0))] } ?? []
  }

  private static func multiples(_ multiples: [Double], powers: ClosedRange<Int>) -> [Double] {
    powers.flatMap { exponent in multiples.map { $0 * power(10, Double(exponent)) } }
  }
}
