/// Small symmetric systems, row by row.
enum SymmetricMatrix {
  /// Solves A x = b by Cholesky's method; nil if A is not positive definite to rounding.
  static func solve(_ matrix: [Double], _ right: [Double]) -> [Double]? {
    let n = right.count
    var lower = matrix
    for j in 0..<n {
      for i in j..<n {
        var total = lower[i * n + j]
        for k in 0..<j { total -= lower[i * n + k] * lower[j * n + k] }
        if i == j {
          guard total > 1e-14 * abs(matrix[j * n + j]), total.isFinite else { return nil }
          lower[j * n + j] = total.squareRoot()
        } else {
          lower[i * n + j] = total / lower[j * n + j]
        }
      }
    }
    var x = right
    for i in 0..<n {
      for k in 0..<i { x[i] -= lower[i * n + k] * x[k] }
      x[i] /= lower[i * n + i]
    }
    for i in (0..<n).reversed() {
      for k in (i + 1)..<max(n, i + 1) { x[i] -= lower[k * n + i] * x[k] }
      x[i] /= lower[i * n + i]
    }
    return x.allSatisfy(\.isFinite) ? x : nil
  }

  static func multiply(_ matrix: [Double], _ vector: [Double]) -> [Double] {
    let n = vector.count
    return (0..<n).map { i in
      (0..<n).reduce(0) { $0 + matrix[i * n + $1] * vector[$1] }
    }
  }
}
