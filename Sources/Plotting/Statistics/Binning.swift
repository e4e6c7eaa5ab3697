/// Values counted in intervals.
public struct Binning: Sendable, Hashable {
  /// One interval and what lies in it.
  public struct Bin: Sendable, Hashable {
    /// The ends in units of the data; the lower one belongs to the bin, and the upper one to the
    /// next bin, but for the last bin, which has both.
    public var low, high: Double
    /// How many values lie between them.
    public var count: Int
    /// An interval with a count.
    public init(low: Double, high: Double, count: Int) {
      self.low = low
      self.high = high
      self.count = count
    }
  }
  /// In ascending order, without gaps.
  public private(set) var bins: [Bin]
  /// How many finite values lie in no bin.
  public private(set) var outside: Int

  /// Counts values between given edges, or those of ``edges(of:)``; what is not finite is left out.
  ///
  /// Edges are sorted, and each counts once; fewer than two make no bin.
  /// - Complexity: O(n log n) for n values.
  public init(_ values: [Double], edges: [Double]? = nil) {
    let edges = edges.map(Self.ascending) ?? Self.edges(of: values)
    var counts = [Int](repeating: 0, count: max(edges.count - 1, 0))
    outside = 0
    for value in values where value.isFinite {
      if let index = Self.bin(of: value, in: edges) { counts[index] += 1 } else { outside += 1 }
    }
    bins = counts.indices.map { Bin(low: edges[$0], high: edges[$0 + 1], count: counts[$0]) }
  }

  private static func ascending(_ edges: [Double]) -> [Double] {
    var kept: [Double] = []
    for edge in edges.filter(\.isFinite).sorted() where edge != kept.last { kept.append(edge) }
    return kept
  }

  /// By bisection, so that a value on an edge is judged by the edge itself.
  private static func bin(of value: Double, in edges: [Double]) -> Int? {
    guard edges.count > 1, value >= edges[0], value <= edges[edges.count - 1] else { return nil }
    var (low, high) = (0, edges.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if edges[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }

  /// The most bins that are chosen without being told.
  public static let most = 80

  /// Round edges for a sample.
  ///
  /// The width is that of Freedman and Diaconis (1981), `2 IQR / n^(1/3)`, or that of Sturges
  /// (1926), the range in `log2 n + 1` parts (rounded up), where half of the values are equal;
  /// rounded to the nearest of 1, 2 and 5 times a power of ten, and so that there are ``most`` bins
  /// at most. Whole numbers stand in the middle of their bins, each in one of its own if they reach
  /// over 30 at most. Values that are all equal, or that doubles can hardly tell apart, have one bin.
  /// - Complexity: O(n log n).
  public static func edges(of values: [Double]) -> [Double] {
    let sorted = values.filter(\.isFinite).sorted()
    guard let low = sorted.first, let high = sorted.last else { return [] }
    guard low < high else {
      let reach = RoundNumber.below(abs(low)) / 2
      return [low - reach, low + reach]
    }
    let range = high - low
    guard range.isFinite else {
      // So far apart that their distance is no double.
      return ascending(edges(of: sorted.map { $0 / 8 }).map { ($0 * 8).clamped(to: low...high) })
    }
    let isWhole = max(abs(low), abs(high)) < 1e9 && sorted.allSatisfy { $0 == $0.rounded() }
    let shift = isWhole ? 0.5 : 0
    var width = RoundNumber(nearest: wantedWidth(sorted, range: range))
    if isWhole, width.value < 1 || range <= 30 { width = RoundNumber(nearest: 1) }
    while true {
      let first = ((low + shift) / width.value).rounded(.down)
      let last = max(((high + shift) / width.value).rounded(isWhole ? .down : .up), first + 1)
      let end = isWhole && last * width.value <= high + shift ? last + 1 : last
      guard abs(first) < 1e12, abs(end) < 1e12 else { return [low, high] }
      if end - first <= Double(most) {
        return (0...Int(end - first)).map { width.multiple(first + Double($0)) - shift }
      }
      width = width.next
    }
  }

  private static func wantedWidth(_ sorted: [Double], range: Double) -> Double {
    let count = Double(sorted.count)
    let spread = quantile(0.75, of: sorted) - quantile(0.25, of: sorted)
    let wanted = 2 * spread / power(count, 1 / 3.0)
    let parts = Int.bitWidth - (sorted.count - 1).leadingZeroBitCount + 1
    let sturges = range / Double(parts)
    return max(wanted > 0 ? wanted : sturges, range / Double(most))
  }

  /// Between the two nearest of some ascending values in proportion (Hyndman and Fan 1996, type 7).
  static func quantile(_ part: Double, of sorted: [Double]) -> Double {
    guard !sorted.isEmpty else { return .nan }
    let place = part.clamped(to: 0...1) * Double(sorted.count - 1)
    let index = min(Int(place), max(sorted.count - 2, 0))
    let rest = place - Double(index)
    return (1 - rest) * sorted[index] + rest * sorted[min(index + 1, sorted.count - 1)]
  }
}

/// 1, 2 or 5 times a power of ten, kept apart so that its multiples are the doubles nearest to what
/// they are called.
struct RoundNumber: Equatable {
  var digit: Double
  var exponent: Int

  /// The nearest by ratio; 1 for what is not positive and finite.
  init(nearest value: Double) {
    guard value.isFinite, value > 0 else {
      (digit, exponent) = (1, 0)
      return
    }
    exponent = log10(of: value).rounded(.down).integer(in: -323...308)
    let rest = value / power(10, Double(exponent))
    digit = rest < 2.0.squareRoot() ? 1 : rest < 10.0.squareRoot() ? 2 : 5
    if rest >= 50.0.squareRoot() { (digit, exponent) = (1, exponent + 1) }
  }

  var value: Double { multiple(1) }

  /// The next larger one.
  var next: RoundNumber {
    var next = self
    switch digit {
    case 1: next.digit = 2
    case 2: next.digit = 5
    default: (next.digit, next.exponent) = (1, exponent + 1)
    }
    return next
  }

  func multiple(_ count: Double) -> Double {
    exponent < 0
      ? count * digit / power(10, Double(-exponent)) : count * digit * power(10, Double(exponent))
  }

  /// The largest power of ten that is not above a value; 1 for zero.
  static func below(_ value: Double) -> Double {
    guard value > 0 else { return 1 }
    return power(10, log10(of: value).rounded(.down).clamped(to: -300...300))
  }
}
