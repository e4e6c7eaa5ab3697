/// Tells a least loss from a valley that falls for ever, in which a gradient vanishes as well.
///
/// With labels of 0 and 1 that the predictions separate, every larger multiple of them has a smaller
/// logistic loss. Where they only touch, as at one input with both labels, the loss stays above zero
/// and still has no least value. See A. Albert and J. Anderson, "On the existence of maximum
/// likelihood estimates in logistic regression models", Biometrika 71 (1984).
enum EndlessValley {
  /// Whether a search ended in such a valley.
  static func holds(_ work: Workload, end: Optimum) -> Bool {
    guard !fallsAlongItself(work, end) else { return true }
    return !work.program.hasKinks && work.network == nil && isOpenOnOneSide(work, end)
  }

  /// Whether every doubling of the parameters lowers the loss.
  private static func fallsAlongItself(_ work: Workload, _ end: Optimum) -> Bool {
    var last = end.value
    for factor in [2.0, 4, 8] {
      let next = OptimumFinder.mean(work, end.parameters.map { factor * $0 })
      // Beyond the smallest numbers a loss is 0 and stays so.
      guard next < 0.9 * last || (last == 0 && next == 0 && end.value > 0) else { return false }
      last = next
    }
    return true
  }

  /// Whether in the direction of the least curvature the loss stays as it is as far as anybody looks,
  /// while it rises in the opposite direction: what the data leave open is flat on both sides, and
  /// around a least value the loss rises on both.
  private static func isOpenOnOneSide(_ work: Workload, _ end: Optimum) -> Bool {
    guard let direction = flattest(work, end.parameters) else { return false }
    func loss(_ step: Double) -> Double {
      OptimumFinder.mean(work, zip(end.parameters, direction).map { $0 + step * $1 })
    }
    let size = abs(end.value)
    return [1.0, -1].contains { side in
      [1.0, 2, 4].allSatisfy { loss(side * $0) <= end.value + 1e-12 * size }
        && loss(-side) > end.value + 1e-3 * size
    }
  }

  /// The direction of the least curvature, as long as the parameters themselves, all in units in
  /// which each has the same curvature; nil if there is none.
  private static func flattest(_ work: Workload, _ at: [Double]) -> [Double]? {
    guard var matrix = Hessian.ofMean(work, at: at), matrix.allSatisfy(\.isFinite) else {
      return nil
    }
    let count = at.count
    let scales = (0..<count).map { abs(matrix[$0 * count + $0]).squareRoot() }
    guard scales.allSatisfy({ $0 > 0 }) else { return nil }
    for row in 0..<count {
      for column in 0..<count { matrix[row * count + column] /= scales[row] * scales[column] }
      matrix[row * count + row] += 1e-12
    }
    var direction = zip(at, scales).map { $0 * $1 }
    let length = VectorNorm.euclidean(direction)
    for _ in 0..<4 {
      guard let next = SymmetricMatrix.solve(matrix, direction) else { return nil }
      let norm = VectorNorm.euclidean(next)
      direction = next.map { $0 / norm * length }
    }
    return zip(direction, scales).map { $0 / $1 }
  }
}
