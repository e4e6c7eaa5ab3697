/// The empirical distribution of a sample: which part of it is at most as large as a number.
public struct Distribution: Sendable, Hashable {
  /// The different values of the sample in ascending order.
  public private(set) var values: [Double]
  /// The part of the sample that is at most as large as the value of the same index; the last is 1.
  public private(set) var heights: [Double]
  /// The size of the sample.
  public private(set) var count: Int

  /// The distribution of the finite ones of some values.
  /// - Complexity: O(n log n).
  public init(_ sample: [Double]) {
    let sorted = sample.filter(\.isFinite).sorted()
    count = sorted.count
    values = []
    heights = []
    for (index, value) in sorted.enumerated() {
      if index + 1 < sorted.count, sorted[index + 1] == value { continue }
      values.append(value)
      heights.append(Double(index + 1) / Double(sorted.count))
    }
  }

  /// How far the true distribution is from this one at most, everywhere at once, but for a
  /// probability: `sqrt(ln(2 / alpha) / (2 n))`, the inequality of Dvoretzky, Kiefer and Wolfowitz
  /// with the constant of Massart (1990).
  /// - Parameter alpha: The probability of being wrong, from 0 to 1.
  public func reach(alpha: Double) -> Double {
    guard count > 0, alpha > 0, alpha < 1 else { return 1 }
    return min((naturalLogarithm(2 / alpha) / (2 * Double(count))).squareRoot(), 1)
  }
}
