/// An aggregation of the losses by their order, given by the share of each place.
///
/// One sample alone has its own loss as aggregate, whatever the shares: so the gradients of samples
/// that are aggregated one by one are averaged as they are.
protocol OrderedAggregation: Aggregation {
  /// The share of a place among `count`, both counted from the smallest loss; they add up to 1.
  func share(of place: Int, in count: Int) -> Double
}

extension OrderedAggregation {
  func reduce(_ losses: [Double], _ grouping: SampleGrouping) -> Double {
    OrderedLosses.reduce(losses) { share(of: $0, in: losses.count) }
  }
  func coefficients(_ losses: [Double], _ grouping: SampleGrouping) -> [Double] {
    OrderedLosses.coefficients(losses) { share(of: $0, in: losses.count) }
  }
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] { gradients.mean }
}
