/// The mean over all tokens, where a sample's loss is the mean over its own tokens: each counts as
/// often as it has tokens.
///
/// Without any token it is 0/0, NaN, as in PyTorch.
struct TokenWeightedMean: Aggregation {
  init() {}
  let names = ["token-weighted-mean", "token-weighted"]
  let summary = "the losses, each a mean over tokens, weighted by their numbers of tokens"

  func reduce(_ losses: [Double], _ grouping: SampleGrouping) -> Double {
    guard !losses.isEmpty else { return 0 }
    return grouping.sum(of: losses, by: .elements, in: losses.indices)
      / grouping.total(by: .elements)
  }
  func coefficients(_ losses: [Double], _ grouping: SampleGrouping) -> [Double] {
    let tokens = grouping.total(by: .elements)
    return losses.indices.map { grouping.weight(of: $0, by: .elements) / tokens }
  }
  /// The same mean of the gradients.
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] {
    guard gradients.rows > 0 else { return Array(repeating: 0, count: gradients.columns) }
    let tokens = grouping.total(by: .elements)
    return gradients.sum(
      in: 0..<gradients.rows, of: { grouping.weight(of: $0, by: .elements) }, { $0 * $1 }
    ).map { $0 / tokens }
  }
}
