/// Descent with one learning rate on a quadratic loss, averaged or summed over the samples.
///
/// The sum's gradient is N times as long, so its largest learning rate is N times as small.
public struct RatePath: Sendable, Equatable {
  /// Whether the step is along the sum of the gradients instead of their mean.
  public var isSum: Bool
  /// The learning rate.
  public var rate: Double
  /// Beyond this learning rate descent of this kind diverges.
  public var limit: Double
  /// The average loss after each step, the start first; ends where the loss has grown beyond all
  /// bounds.
  public var losses: [Double]

  /// Whether the learning rate is below its limit.
  public var isStable: Bool { rate < limit }
}

extension RatePath {
  /// So many steps show where a path leads.
  private static let steps = 40
  /// A loss so many times that of the start will not come back.
  private static let blownUp = 1e12

  /// Five paths: along mean and sum at one learning rate between their two limits; along the mean a
  /// little above its own limit; along the sum a little below its own; and along the sum at the first
  /// learning rate divided by N, which is the mean's own path.
  ///
  /// Empty unless the mean loss is a quadratic of the parameters, or where both limits are the same
  /// or the comparison point is where descent ends.
  static func all(_ input: CaseInput, objective: Double) -> [RatePath] {
    let gradient = input.gradient.gradientOfAverage
    guard let curvature = input.quadraticCurvature, input.work.rows > 1,
      let limit = MeanCurvature.largestStableRate(curvature, size: gradient.count),
      limit.isFinite, limit > 0, objective.isFinite, objective > 0,
      gradient.contains(where: { $0 != 0 })
    else { return [] }
    let count = Double(input.work.rows)
    let between = limit / count.squareRoot()
    let chosen: [(isSum: Bool, rate: Double)] = [
      (false, between), (true, between), (false, 1.05 * limit), (true, 0.9 * limit / count),
      (true, between / count),
    ]
    return chosen.map { isSum, rate in
      RatePath(
        isSum: isSum, rate: rate, limit: isSum ? limit / count : limit,
        losses: descend(
          gradient, curvature, from: objective, factor: isSum ? rate * count : rate))
    }
  }

  /// The loss J + g d + d H d / 2 along d := d - factor (g + H d).
  private static func descend(
    _ gradient: [Double], _ curvature: [Double], from start: Double, factor: Double
  ) -> [Double] {
    let size = gradient.count
    var moved = [Double](repeating: 0, count: size)
    var losses = [start]
    for _ in 0..<steps {
      let slope = slope(gradient, curvature, at: moved)
      for index in 0..<size { moved[index] -= factor * slope[index] }
      let next = Self.slope(gradient, curvature, at: moved)
      // g d + d H d / 2 = d (g + (g + H d)) / 2.
      let change = zip(moved, zip(gradient, next)).map { $0 * ($1.0 + $1.1) / 2 }
      let loss = start + Summation.pairwise(change)
      guard loss.isFinite, loss < blownUp * start else { break }
      losses.append(loss)
    }
    return losses
  }

  private static func slope(
    _ gradient: [Double], _ curvature: [Double], at moved: [Double]
  ) -> [Double] {
    let size = gradient.count
    return gradient.indices.map { row in
      var sum = gradient[row]
      for column in 0..<size { sum += curvature[row * size + column] * moved[column] }
      return sum
    }
  }
}
