/// A joint objective that is the mean of one loss for each sample, each of which may depend on all
/// predictions.
protocol JointLosses: JointObjective {
  /// The loss of every sample of a batch; see ``JointObjective/value(_:rows:own:)``.
  func losses<Number: DifferentiableNumber>(
    _ predictions: [Number], rows: Range<Int>, own: [Number]
  ) -> [Number]
}

extension JointLosses {
  func value<Number: DifferentiableNumber>(
    _ predictions: [Number], rows: Range<Int>, own: [Number]
  ) -> Number {
    Number.mean(losses(predictions, rows: rows, own: own))
  }
}

extension CaseBench {
  /// The mean of the gradients of the samples' losses, of which every one was computed from the whole
  /// batch: each sample's gradient by itself, then the average.
  ///
  /// Linearity holds for whatever terms a batch's loss is a mean of, even if they are not separable.
  func meanOfGradients(_ objective: some JointLosses) -> [Double] {
    typealias Number = DualNumber<SIMD8<Double>>
    let lanes = SIMD8<Double>.scalarCount
    let count = parameters + objective.own.count
    var result: [Double] = []
    for first in stride(from: 0, to: count, by: lanes) {
      let inputs = (0..<rows).map { row in
        var slope = SIMD8<Double>.zero
        for lane in 0..<lanes where first + lane < parameters {
          slope[lane] = activations[first + lane][row]
        }
        return Number(samples.predictions[row], slope: slope)
      }
      let own = objective.own.enumerated().map { index, own in
        Number(own.value, slope: .unit(parameters + index, from: first))
      }
      let slopes = objective.losses(inputs, rows: 0..<rows, own: own).map(\.slope)
      for lane in 0..<min(lanes, count - first) {
        result.append(Summation.mean(slopes.map { $0[lane] }))
      }
    }
    return result
  }
}
