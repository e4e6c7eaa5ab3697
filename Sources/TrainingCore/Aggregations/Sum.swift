/// The sum: N times the mean, on both sides.
struct Sum: Aggregation {
  init() {}
  let names = ["sum"]
  let summary = "the sum of the losses, or of the gradients"
  let subject = AggregationSubject.lossesOrGradients

  func reduce(_ losses: [Double], _ grouping: SampleGrouping) -> Double {
    Summation.pairwise(losses)
  }
  func coefficients(_ losses: [Double], _ grouping: SampleGrouping) -> [Double] {
    Array(repeating: 1, count: losses.count)
  }
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] {
    (0..<gradients.columns).map { Summation.pairwise(gradients.column($0)) }
  }
}
