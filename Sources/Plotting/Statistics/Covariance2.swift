/// The spread of pairs of numbers: the variances and the covariance of their coordinates.
public struct Covariance2: Sendable, Hashable {
  /// The variance of x, the covariance, and the variance of y, in squared units of the data.
  public var xx, xy, yy: Double

  /// A covariance matrix, which must be positive semidefinite to have an ellipse.
  public init(xx: Double, xy: Double, yy: Double) {
    self.xx = xx
    self.xy = xy
    self.yy = yy
  }

  /// The larger and the smaller eigenvalue, and the larger one's direction of length 1; nil if a
  /// number is not finite, or an eigenvalue is less than zero by more than rounding explains.
  ///
  /// The direction is (1, 0) if both are equal.
  public var eigen: (large: Double, small: Double, direction: Position)? {
    let size = max(abs(xx), abs(xy), abs(yy))
    guard size.isFinite, !xx.isNaN, !xy.isNaN, !yy.isNaN else { return nil }
    guard size > 0 else { return (0, 0, Position(1, 0)) }
    let (a, b, c) = (xx / size, xy / size, yy / size)
    let (middle, half) = ((a + c) / 2, (a - c) / 2)
    let root = (half * half + b * b).squareRoot()
    let large = middle + root
    // From the determinant, which loses fewer digits than the difference where it is small.
    let small = large > 0 ? (a * c - b * b) / large : middle - root
    guard small >= -1e-9 * abs(large), large >= 0 else { return nil }
    let direction = Self.direction(half: half, b: b, root: root)
    return (large * size, max(small, 0) * size, direction)
  }

  private static func direction(half: Double, b: Double, root: Double) -> Position {
    guard root > 0 else { return Position(1, 0) }
    // Of the two rows the one without cancellation.
    let (x, y) = half >= 0 ? (half + root, b) : (b, root - half)
    let length = (x * x + y * y).squareRoot()
    guard length > 0 else { return Position(1, 0) }
    let sign = x < 0 ? -1.0 : 1
    return Position(sign * x / length, sign * y / length)
  }

  /// The value that a sum of two squared standard normal numbers does not exceed with probability
  /// `p`: `-2 ln(1 - p)`, exact for two degrees of freedom.
  public static func chiSquared(_ p: Double) -> Double { -2 * naturalLogarithm(1 - p) }
}

/// Mean and covariance of points.
struct Moments2 {
  var mean = Position(.nan, .nan)
  /// In units of ``unit`` squared, so that no square overflows.
  var covariance = Covariance2(xx: 0, xy: 0, yy: 0)
  var unit = 1.0

  /// The sample's covariance, divided by one less than the number of finite points; zero for one
  /// point. An infinite point makes an infinite mean.
  init(_ points: [Position]) {
    let finite = points.filter(\.isFinite)
    if let place = points.first(where: { $0.x.isInfinite || $0.y.isInfinite }) {
      mean = place
      return
    }
    guard !finite.isEmpty else { return }
    let count = Double(finite.count)
    mean = Position(
      finite.reduce(0) { $0 + $1.x / count }, finite.reduce(0) { $0 + $1.y / count })
    let reach = finite.reduce(0) { max($0, abs($1.x - mean.x), abs($1.y - mean.y)) }
    guard reach > 0, reach.isFinite, finite.count > 1 else { return }
    unit = reach
    for point in finite {
      let (u, v) = ((point.x - mean.x) / unit, (point.y - mean.y) / unit)
      covariance.xx += u * u / (count - 1)
      covariance.xy += u * v / (count - 1)
      covariance.yy += v * v / (count - 1)
    }
  }
}
