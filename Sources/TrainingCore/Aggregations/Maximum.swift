/// The largest loss; ties share evenly, as with `torch.amax`.
///
/// Needs no order of the others, so that it costs O(N).
struct Maximum: Aggregation {
  init() {}
  let names = ["max"]
  let summary = "the largest loss; samples that tie share its gradient evenly"

  func reduce(_ losses: [Double], _ grouping: SampleGrouping) -> Double {
    losses.contains(where: \.isNaN) ? .nan : losses.max() ?? 0
  }
  func coefficients(_ losses: [Double], _ grouping: SampleGrouping) -> [Double] {
    let largest = reduce(losses, grouping)
    guard !largest.isNaN else { return losses.map { _ in .nan } }
    let ties = Double(losses.count { $0 == largest })
    return losses.map { $0 == largest ? 1 / ties : 0 }
  }
  /// One sample alone has the largest loss: the mean of the gradients.
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] { gradients.mean }
}
