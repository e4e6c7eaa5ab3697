/// The number, the means and the centred second moments of columns, which is all that squared
/// errors of linear models depend on.
///
/// Parts are joined by the formula of T. Chan, G. Golub and R. LeVeque, "Algorithms for computing
/// the sample variance: analysis and recommendations", Amer. Statist. 37 (1983). Centred moments
/// keep their digits where the means are large against the spread, which raw sums do not.
struct CentredMoments: Sendable, Equatable {
  /// The number of rows.
  var count = 0
  /// K means; zeros without rows.
  var means: [Double]
  /// K x K sums over rows of (a - mean of a) (b - mean of b), row by row and symmetric.
  var products: [Double]

  /// Moments of no rows.
  init(width: Int) {
    means = [Double](repeating: 0, count: width)
    products = [Double](repeating: 0, count: width * width)
  }

  /// Moments of rows in memory, by the corrected two-pass algorithm. K columns of one length.
  init(of columns: [[Double]]) {
    self.init(width: columns.count)
    count = columns.first?.count ?? 0
    guard count > 0 else { return }
    let width = columns.count
    means = columns.map { Summation.mean($0) }
    let centred = zip(columns, means).map { column, mean in column.map { $0 - mean } }
    // The deviations' sums, which would be 0 but for the rounding of the means.
    let rest = centred.map { Summation.pairwise($0) }
    for a in 0..<width {
      for b in 0...a {
        let sum = Self.dot(centred[a], centred[b]) - rest[a] * rest[b] / Double(count)
        products[a * width + b] = sum
        products[b * width + a] = sum
      }
    }
  }

  /// Moments of these rows and those that follow.
  func joined(_ other: Self) -> Self {
    guard count > 0 else { return other }
    guard other.count > 0 else { return self }
    let width = means.count
    var result = self
    result.count = count + other.count
    let share = Double(other.count) / Double(result.count)
    let weight = Double(count) * share
    let shift = (0..<width).map { other.means[$0] - means[$0] }
    for a in 0..<width {
      result.means[a] += shift[a] * share
      for b in 0..<width {
        let place = a * width + b
        result.products[place] += other.products[place] + shift[a] * shift[b] * weight
      }
    }
    return result
  }

  /// A sum of products in eight lanes; short enough for a plain sum in each.
  private static func dot(_ left: [Double], _ right: [Double]) -> Double {
    let a = left.span
    let b = right.span
    var lanes = SIMD8<Double>.zero
    var row = 0
    let end = min(a.count, b.count)
    while row &+ 8 <= end {
      var x = SIMD8<Double>.zero
      var y = SIMD8<Double>.zero
      for lane in 0..<8 {
        x[lane] = a[row &+ lane]
        y[lane] = b[row &+ lane]
      }
      lanes += x * y
      row &+= 8
    }
    var total = lanes.sum()
    while row < end {
      total += a[row] * b[row]
      row &+= 1
    }
    return total
  }
}

/// Moments of rows that arrive part by part, joined in a fixed order: two neighbours of equal
/// weight at a time, so that rounding grows with the logarithm of the number of parts.
struct MomentStack: Sendable {
  private var parts: [(level: Int, moments: CentredMoments)] = []
  private let width: Int

  init(width: Int) { self.width = width }

  mutating func add(_ moments: CentredMoments) {
    var new = (level: 0, moments: moments)
    while let last = parts.last, last.level == new.level {
      new = (new.level + 1, last.moments.joined(new.moments))
      parts.removeLast()
    }
    parts.append(new)
  }

  /// The moments of all rows so far.
  var total: CentredMoments {
    var total = CentredMoments(width: width)
    for part in parts.reversed() { total = part.moments.joined(total) }
    return total
  }
}
