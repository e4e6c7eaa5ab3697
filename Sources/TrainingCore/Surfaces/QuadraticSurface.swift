/// The loss c (y - f)^2 of a prediction a + u p + v q: one pass over the rows, then a few operations
/// for every point.
///
/// With the residual r = y - a the mean loss is c times the square of mean(r) - u mean(p) -
/// v mean(q), plus c times the variance of r - u p - v q, which is a quadratic form of covariances.
struct QuadraticSurface: Sendable {
  private let factor: Double
  /// The place about which moments were taken.
  private let centre: (u: Double, v: Double)
  private let means: [Double]
  /// Covariances of r, p and q: rr, rp, rq, pp, pq, qq.
  private let covariances: [Double]

  /// Where less than this share of the residuals' spread is left at the least point, moments are
  /// taken again about it: the rest would be the difference of nearly equal numbers.
  private static let wellFitted = 1e-4

  /// - Throws: ``SurfaceError/cancelled``.
  init(
    target: [Double], a: PlaneColumn, p: PlaneColumn, q: PlaneColumn, factor: Double,
    _ tasks: SurfaceTasks
  ) throws(SurfaceError) {
    let residual = Self.residual(target, a)
    let first = try QuadraticSurface(
      residual.column, shift: residual.shift, p, q, factor: factor, centre: (0, 0), tasks)
    guard let least = first.least, first.remainder(at: least) < Self.wellFitted else {
      self = first
      return
    }
    var moved = target
    for row in moved.indices {
      moved[row] -= a[row] + least.u * p[row] + least.v * q[row]
    }
    self = try QuadraticSurface(moved, shift: 0, p, q, factor: factor, centre: least, tasks)
  }

  /// y - a; a constant is left for the mean, so that no column has to be copied.
  private static func residual(
    _ target: [Double], _ a: PlaneColumn
  ) -> (column: [Double], shift: Double) {
    switch a {
    case .constant(let value): return (target, value)
    case .values(let values):
      var residual = target
      for row in residual.indices { residual[row] -= values[row] }
      return (residual, 0)
    }
  }

  private init(
    _ residual: [Double], shift: Double, _ p: PlaneColumn, _ q: PlaneColumn, factor: Double,
    centre: (u: Double, v: Double), _ tasks: SurfaceTasks
  ) throws(SurfaceError) {
    self.factor = factor
    self.centre = centre
    var columns = [residual]
    var places: [Int?] = [0]
    var constants = [0.0]
    for column in [p, q] {
      switch column {
      case .constant(let value):
        places.append(nil)
        constants.append(value)
      case .values(let values):
        places.append(columns.count)
        constants.append(0)
        columns.append(values)
      }
    }
    // The kernels take two columns or three.
    if columns.count == 1 { columns.append(residual) }
    let moments = try Moments(columns, tasks)
    means = places.indices.map { index in
      places[index].map { moments.means[$0] } ?? constants[index]
    }.enumerated().map { $0.offset == 0 ? $0.element - shift : $0.element }
    covariances = [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)].map { pair in
      guard let first = places[pair.0], let second = places[pair.1] else { return 0 }
      return moments.covariance(first, second)
    }
  }

  /// The mean losses on a grid, row by row of v.
  func values(u: [Double], v: [Double]) -> [Double] {
    var values = [Double](repeating: 0, count: u.count * v.count)
    for (row, vertical) in v.enumerated() {
      let curve = curve(vertical)
      let start = row * u.count
      for column in u.indices { values[start + column] = curve(u[column]) }
    }
    return values
  }

  /// The mean loss along u at one v: the square of the mean residual, which is affine in u, plus
  /// the variance, a quadratic.
  private struct Curve {
    var centre: Double
    var factor: Double
    var mean: (Double, Double)
    var variance: (Double, Double, Double)

    @inline(__always) func callAsFunction(_ u: Double) -> Double {
      let s = u - centre
      let mean = mean.0 - s * mean.1
      let rest = variance.0 + s * (variance.1 + s * variance.2)
      return factor * (mean * mean + (rest < 0 ? 0 : rest))
    }
  }

  private func curve(_ v: Double) -> Curve {
    let t = v - centre.v
    return Curve(
      centre: centre.u, factor: factor, mean: (means[0] - t * means[2], means[1]),
      variance: (
        covariances[0] + t * (t * covariances[5] - 2 * covariances[2]),
        2 * (t * covariances[4] - covariances[1]), covariances[3]
      ))
  }

  /// The mean loss at a point.
  func value(_ u: Double, _ v: Double) -> Double { curve(v)(u) }

  /// The least point on the plane; nil if it is not the only one.
  private var least: (u: Double, v: Double)? {
    let pp = covariances[3] + means[1] * means[1]
    let pq = covariances[4] + means[1] * means[2]
    let qq = covariances[5] + means[2] * means[2]
    let right = [
      covariances[1] + means[0] * means[1], covariances[2] + means[0] * means[2],
    ]
    guard let found = SymmetricMatrix.solve([pp, pq, pq, qq], right) else { return nil }
    return (found[0], found[1])
  }

  /// The loss at a point as a share of the residuals' mean square.
  private func remainder(at point: (u: Double, v: Double)) -> Double {
    let whole = factor * (covariances[0] + means[0] * means[0])
    return whole > 0 ? value(point.u, point.v) / whole : 1
  }
}
