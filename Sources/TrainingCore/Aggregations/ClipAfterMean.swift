/// Clipping the mean gradient by its norm, as training usually does: both sides are the same.
struct ClipAfterMean: GradientAggregation {
  init() {}
  init(norm: Double, epsilon: Double = 0) {
    self.norm = norm
    self.epsilon = epsilon
  }

  /// The largest norm that is left as it is, in units of the gradient.
  var norm = 1.0
  /// See ``GradientClipping/factor(norm:limit:epsilon:)``.
  var epsilon = 0.0

  let names = ["clip-norm-after-mean", "clip_grad_norm_", "clip_by_global_norm"]
  let summary = "the mean gradient, clipped to a norm, here 1"

  func transform(_ gradient: [Double]) -> [Double] {
    GradientClipping.byNorm(gradient, limit: norm, epsilon: epsilon)
  }
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] { transform(gradients.mean) }
}
