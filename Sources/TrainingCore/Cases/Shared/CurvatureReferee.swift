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
      var failure: EvaluationError?
      let best = StepSearch.best(
        start: FiniteDifference.powerOfTwo(scales[parameter] * FiniteDifference.longest),
        shortest: FiniteDifference.shortest(at: at[parameter]), tries: FiniteDifference.tries,
        difference: { step -> Row? in
          do throws(EvaluationError) {
            var slopes: [[Double]] = []
            for step in [step, step / 2, step / 4] {
              slopes.append(try Self.slopes(work, at, parameter, step))
            }
            return Row(slopes, step: step, at: at[parameter], rounding: rounding)
          } catch {
            failure = error
            return nil
          }
        }, error: \.size.bound, isFine: { $0.size.bound <= 1e-7 * $0.size.values },
        contradicts: { $0.contradicts($1) })
      if let failure { throw failure }
      for other in at.indices {
        hessian.append(best?.values[other] ?? 0)
        bound.append(best?.bounds[other] ?? .greatestFiniteMagnitude)
      }
    }
  }

  /// One row of the Hessian by three distances.
  private struct Row {
    var values: [Double] = []
    var bounds: [Double] = []
    /// Of both, in the Euclidean norm.
    var size: (values: Double, bound: Double) {
      (VectorNorm.euclidean(values), VectorNorm.euclidean(bounds))
    }

    init(_ slopes: [[Double]], step: Double, at: Double, rounding: [Double]) {
      for other in rounding.indices {
        let (wide, middle, narrow) = (slopes[0][other], slopes[1][other], slopes[2][other])
        // Richardson's extrapolation, as in the other referees.
        let first = middle + (middle - wide) / 3
        let second = narrow + (narrow - middle) / 3
        let truncation = max(abs(first - middle), abs(second - narrow), abs(second - first))
        let error =
          truncation + 4 * rounding[other] / (step / 2) + abs(at).ulp / step * abs(second)
          + 4 * abs(second) * RoundingEstimate.unit
        let isKnown = error.isFinite && second.isFinite
        values.append(isKnown ? second : 0)
        bounds.append(isKnown ? error : .greatestFiniteMagnitude)
      }
    }

    /// Whether what a much shorter distance finds cannot be true together with this.
    func contradicts(_ shorter: Row) -> Bool {
      zip(zip(values, bounds), zip(shorter.values, shorter.bounds)).contains {
        abs($0.0 - $1.0) > $0.1 + $1.1
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
