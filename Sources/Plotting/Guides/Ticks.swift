/// Places of ticks on a linear axis.
///
/// Talbot, Lin and Hanrahan, "An extension of Wilkinson's algorithm for positioning tick labels on
/// axes" (InfoVis 2010): the labelling with the best mean of simplicity, coverage and density
/// among those whose labels are legible.
struct Ticks {
  /// Ascending; all inside the domain.
  var values: [Double]
  /// The distance between neighbours.
  var step: Double

  private static let nice: [Double] = [1, 5, 2, 2.5, 4, 3]

  /// - Parameters:
  ///   - domain: Not empty, both ends finite.
  ///   - target: How many ticks are wanted.
  ///   - isLegible: Whether the labels of these values, a step apart, can be read.
  init(
    domain: ClosedRange<Double>, target: Double,
    isLegible: (_ values: [Double], _ step: Double) -> Bool = { _, _ in true }
  ) {
    var search = Search(domain: domain, target: max(target, 2))
    search.run(Self.nice[..<4], skips: 1...1, isLegible)
    // Round multiples are what a reader expects, but other values are better than none.
    if search.best == nil { search.run(Self.nice[...], skips: 1...6, isLegible) }
    if let best = search.best {
      (values, step) = best
    } else {
      // Nothing legible: the middle value alone says at least where we are.
      let middle = domain.lowerBound / 2 + domain.upperBound / 2
      (values, step) = ([middle], abs(middle) > 0 ? abs(middle) : 1)
    }
  }

  private struct Search {
    let low, high, range, target: Double
    var best: ([Double], Double)?
    var bestScore = -2.0

    init(domain: ClosedRange<Double>, target: Double) {
      low = domain.lowerBound
      high = domain.upperBound
      range = min(high - low, .greatestFiniteMagnitude)
      self.target = target
    }

    /// - Parameter skips: With 1 alone every value is a multiple of the step.
    mutating func run(
      _ nice: ArraySlice<Double>, skips: ClosedRange<Int>,
      _ isLegible: ([Double], Double) -> Bool
    ) {
      for skip in skips {
        for (index, q) in nice.enumerated() {
          let simplest = simplicity(index, skip, hasZero: true)
          if 0.25 * simplest + 0.75 < bestScore { return }
          for count in 2...24 where score(simplest, 1, density(Double(count))) >= bestScore {
            tryCount(count, q: q, index: index, skip: skip, isLegible)
          }
        }
      }
    }

    private mutating func tryCount(
      _ count: Int, q: Double, index: Int, skip: Int, _ isLegible: ([Double], Double) -> Bool
    ) {
      let gap = range / Double(count + 1) / Double(skip) / q
      let first = log10(of: gap).rounded(.up)
      for exponent in [first, first + 1] {
        let unit = q * power(10, exponent)
        let step = Double(skip) * unit
        guard step.isFinite, step > 0, Double(count - 1) * step <= 1.0000001 * range else {
          continue
        }
        let firstStart = ((low / unit) - 1e-9).rounded(.up)
        for offset in 0..<skip {
          consider(
            start: firstStart + Double(offset), count: count, unit: unit, skip: skip, index: index,
            isLegible)
        }
      }
    }

    private mutating func consider(
      start: Double, count: Int, unit: Double, skip: Int, index: Int,
      _ isLegible: ([Double], Double) -> Bool
    ) {
      let last = start + Double((count - 1) * skip)
      let step = Double(skip) * unit
      let slack = 1e-9 * range
      guard last * unit <= high + slack, abs(start) < 1e15 else { return }
      // Where a step more would still lie on the axis, a reader would miss its number.
      guard start * unit - step < low - slack, last * unit + step > high + slack else { return }
      let hasZero =
        start <= 0 && last >= 0 && start.truncatingRemainder(dividingBy: Double(skip)) == 0
      let value = score(
        simplicity(index, skip, hasZero: hasZero), coverage(start * unit, last * unit),
        density(Double(count)))
      guard value > bestScore + 1e-12 else { return }
      let values = (0..<count).map { (start + Double($0 * skip)) * unit }
      guard values.allSatisfy(\.isFinite), isLegible(values, step) else { return }
      bestScore = value
      best = (values, step)
    }

    private func score(_ simplicity: Double, _ coverage: Double, _ density: Double) -> Double {
      0.25 * simplicity + 0.2 * coverage + 0.5 * density + 0.05
    }

    private func simplicity(_ index: Int, _ skip: Int, hasZero: Bool) -> Double {
      1 - Double(index) / Double(Ticks.nice.count - 1) - Double(skip) + (hasZero ? 1 : 0)
    }

    private func coverage(_ first: Double, _ last: Double) -> Double {
      let a = (high - last) / (0.1 * range)
      let b = (low - first) / (0.1 * range)
      // Axes show all of their domain anyway, so that an end without a tick is no great loss.
      return max(-1, 1 - 0.5 * (a * a + b * b))
    }

    private func density(_ count: Double) -> Double { 2 - max(count / target, target / count) }
  }
}
