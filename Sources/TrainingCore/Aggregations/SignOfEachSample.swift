/// The signs of every sample's gradient, averaged; the sign of 0 is 0.
///
/// Source: J. Bernstein et al., "signSGD: compressed optimisation for non-convex problems",
/// ICML 2018, which takes a majority vote.
struct SignOfEachSample: GradientAggregation {
  init() {}
  init(isMajorityVote: Bool) { self.isMajorityVote = isMajorityVote }

  /// Whether the signs are taken once more, of their mean.
  var isMajorityVote = false

  let names = ["sign", "signsgd"]
  let summary = "the signs of each sample's gradient, then the mean"

  func transform(_ gradient: [Double]) -> [Double] { gradient.map(GradientClipping.sign) }
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] {
    let mean = gradients.meanOfRows { GradientClipping.sign($1) }
    return isMajorityVote ? transform(mean) : mean
  }
}
