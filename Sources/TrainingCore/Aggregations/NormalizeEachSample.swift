/// Every sample's gradient divided by its norm before the mean; a zero gradient stays zero.
struct NormalizeEachSample: GradientAggregation {
  init() {}
  let names = ["normalize", "normalise"]
  let summary = "each sample's gradient scaled to length 1, then the mean"

  func transform(_ gradient: [Double]) -> [Double] {
    let norm = VectorNorm.euclidean(gradient)
    return gradient.map { GradientClipping.normalized($0, norm: norm) }
  }
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] {
    gradients.meanOfRows(
      of: { gradients.norm(ofRow: $0) }, { GradientClipping.normalized($1, norm: $0) })
  }
}
