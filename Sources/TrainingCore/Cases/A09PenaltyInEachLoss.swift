/// A squared penalty in every sample's loss, where losses are averaged.
struct A09PenaltyInEachLoss: Case {
  let id = "A09"
  let premise = "P5"
  let title = "L2 in each sample’s loss, and the mean of all"
  let leftName = "gradient of the average loss and one penalty"
  let rightName = "average of the gradients of loss and penalty"
  let statement = """
    The mean of N equal penalties is one penalty, so under a mean it makes no difference whether \
    the penalty stands in each sample’s loss or once beside their mean.
    """
  let formula = #"\bar{g} + 2 \lambda \theta - \frac{1}{N} \sum_i (g_i + 2 \lambda \theta) = 0"#
  let repair = "nothing to repair while the losses are averaged"
  let code = "loss = (losses + penalty).mean()  # the same as losses.mean() + penalty"
  let signature = "all weights are 1/N, and a rest along the parameters"

  private let penalty: SquaredPenalty

  init() { self.init(strength: 0.1) }

  init(strength: Double) { penalty = SquaredPenalty(strength: strength) }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let left = zip(bench.meanGradient, penalty.reverse(at: bench.at)).map { $0 + $1 }
    let each = penalty.forward(at: bench.at)
    let right = bench.perSample.addingToRows(each).mean
    let differences = penalty.referee(at: bench.at)
    return CaseResult.Measurement(
      comparison: bench.compare(left, right, multiple: 1, penalty: each),
      closedFormGap: right.map { _ in 0 },
      referee: zip(bench.gradient.finiteDifference, differences.gradient).map { $0 + $1 },
      refereeBound: zip(bench.gradient.finiteDifferenceErrorBound, differences.bound)
        .map { $0 + $1 },
      numbers: [
        ("strength of the penalty", [penalty.strength]), ("gradient of one penalty", each),
        ("gradient without penalty", bench.meanGradient),
      ],
      inputNote: bench.note)
  }
}

extension PerSampleGradients {
  /// Every row with the same vector of P components added.
  func addingToRows(_ vector: [Double]) -> PerSampleGradients {
    var copy = self
    for row in 0..<rows {
      for column in 0..<columns { copy.values[row * columns + column] += vector[column] }
    }
    return copy
  }
}
