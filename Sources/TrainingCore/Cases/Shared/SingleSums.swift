/// Sums in single precision by three methods, with the distance of each from the exact sum.
struct SingleSums: Sendable {
  /// How a sum is formed.
  enum Method: String, CaseIterable, Sendable {
    case sequential, reversed, pairwise
    case compensated = "Kahan"
  }

  let values: [Float]

  init(_ values: [Float]) { self.values = values }
  /// The values rounded to single precision.
  init(rounding values: [Double]) { self.values = values.map { Float($0) } }

  func sum(_ method: Method) -> Float {
    switch method {
    case .sequential:
      var total: Float = 0
      for value in values { total += value }
      return total
    case .reversed:
      var total: Float = 0
      for index in stride(from: values.count - 1, through: 0, by: -1) { total += values[index] }
      return total
    case .pairwise: return pairwise(0..<values.count)
    case .compensated:
      // W. Kahan, "Further remarks on reducing truncation errors", CACM 8 (1965).
      var (total, lost): (Float, Float) = (0, 0)
      for value in values {
        let term = value - lost
        let next = total + term
        lost = (next - total) - term
        total = next
      }
      return total
    }
  }

  private func pairwise(_ range: Range<Int>) -> Float {
    guard range.count > 8 else {
      var total: Float = 0
      for index in range { total += values[index] }
      return total
    }
    let middle = range.lowerBound + range.count / 2
    return pairwise(range.lowerBound..<middle) + pairwise(middle..<range.upperBound)
  }

  /// The sum to about twice the digits of double precision, rounded to those: two-sum compensated
  /// (T. Ogita, S. Rump and S. Oishi, "Accurate sum and dot product", SIAM J. Sci. Comput. 26, 2005).
  var exact: Double {
    var (total, lost) = (0.0, 0.0)
    for value in values {
      let term = Double(value)
      let next = total + term
      let part = next - total
      lost += (total - (next - part)) + (term - part)
      total = next
    }
    return total + lost
  }

  /// The distance from the exact sum in units in the last place that single precision has there; 0
  /// of what is not finite.
  func ulps(_ method: Method, exact: Double) -> Double {
    let found = Double(sum(method))
    let unit = Double(Float(exact).ulp)
    guard found.isFinite, exact.isFinite, unit.isFinite, unit > 0 else { return 0 }
    return abs(found - exact) / unit
  }
}

/// Random samples as gradients are: a mean that is small beside the spread.
struct NoisySamples {
  let values: [Float]
  static let mean = -0.05

  /// Uniform with that mean and a standard deviation of 1.
  init(_ count: Int, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let width = 12.0.squareRoot()
    values = (0..<count).map { _ in Float(Self.mean + width * (generator.uniform() - 0.5)) }
  }

  /// For each number of samples the median error in ulps of some runs of as many samples, one column
  /// for each method, and how many runs there were samples for.
  func errors(_ counts: [Int], mostRuns: Int = 32) -> CaseTable {
    var all: [Double] = []
    var columns = SingleSums.Method.allCases.map { _ in [Double]() }
    for count in counts {
      let runs = max(1, min(mostRuns, values.count / max(1, count)))
      all.append(Double(runs))
      let parts = (0..<runs).map { run in
        SingleSums(
          Array(values[min(values.count, run * count)..<min(values.count, (run + 1) * count)]))
      }
      let exact = parts.map(\.exact)
      for (index, method) in SingleSums.Method.allCases.enumerated() {
        // A sum that happens to be near zero has small units, which would rule a mean.
        let errors = zip(parts, exact).map { $0.ulps(method, exact: $1) }.sorted()
        columns[index].append(errors[errors.count / 2])
      }
    }
    return CaseTable(
      name: "error in ulps",
      columns: [("N", counts.map(Double.init))]
        + zip(SingleSums.Method.allCases, columns).map { (name: $0.rawValue, values: $1) }
        + [("runs", all)])
  }
}
