/// Clipping every sample's gradient by its norm before the mean, as differentially private training
/// does.
///
/// Source: M. Abadi et al., "Deep learning with differential privacy", CCS 2016.
struct ClipEachSample: GradientAggregation {
  init() {}
  init(norm: Double, epsilon: Double = 0) {
    self.norm = norm
    self.epsilon = epsilon
  }

  /// The largest norm that is left as it is, in units of the gradient.
  var norm = 1.0
  /// See ``GradientClipping/factor(norm:limit:epsilon:)``.
  var epsilon = 0.0

  let names = ["clip-norm-per-sample", "per-sample-clipping"]
  let summary = "each sample's gradient clipped to a norm, here 1, then the mean"

  func transform(_ gradient: [Double]) -> [Double] {
    GradientClipping.byNorm(gradient, limit: norm, epsilon: epsilon)
  }
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] {
    gradients.meanOfRows(
      of: {
        GradientClipping.factor(
          norm: gradients.norm(ofRow: $0), limit: norm, epsilon: epsilon)
      }, { $0 * $1 })
  }
}
