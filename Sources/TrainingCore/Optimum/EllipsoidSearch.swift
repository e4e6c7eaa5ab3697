/// Minimises a mean loss with kinks, where second-order steps end before the least value: slopes
/// that jump have no curvature to steer by.
///
/// Every subgradient cuts off the half of an ellipsoid in which no convex loss can be lower; the
/// smallest ellipsoid around the other half comes next. For a loss that is not convex it is a
/// search like any other.
///
/// Source: R. G. Bland, D. Goldfarb, M. J. Todd, "The ellipsoid method: a survey", Operations
/// Research 29 (1981).
struct EllipsoidSearch {
  /// The best point that was met.
  private(set) var parameters: [Double]
  private(set) var value: Double
  private(set) var iterations = 0

  /// Beyond this the number of steps, which grows with the square, is too large.
  static let mostParameters = 8

  /// Nil for too many parameters or a start where the loss is no number.
  init?(_ work: Workload, from start: [Double]) {
    let n = start.count
    guard n <= Self.mostParameters else { return nil }
    var tape = ColumnTape(work, at: start)
    parameters = start
    value = tape.mean()
    guard value.isFinite else { return nil }
    // A round begins anew around the best point, in case the least value lay outside.
    let steps = min(60 * n * (n + 1), max(50, 20_000_000 / work.rows))
    for _ in 0..<3 {
      let before = value
      round(&tape, steps: steps)
      if before - value <= 1e-12 * abs(before) { break }
    }
  }

  private mutating func round(_ tape: inout ColumnTape, steps: Int) {
    let n = parameters.count
    let size = Double(n)
    var center = parameters
    // The ellipsoid is the image of the unit ball under this matrix. Its square would lose its
    // positive definiteness to rounding when the ellipsoid gets thin.
    var axes = [Double](repeating: 0, count: n * n)
    for index in 0..<n {
      axes[index * n + index] = 4 * size.squareRoot() * max(1, abs(center[index]))
    }
    // With one parameter half of the interval is left.
    let growth = n == 1 ? 1 : (size * size / (size * size - 1)).squareRoot()
    let shrink = n == 1 ? 0.5 : 1 - ((size - 1) / (size + 1)).squareRoot()
    for _ in 0..<steps {
      tape.move(to: center)
      let here = tape.gradientOfMean()
      iterations += 1
      guard here.mean.isFinite, here.gradient.allSatisfy(\.isFinite) else { return }
      if here.mean < value {
        value = here.mean
        parameters = center
      }
      let slopes = (0..<n).map { column in
        (0..<n).reduce(0) { $0 + axes[$1 * n + column] * here.gradient[$1] }
      }
      // How much lower a convex loss can be anywhere in the ellipsoid.
      let gap = VectorNorm.euclidean(slopes)
      guard gap > 1e-15 * abs(value), gap.isFinite else { return }
      for row in 0..<n {
        let step = (0..<n).reduce(0) { $0 + axes[row * n + $1] * (slopes[$1] / gap) }
        center[row] -= step / (size + 1)
        for column in 0..<n {
          let cut = shrink * step * (slopes[column] / gap)
          axes[row * n + column] = growth * (axes[row * n + column] - cut)
        }
      }
    }
  }
}
