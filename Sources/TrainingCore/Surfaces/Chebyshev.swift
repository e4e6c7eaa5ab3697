import Formula

/// Interpolation between Chebyshev points of the second kind, cos(pi k / n) for k = 0 ... n, on
/// [-1, 1]: they contain those of n/2, so that refining keeps all values.
///
/// Source: L. N. Trefethen, "Approximation Theory and Approximation Practice", SIAM 2013, chapters
/// 2 to 4.
enum Chebyshev {
  /// The points from 1 down to -1; odd about 0 to the last bit.
  static func points(_ n: Int) -> [Double] {
    (0...n).map { Elementary.sin(.pi * Double(n - 2 * $0) / Double(2 * n)) }
  }

  /// The matrix from values at the points to coefficients of T_0 ... T_n, row by row.
  static func analysis(_ n: Int) -> [Double] {
    var matrix: [Double] = []
    matrix.reserveCapacity((n + 1) * (n + 1))
    // cos(pi j k / n) only depends on j k modulo 2n.
    let cosines = (0..<2 * n).map { Elementary.cos(.pi * Double($0) / Double(n)) }
    func isEnd(_ index: Int) -> Bool { index == 0 || index == n }
    for j in 0...n {
      for k in 0...n {
        let weight = (isEnd(j) ? 0.5 : 1) * (isEnd(k) ? 0.5 : 1) * 2 / Double(n)
        matrix.append(weight * cosines[j * k % (2 * n)])
      }
    }
    return matrix
  }

  /// T_0 ... T_n at places in [-1, 1], row by row of places.
  static func synthesis(_ n: Int, at places: [Double]) -> [Double] {
    var matrix: [Double] = []
    matrix.reserveCapacity(places.count * (n + 1))
    for place in places {
      var (before, value) = (1.0, place)
      matrix.append(1)
      for _ in 0..<n {
        matrix.append(value)
        (before, value) = (value, 2 * place * value - before)
      }
    }
    return matrix
  }

  /// About how much is missing behind the last coefficient of a series, from the sizes of those
  /// before: they fall like a geometric series, at the pace of the last half.
  static func tail(_ sizes: [Double]) -> Double {
    let n = sizes.count - 1
    func largest(_ from: Int, _ to: Int) -> Double { sizes[from...to].max() ?? 0 }
    let last = largest(n - 2, n)
    let (early, late) = (largest(n / 2 + 1, 3 * n / 4), largest(3 * n / 4 + 1, n))
    // The pace of one coefficient; where rounding is reached, there is none.
    let pace = early > 0 ? min(0.9, max(0, root(late / early, n / 4))) : 0
    // What is missing also comes back as an error of the coefficients that are there.
    return 2 * last * (1 + pace / (1 - pace))
  }

  private static func root(_ value: Double, _ degree: Int) -> Double {
    value > 0 ? Elementary.pow(value, 1 / Double(max(1, degree))) : 0
  }
}
