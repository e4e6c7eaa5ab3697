/// Clipping every component of every sample's gradient before the mean.
struct ClipByValue: GradientAggregation {
  init() {}
  init(limit: Double) { self.limit = limit }

  /// The largest magnitude that is left as it is, in units of the gradient.
  var limit = 1.0

  let names = ["clip-value", "clip_grad_value_", "clip_by_value"]
  let summary = "each component of each sample's gradient clipped, here to -1...1, then the mean"

  func transform(_ gradient: [Double]) -> [Double] {
    gradient.map { GradientClipping.byValue($0, limit: limit) }
  }
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] {
    gradients.meanOfRows { GradientClipping.byValue($1, limit: limit) }
  }
}
