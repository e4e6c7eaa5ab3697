/// The sum: N times the mean, on both sides.
struct Sum: Aggregation {
  init() {}
  let name = "sum"
  let summary = "the sum of the losses, or of the gradients"

  func reduce(_ losses: [Double]) -> Double { Summation.pairwise(losses) }
  func combine(_ gradients: PerSampleGradients) -> [Double] {
    (0..<gradients.columns).map { Summation.pairwise(gradients.column($0)) }
  }
}
