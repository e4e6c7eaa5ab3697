/// Equally spaced numbers.
public enum Grid {
  /// As many numbers as asked for, at least 2, both ends included.
  public static func linear(_ from: Double, _ to: Double, count: Int) -> [Double] {
    let step = (to - from) / Double(count - 1)
    return (0..<count).map { $0 == count - 1 ? to : from + Double($0) * step }
  }

  /// Positive numbers whose neighbours have equal ratios.
  public static func geometric(_ from: Double, _ to: Double, count: Int) -> [Double] {
    linear(logarithm(from), logarithm(to), count: count).enumerated().map {
      $0 == 0 ? from : $0 == count - 1 ? to : exponential($1)
    }
  }
}
