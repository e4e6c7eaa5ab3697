/// The arithmetic mean, where gradient and average may change places.
struct Mean: Aggregation {
  init() {}
  let name = "mean"
  let summary = "the arithmetic mean of the losses, or of the gradients"

  func reduce(_ losses: [Double]) -> Double { Summation.mean(losses) }
  func combine(_ gradients: PerSampleGradients) -> [Double] { gradients.mean }
}
