/// Central differences of the mean gradient: the referee of second derivatives.
struct CurvatureReferee {
  /// P times P, row by row.
  private(set) var hessian: [Double] = []
  /// How far each element may be off.
  private(set) var bound: [Double] = []

  /// - Parameter rounding: How far a component of the gradient may be off.
  /// - Throws: ``EvaluationError`` if the memory does not suffice.
  init(
    _ work: Workload, at: [Double], scales: [Double], rounding: [Double]
  ) throws(EvaluationError) {
    for parameter in at.indices {
      let step = max(
        FiniteDifference.powerOfTwo(scales[parameter] * 0x1p-8),
        FiniteDifference.shortest(at: at[parameter]))
      var slopes: [[Double]] = []
      for step in [step, step / 2, step / 4] {
        slopes.append(try Self.slopes(work, at, parameter, step))
      }
      for other in at.indices {
        let (wide, middle, narrow) = (slopes[0][other], slopes[1][other], slopes[2][other])
        // Richardson's extrapolation, as in the other referees.
        let first = middle + (middle - wide) / 3
        let second = narrow + (narrow - middle) / 3
        let truncation = max(abs(first - middle), abs(second - narrow), abs(second - first))
        let error =
          truncation + 4 * rounding[other] / (step / 2) + abs(at[parameter]).ulp / step
          * abs(second)
          + 4 * abs(second) * RoundingEstimate.unit
        let isKnown = error.isFinite && second.isFinite
        hessian.append(isKnown ? second : 0)
        bound.append(isKnown ? error : .greatestFiniteMagnitude)
      }
    }
  }

  private static func slopes(
    _ work: Workload, _ at: [Double], _ parameter: Int, _ step: Double
  ) throws(EvaluationError) -> [Double] {
    var (above, below) = (at, at)
    above[parameter] += step
    below[parameter] -= step
    let distance = above[parameter] - below[parameter]
    let gradients = (
      try AveragedTape.gradientOfMean(work, at: above).gradient,
      try AveragedTape.gradientOfMean(work, at: below).gradient
    )
    return zip(gradients.0, gradients.1).map { ($0 - $1) / distance }
  }
}
