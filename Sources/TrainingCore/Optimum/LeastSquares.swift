/// Linear least squares by QR on centred and scaled columns, refined once.
///
/// With a constant column the others are centred, which takes its part of the solution apart; all
/// are scaled to length 1. On NIST's certified problems this keeps digits that normal equations
/// lose. A system without full rank gets the solution of least length.
struct LeastSquares {
  var solution: [Double]
  /// Whether the data leave some combination of parameters open.
  var isDeficient: Bool

  /// - Parameters:
  ///   - columns: P arrays of N values.
  ///   - right: N values.
  init?(columns: [[Double]], right: [Double]) {
    guard columns.allSatisfy({ $0.allSatisfy(\.isFinite) }), right.allSatisfy(\.isFinite),
      !columns.isEmpty, !right.isEmpty
    else { return nil }
    if right.count >= columns.count, let found = Self.regular(columns, right) {
      solution = found
      isDeficient = false
      return
    }
    let flat = Array(columns.joined())
    guard
      let found = LAPACK.leastNorm(
        flat, rows: right.count, columns: columns.count, right: right, tolerance: 1e-12)
    else { return nil }
    solution = found.solution
    isDeficient = true
  }

  private static func regular(_ columns: [[Double]], _ right: [Double]) -> [Double]? {
    let constant = columns.firstIndex { column in
      column[0] != 0 && column.allSatisfy { $0 == column[0] }
    }
    var means = [Double](repeating: 0, count: columns.count)
    if constant != nil { means = columns.map { Summation.mean($0) } }
    let rightMean = constant == nil ? 0 : Summation.mean(right)
    let free = columns.indices.filter { $0 != constant }
    var solution = [Double](repeating: 0, count: columns.count)
    if !free.isEmpty {
      let centred = free.map { index in columns[index].map { $0 - means[index] } }
      guard
        let found = solveScaled(
          centred, right.map { $0 - rightMean }, sizes: free.map { columns[$0] })
      else { return nil }
      for (position, index) in free.enumerated() { solution[index] = found[position] }
    }
    if let constant {
      let explained = free.map { solution[$0] * means[$0] }
      solution[constant] = (rightMean - Summation.pairwise(explained)) / columns[constant][0]
    }
    return solution.allSatisfy(\.isFinite) ? solution : nil
  }

  private static func solveScaled(
    _ columns: [[Double]], _ right: [Double], sizes: [[Double]]
  ) -> [Double]? {
    let norms = columns.map { VectorNorm.euclidean($0) }
    for (norm, original) in zip(norms, sizes) {
      // A column that centring leaves nothing of but rounding was constant.
      guard norm > 1e-13 * VectorNorm.euclidean(original) else { return nil }
    }
    let scaled = zip(columns, norms).map { column, norm in column.map { $0 / norm } }
    guard let start = solveQR(scaled, right) else { return nil }
    var rest = right
    for (column, factor) in zip(scaled, start) {
      for row in rest.indices { rest[row] -= column[row] * factor }
    }
    guard let correction = solveQR(scaled, rest) else { return nil }
    return zip(zip(start, correction), norms).map { ($0.0 + $0.1) / $1 }
  }

  /// QR of the columns with the right-hand side appended, then back substitution.
  private static func solveQR(_ columns: [[Double]], _ right: [Double]) -> [Double]? {
    let count = columns.count
    guard let (factor, rows) = triangle(columns + [right]) else { return nil }
    var solution = [Double](repeating: 0, count: count)
    for i in (0..<count).reversed() {
      guard abs(factor[i * rows + i]) > 1e-13 else { return nil }
      var total = factor[count * rows + i]
      for j in (i + 1)..<max(count, i + 1) { total -= factor[j * rows + i] * solution[j] }
      solution[i] = total / factor[i * rows + i]
    }
    return solution
  }

  /// The triangular factor of the columns, column by column with `rows` as the distance.
  ///
  /// Many rows are factored block by block, and the blocks' factors once more (tall-skinny QR,
  /// Demmel et al. 2012): a block stays in the cache, and no copy of all columns is needed.
  private static func triangle(_ columns: [[Double]]) -> (factor: [Double], rows: Int)? {
    let rows = columns[0].count
    let width = columns.count
    let block = max(blockRows, 4 * width)
    guard rows > 2 * block else {
      return LAPACK.triangular(Array(columns.joined()), rows: rows, columns: width)
        .map { ($0, rows) }
    }
    var stacked = [[Double]](repeating: [], count: width)
    for start in stride(from: 0, to: rows, by: block) {
      let range = start..<min(start + block, rows)
      let flat = Array(columns.map { $0[range] }.joined())
      guard let factor = LAPACK.triangular(flat, rows: range.count, columns: width) else {
        return nil
      }
      for column in 0..<width {
        // What stands below the diagonal are reflectors, not part of the factor.
        let kept = min(column + 1, range.count)
        let place = column * range.count
        stacked[column] += factor[place..<place + kept]
        stacked[column] += repeatElement(0, count: width - kept)
      }
    }
    let all = stacked[0].count
    return LAPACK.triangular(Array(stacked.joined()), rows: all, columns: width).map { ($0, all) }
  }

  private static let blockRows = 4096
}
