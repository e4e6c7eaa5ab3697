/// The arithmetic mean, where gradient and average may change places.
struct Mean: Aggregation {
  init() {}
  let names = ["mean"]
  let summary = "the arithmetic mean of the losses, or of the gradients"
  let subject = AggregationSubject.lossesOrGradients

  func reduce(_ losses: [Double], _ grouping: SampleGrouping) -> Double {
    Summation.mean(losses)
  }
  func coefficients(_ losses: [Double], _ grouping: SampleGrouping) -> [Double] {
    Array(repeating: 1 / Double(losses.count), count: losses.count)
  }
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] { gradients.mean }
}
