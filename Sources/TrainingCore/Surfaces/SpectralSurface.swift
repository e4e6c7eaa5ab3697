/// A smooth surface by values at few points: polynomials through Chebyshev points, refined along
/// each direction until the coefficients say that no more is missing than is allowed.
struct SpectralSurface: Sendable {
  /// The mean losses on the grid, row by row of v.
  private(set) var values: [Double]
  /// The number of points along u and v.
  private(set) var points: (u: Int, v: Int)
  /// What the coefficients say is missing at most, about.
  private(set) var errorEstimate: Double
  /// The difference of the largest and the smallest value.
  private(set) var range: Double
  /// Points at which all rows were gone over.
  private(set) var evaluations: Int

  /// Points less one: at first, and at most.
  private static let coarsest = 16
  private static let finest = 128

  /// - Returns: nil if the surface is not smooth enough to be worth it: a value is not finite, or
  ///   more points would be needed than the grid has.
  /// - Throws: ``SurfaceError/cancelled``.
  init?(
    _ objective: any SurfaceObjective, u: [Double], v: [Double], tolerance: Double,
    _ tasks: SurfaceTasks
  ) throws(SurfaceError) {
    var (n, m) = (Self.coarsest, Self.coarsest)
    var samples = Samples(u, v)
    // How much is to come is not known: every step takes half of what is left of the first half.
    var done = 0.0
    while true {
      guard n <= Self.finest, m <= Self.finest, (n + 1) * (m + 1) < u.count * v.count else {
        return nil
      }
      let next = (done + 0.5) / 2
      try samples.fill(n, m, objective, tasks, span: done...next)
      done = next
      let own = samples.values(n, m)
      guard own.allSatisfy(\.isFinite) else { return nil }
      let series = Series(own, n, m)
      range = (own.max() ?? 0) - (own.min() ?? 0)
      let (alongU, alongV) = series.tails
      errorEstimate = alongU + alongV
      guard errorEstimate > tolerance * range else {
        values = series.values(u: Self.normalised(u), v: Self.normalised(v))
        points = (n + 1, m + 1)
        evaluations = samples.count
        return
      }
      // Both, or only the one that lags behind.
      if alongU >= 0.1 * alongV { n *= 2 }
      if alongV >= 0.1 * alongU { m *= 2 }
    }
  }

  /// An axis brought to [-1, 1].
  private static func normalised(_ axis: [Double]) -> [Double] {
    let (low, high) = (axis[0], axis[axis.count - 1])
    return axis.map { min(1, max(-1, (($0 - low) - (high - $0)) / (high - low))) }
  }

  /// Values on the finest points, as far as they are known.
  private struct Samples {
    private var known: [Int: Double] = [:]
    private let u: [Double]
    private let v: [Double]
    private static let width = finest + 1

    var count: Int { known.count }

    init(_ u: [Double], _ v: [Double]) {
      func points(_ axis: [Double]) -> [Double] {
        let (low, high) = (axis[0], axis[axis.count - 1])
        return Chebyshev.points(finest).map { 0.5 * ((1 + $0) * high + (1 - $0) * low) }
      }
      self.u = points(u)
      self.v = points(v)
    }

    private static func places(_ n: Int, _ m: Int) -> [Int] {
      (0...m).flatMap { row in
        (0...n).map { row * (finest / m) * width + $0 * (finest / n) }
      }
    }

    mutating func fill(
      _ n: Int, _ m: Int, _ objective: any SurfaceObjective, _ tasks: SurfaceTasks,
      span: ClosedRange<Double>
    ) throws(SurfaceError) {
      let missing = Self.places(n, m).filter { known[$0] == nil }
      let points = missing.map { (u: u[$0 % Self.width], v: v[$0 / Self.width]) }
      let found = try objective.values(at: points, tasks, span: span)
      for (place, value) in zip(missing, found) { known[place] = value }
    }

    func values(_ n: Int, _ m: Int) -> [Double] {
      Self.places(n, m).map { known[$0] ?? .nan }
    }
  }

  /// Coefficients of the products T_j(v) T_i(u), row by row of j.
  private struct Series {
    private let n: Int
    private let m: Int
    private let coefficients: [Double]

    init(_ values: [Double], _ n: Int, _ m: Int) {
      (self.n, self.m) = (n, m)
      let byV = SurfaceKernels.multiply(
        Chebyshev.analysis(m), values, rows: m + 1, inner: m + 1, columns: n + 1)
      coefficients = SurfaceKernels.multiply(
        byV, transposed(Chebyshev.analysis(n), rows: n + 1, columns: n + 1), rows: m + 1,
        inner: n + 1, columns: n + 1)
    }

    /// What is missing along u and v. The size of a degree is the root of the sum of squares over
    /// the degrees of the other direction: their sum is far too much, their largest now and then
    /// too little.
    var tails: (u: Double, v: Double) {
      var (alongU, alongV) = (
        [Double](repeating: 0, count: n + 1), [Double](repeating: 0, count: m + 1)
      )
      // Scaled, so that no square overflows.
      let largest = max(
        coefficients.reduce(0) { max($0, abs($1)) }, .leastNormalMagnitude)
      for row in 0...m {
        for column in 0...n {
          let scaled = coefficients[row * (n + 1) + column] / largest
          alongU[column] += scaled * scaled
          alongV[row] += scaled * scaled
        }
      }
      return (
        largest * Chebyshev.tail(alongU.map { $0.squareRoot() }),
        largest * Chebyshev.tail(alongV.map { $0.squareRoot() })
      )
    }

    func values(u: [Double], v: [Double]) -> [Double] {
      let byV = SurfaceKernels.multiply(
        Chebyshev.synthesis(m, at: v), coefficients, rows: v.count, inner: m + 1, columns: n + 1)
      return SurfaceKernels.multiply(
        byV, transposed(Chebyshev.synthesis(n, at: u), rows: u.count, columns: n + 1),
        rows: v.count, inner: n + 1, columns: u.count)
    }
  }
}

/// A matrix of `rows` by `columns`, row by row, with both exchanged.
private func transposed(_ matrix: [Double], rows: Int, columns: Int) -> [Double] {
  var result = [Double](repeating: 0, count: matrix.count)
  for row in 0..<rows {
    for column in 0..<columns { result[column * rows + row] = matrix[row * columns + column] }
  }
  return result
}
