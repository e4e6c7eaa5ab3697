/// An aggregation that averages the losses like any other and does something to gradients.
protocol GradientAggregation: Aggregation {}

extension GradientAggregation {
  var subject: AggregationSubject { .gradients }
  func reduce(_ losses: [Double], _ grouping: SampleGrouping) -> Double {
    Summation.mean(losses)
  }
  func coefficients(_ losses: [Double], _ grouping: SampleGrouping) -> [Double] {
    Array(repeating: 1 / Double(losses.count), count: losses.count)
  }
}
