/// The mean with a weight for each sample: the sum of w loss over the sum of w.
///
/// Weights of 0 leave samples out; where all are 0 the mean is 0/0, NaN, as in PyTorch.
struct WeightedMean: Aggregation {
  init() {}
  init(divisor: Divisor) { self.divisor = divisor }

  /// What the sum of the weighted losses is divided by.
  enum Divisor: Sendable {
    /// The sum of the weights, as `CrossEntropyLoss(weight:)` of PyTorch does.
    case sumOfWeights
    /// N, as Keras does with `sample_weight`.
    case samples
  }
  var divisor = Divisor.sumOfWeights

  let names = ["weighted-mean", "weighted"]
  let summary = "the sum of weight times loss over the sum of the weights"

  func reduce(_ losses: [Double], _ grouping: SampleGrouping) -> Double {
    guard !losses.isEmpty else { return 0 }
    return grouping.sum(of: losses, by: .weights, in: losses.indices) / denominator(grouping)
  }
  func coefficients(_ losses: [Double], _ grouping: SampleGrouping) -> [Double] {
    let denominator = denominator(grouping)
    return losses.indices.map { grouping.weight(of: $0, by: .weights) / denominator }
  }
  /// The same weighted mean of the gradients.
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] {
    guard gradients.rows > 0 else { return Array(repeating: 0, count: gradients.columns) }
    let denominator = denominator(grouping)
    return gradients.sum(
      in: 0..<gradients.rows, of: { grouping.weight(of: $0, by: .weights) }, { $0 * $1 }
    ).map { $0 / denominator }
  }

  private func denominator(_ grouping: SampleGrouping) -> Double {
    grouping.total(by: divisor == .samples ? .samples : .weights)
  }
}
