/// Means of columns and the means of the products of their distances from them.
///
/// Every chunk of rows has moments about its own mean, and neighbours are merged two by two, in an
/// order that hangs on the number of rows alone. Raw sums of squares would lose all digits where
/// the mean is large against the spread.
///
/// Source: T. Chan, G. Golub and R. LeVeque, "Algorithms for computing the sample variance:
/// analysis and recommendations", The American Statistician 37 (1983).
struct Moments: Sendable {
  var means: [Double]
  /// The sums of products: 00, 01, 11, or 00, 01, 02, 11, 12, 22.
  private var products: [Double]
  private var count: Double

  static let chunk = 4096
  /// A task's chunks.
  private static let taskChunks = 64

  /// The moments of two or three columns of one length.
  /// - Throws: ``SurfaceError/cancelled``.
  init(_ columns: [[Double]], _ tasks: SurfaceTasks) throws(SurfaceError) {
    let rows = columns[0].count
    let span = Self.chunk * Self.taskChunks
    let size = columns.count == 2 ? SurfaceKernels.moments2 : SurfaceKernels.moments3
    let parts = try tasks.run((rows + span - 1) / span, cost: 0.5 * Double(rows * columns.count)) {
      index -> [Moments] in
      let range = index * span..<min(rows, (index + 1) * span)
      let found = SurfaceKernels.moments(columns, rows: range, chunk: Self.chunk)
      return stride(from: 0, to: found.count, by: size).map { start in
        let first = range.lowerBound + start / size * Self.chunk
        return Moments(
          means: Array(found[start..<start + columns.count]),
          products: Array(found[start + columns.count..<start + size]),
          count: Double(min(Self.chunk, range.upperBound - first)))
      }
    }
    self = Self.merged(Array(parts.joined())[...])
  }

  private init(means: [Double], products: [Double], count: Double) {
    self.means = means
    self.products = products
    self.count = count
  }

  private static func merged(_ parts: ArraySlice<Moments>) -> Moments {
    guard parts.count > 1 else { return parts[parts.startIndex] }
    let middle = parts.startIndex + (parts.count + 1) / 2
    var left = merged(parts[..<middle])
    let right = merged(parts[middle...])
    let count = left.count + right.count
    let apart = zip(left.means, right.means).map { $1 - $0 }
    let weight = left.count * right.count / count
    var index = 0
    for row in apart.indices {
      for column in row..<apart.count {
        left.products[index] += right.products[index] + weight * apart[row] * apart[column]
        index += 1
      }
      left.means[row] += apart[row] * right.count / count
    }
    left.count = count
    return left
  }

  /// The mean product of the distances of two columns from their means.
  func covariance(_ first: Int, _ second: Int) -> Double {
    let (row, column) = (min(first, second), max(first, second))
    let before = (0..<row).reduce(0) { $0 + means.count - $1 }
    return products[before + column - row] / count
  }
}
