/// The sum of the losses over the number of all elements, where a sample's loss is the sum over its
/// elements: what `reduction="mean"` of PyTorch gives for a tensor.
///
/// For K outputs it is the mean over samples divided by K; for texts it is the mean over tokens.
/// Without any element it is 0/0, NaN, as in PyTorch.
struct MeanOverElements: Aggregation {
  init() {}
  let names = ["mean-over-elements"]
  let summary = "the losses, each a sum over elements, over the number of all elements"

  func reduce(_ losses: [Double], _ grouping: SampleGrouping) -> Double {
    losses.isEmpty ? 0 : Summation.pairwise(losses) / grouping.total(by: .elements)
  }
  func coefficients(_ losses: [Double], _ grouping: SampleGrouping) -> [Double] {
    Array(repeating: 1 / grouping.total(by: .elements), count: losses.count)
  }
  /// The sum of the gradients over the number of all elements.
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] {
    guard gradients.rows > 0 else { return Array(repeating: 0, count: gradients.columns) }
    let elements = grouping.total(by: .elements)
    return gradients.sum(in: 0..<gradients.rows) { $1 }.map { $0 / elements }
  }
}
