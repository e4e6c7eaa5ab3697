/// Sums in a fixed order whose error grows with the logarithm of the length.
///
/// Pairwise summation with runs of at most 128 terms added in eight lanes, as described in N.
/// Higham, "The accuracy of floating point summation", SIAM J. Sci. Comput. 14 (1993). The order
/// depends on the length alone, so equal input gives equal bits.
enum Summation {
  /// The sum of `values[range]`; 0 for an empty range.
  static func pairwise(_ values: [Double], in range: Range<Int>) -> Double {
    let count = range.count
    if count < 8 {
      var total = 0.0
      for index in range { total += values[index] }
      return total
    }
    if count > 128 {
      let half = (count / 2) & ~7
      let middle = range.lowerBound + half
      return pairwise(values, in: range.lowerBound..<middle)
        + pairwise(values, in: middle..<range.upperBound)
    }
    return lanes(values, in: range)
  }

  /// The sum of all values.
  static func pairwise(_ values: [Double]) -> Double { pairwise(values, in: 0..<values.count) }

  /// The arithmetic mean; 0 of nothing.
  static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : pairwise(values) / Double(values.count)
  }

  /// The mean of the products of two arrays of one length, in runs of ``RunningSum`` so that no
  /// array of products is needed.
  static func meanProduct(_ left: [Double], _ right: [Double]) -> Double {
    let count = min(left.count, right.count)
    guard count > 0 else { return 0 }
    var sums: [Double] = []
    var run = [Double](repeating: 0, count: min(count, RunningSum.length))
    for start in stride(from: 0, to: count, by: run.count) {
      let length = min(run.count, count - start)
      for index in 0..<length { run[index] = left[start + index] * right[start + index] }
      sums.append(pairwise(run, in: 0..<length))
    }
    return pairwise(sums) / Double(count)
  }

  /// The largest number of additions that a single term passes through in ``pairwise(_:in:)``, or
  /// slightly more.
  static func depth(_ count: Int) -> Int {
    guard count >= 8 else { return max(0, count - 1) }
    var levels = 0
    var rest = count
    while rest > 128 {
      rest -= (rest / 2) & ~7
      levels += 1
    }
    // A run's lanes, their three levels, and up to seven terms left over.
    let run = levels > 0 ? 128 / 8 + 3 + 7 : rest / 8 + 3 + rest % 8
    return levels + run
  }

  /// The largest number of additions that a term passes through in any route's mean: all at once,
  /// block by block (``ColumnTape``) or run by run (``RunningSum``).
  static func deepest(_ count: Int) -> Int {
    func inParts(_ length: Int) -> Int {
      depth(min(count, length)) + depth(count / length + 1)
    }
    return max(depth(count), max(inParts(ColumnTape.blockRows), inParts(RunningSum.length)))
  }

  private static func lanes(_ values: [Double], in range: Range<Int>) -> Double {
    var lane: (Double, Double, Double, Double) = (0, 0, 0, 0)
    var more: (Double, Double, Double, Double) = (0, 0, 0, 0)
    var index = range.lowerBound
    let end = range.lowerBound + (range.count & ~7)
    while index < end {
      lane.0 += values[index]
      lane.1 += values[index + 1]
      lane.2 += values[index + 2]
      lane.3 += values[index + 3]
      more.0 += values[index + 4]
      more.1 += values[index + 5]
      more.2 += values[index + 6]
      more.3 += values[index + 7]
      index += 8
    }
    var total = ((lane.0 + lane.1) + (lane.2 + lane.3)) + ((more.0 + more.1) + (more.2 + more.3))
    while index < range.upperBound {
      total += values[index]
      index += 1
    }
    return total
  }
}

/// A pairwise sum over terms that arrive one by one: runs of fixed length, then their sums.
struct RunningSum: Sendable {
  private var run: [Double] = []
  private var sums: [Double] = []
  static let length = 1024

  mutating func add(_ term: Double) {
    run.append(term)
    if run.count == Self.length {
      sums.append(Summation.pairwise(run))
      run.removeAll(keepingCapacity: true)
    }
  }

  /// The sum of all terms so far.
  var total: Double {
    sums.isEmpty ? Summation.pairwise(run) : Summation.pairwise(sums + [Summation.pairwise(run)])
  }
}
