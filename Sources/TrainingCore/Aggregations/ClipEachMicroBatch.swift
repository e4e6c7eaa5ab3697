/// Clipping every micro-batch's mean gradient by its norm before these are averaged.
///
/// Every micro-batch counts the same, whatever its size; with a single one it is clipping after the
/// mean.
struct ClipEachMicroBatch: GradientAggregation {
  init() {}
  init(norm: Double, epsilon: Double = 0) {
    self.norm = norm
    self.epsilon = epsilon
  }

  /// The largest norm that is left as it is, in units of the gradient.
  var norm = 1.0
  /// See ``GradientClipping/factor(norm:limit:epsilon:)``.
  var epsilon = 0.0

  let names = ["clip-norm-per-micro-batch"]
  let summary = "each micro-batch's mean gradient clipped to a norm, here 1, then the mean"

  func transform(_ gradient: [Double]) -> [Double] {
    GradientClipping.byNorm(gradient, limit: norm, epsilon: epsilon)
  }
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] { accumulate(gradients, losses, grouping) }
}
