extension CaseBench {
  /// The mean of the gradients of the samples' losses where every one was computed from the whole
  /// batch: each sample's gradient by itself, then the average.
  ///
  /// Linearity holds for whatever terms a batch's loss is a mean of, even if they are not separable.
  func jointMean(_ objective: BatchNormalized) -> [Double] {
    meanSlopes(own: objective.own) { inputs, own in
      objective.losses(inputs, rows: 0..<rows, own: own)
    }
  }

  /// The mean of the gradients of batches of one sample.
  func separateMean(_ objective: some JointObjective) -> [Double] {
    meanSlopes(own: objective.own) { inputs, own in
      inputs.indices.map { objective.value([inputs[$0]], rows: $0..<$0 + 1, own: own) }
    }
  }

  /// The mean of the slopes of N numbers that are made of the predictions, forwards and eight
  /// parameters at a time.
  private func meanSlopes(
    own parametersOfItsOwn: [(name: String, value: Double)],
    of values: ([DualNumber<SIMD8<Double>>], [DualNumber<SIMD8<Double>>])
      -> [DualNumber<SIMD8<Double>>]
  ) -> [Double] {
    typealias Number = DualNumber<SIMD8<Double>>
    let lanes = SIMD8<Double>.scalarCount
    let count = parameters + parametersOfItsOwn.count
    var result: [Double] = []
    for first in stride(from: 0, to: count, by: lanes) {
      let inputs = (0..<rows).map { row in
        var slope = SIMD8<Double>.zero
        for lane in 0..<lanes where first + lane < parameters {
          slope[lane] = activations[first + lane][row]
        }
        return Number(samples.predictions[row], slope: slope)
      }
      let own = parametersOfItsOwn.enumerated().map { index, own in
        Number(own.value, slope: .unit(parameters + index, from: first))
      }
      let slopes = values(inputs, own).map(\.slope)
      for lane in 0..<min(lanes, count - first) {
        result.append(Summation.mean(slopes.map { $0[lane] }))
      }
    }
    return result
  }
}
