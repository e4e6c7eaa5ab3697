import Formula

/// The tilted loss (1/t) log mean exp(t loss): worse losses count more for t > 0, less for t < 0.
///
/// Computed relative to the loss that counts most, so that no exponential overflows, and by expm1
/// and log1p, so that small t lose no digits; t = 0 stands for its limit, the mean. An infinite loss
/// has no finite factors: NaN.
///
/// Source: T. Li, A. Beirami, M. Sanjabi, V. Smith, "Tilted empirical risk minimization", ICLR 2021.
struct TiltedMean: Aggregation {
  init() {}
  init(tilt: Double) { self.tilt = tilt }

  /// t, in units of one over the loss.
  var tilt = 1.0

  let names = ["tilted-mean", "tilted"]
  let summary = "(1/t) log mean exp(t loss), here with t = 1: worse losses count more"

  func reduce(_ losses: [Double], _ grouping: SampleGrouping) -> Double {
    guard tilt != 0, let peak = peak(losses) else { return Summation.mean(losses) }
    // The difference from an infinity would be NaN.
    guard peak.isFinite else { return peak }
    let excess = losses.map { Elementary.expm1(tilt * ($0 - peak)) }
    return peak + Elementary.log1p(Summation.mean(excess)) / tilt
  }
  func coefficients(_ losses: [Double], _ grouping: SampleGrouping) -> [Double] {
    guard let peak = peak(losses) else { return [] }
    let powers = losses.map { tilt == 0 ? 1 : Elementary.exp(tilt * ($0 - peak)) }
    let total = Summation.pairwise(powers)
    return powers.map { $0 / total }
  }
  /// One sample's tilted loss is its loss: the mean of the gradients.
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] { gradients.mean }

  /// The loss that counts most; NaN if one is.
  private func peak(_ losses: [Double]) -> Double? {
    losses.contains(where: \.isNaN) ? .nan : tilt > 0 ? losses.max() : losses.min()
  }
}
