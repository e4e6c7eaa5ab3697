/// Small square systems that need not be symmetric, row by row.
enum DenseSystem {
  /// Solves A x = b by elimination with the largest pivot of each column; nil if A is singular to
  /// rounding or not finite.
  static func solve(_ matrix: [Double], _ right: [Double]) -> [Double]? {
    let n = right.count
    var (a, x) = (matrix, right)
    let size = a.reduce(0) { max($0, abs($1)) }
    guard size.isFinite else { return nil }
    for column in 0..<n {
      let pivot = (column..<n).max { abs(a[$0 * n + column]) < abs(a[$1 * n + column]) } ?? column
      guard abs(a[pivot * n + column]) > 1e-14 * size else { return nil }
      if pivot != column {
        for k in 0..<n { a.swapAt(pivot * n + k, column * n + k) }
        x.swapAt(pivot, column)
      }
      for row in (column + 1)..<max(n, column + 1) {
        let factor = a[row * n + column] / a[column * n + column]
        guard factor != 0 else { continue }
        for k in column..<n { a[row * n + k] -= factor * a[column * n + k] }
        x[row] -= factor * x[column]
      }
    }
    for row in (0..<n).reversed() {
      for k in (row + 1)..<max(n, row + 1) { x[row] -= a[row * n + k] * x[k] }
      x[row] /= a[row * n + row]
    }
    return x.allSatisfy(\.isFinite) ? x : nil
  }

  /// The product of two square matrices of the same size.
  static func multiply(_ left: [Double], _ right: [Double], size n: Int) -> [Double] {
    var result = [Double](repeating: 0, count: n * n)
    for i in 0..<n {
      for k in 0..<n {
        for j in 0..<n { result[i * n + j] += left[i * n + k] * right[k * n + j] }
      }
    }
    return result
  }

  /// The unit matrix minus a multiple of another.
  static func unit(minus factor: Double, _ matrix: [Double], size n: Int) -> [Double] {
    (0..<n * n).map { ($0 / n == $0 % n ? 1 : 0) - factor * matrix[$0] }
  }
}
