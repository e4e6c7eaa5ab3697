/// The mean of the worst losses (CVaR), and the tilted loss that lies between mean and maximum.
struct C16WorstLosses: Case {
  let id = "C16"
  let premise = "P1"
  let title = "The worst losses: CVaR and tilting"
  let leftName = "gradient of the mean of the worse half"
  let rightName = "average of the gradients"
  let statement = """
    Aggregates that care for the worst losses weigh each sample by the place or size of its loss \
    among all. The gap is the covariance of weight and gradient.
    """
  let formula = #"\bar{g} - \sum_i c_i \, g_i = -N \, \mathrm{Cov}(c, g)"#
  let repair = "compute the quantile, or the normaliser, over all samples first; then add up"
  let code = "loss = losses.topk(len(losses) // 2).values.mean()  # of the whole batch"
  let signature = "weights jump from zero to a constant, or grow exponentially with the loss"
  let exercise = """
    Only the worse half of the samples is averaged. Write the result as a weighted sum of all \
    samples’ gradients: how does it differ from the mean?
    """

  /// The share of the samples that counts.
  private let worst: Double
  /// Tilts, in units of one over the loss; chosen from the data if nil.
  private let tilts: [Double]?

  /// The worse half, and tilts of a tenth of one over the median loss, to both sides.
  init() {
    worst = 0.5
    tilts = nil
  }
  /// With given tilts.
  init(tilts: [Double]) {
    worst = 0.5
    self.tilts = tilts
  }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let losses = bench.samples.losses
    let tail = ConditionalValueAtRisk(worst: worst)
    let factors = tail.coefficients(losses)
    let even = losses.map { _ in 1 / Double(bench.rows) }
    var comparison = bench.compare(
      try bench.gradient(of: tail), bench.perSample.mean, factors: [factors, even],
      accident: bench.whyWeightingByLossIsEqual)
    if bench.orderIsOpen(factors) {
      comparison.settle(.undecided, why: "rounding decides which losses are among the worse half")
    }
    let referee = bench.referee(of: tail)
    var numbers: [(name: String, values: [Double])] = [
      ("share of the samples that counts", [worst]),
      ("largest weight, times N", [(factors.max() ?? 0) * Double(bench.rows)]),
      ("samples without weight", [Double(factors.count { $0 == 0 })]),
      ("mean of the worse half", [tail.reduce(losses)]),
    ]
    for tilt in tilts ?? Self.tilts(losses) { numbers += try tilted(bench, tilt) }
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: bench.gap(coefficients: factors).map { 0 - $0 },
      referee: referee.gradient, refereeBound: referee.bound, numbers: numbers,
      inputNote: bench.note)
  }

  private static func tilts(_ losses: [Double]) -> [Double] {
    let median = RoundSetting.median(losses.map { abs($0) })
    guard median > 0 else { return [] }
    let tilt = RoundSetting.below(0.1 / median)
    return [tilt, -tilt]
  }

  /// One tilt's gradient, its gap to the mean and what the first order of the tilt says of it.
  private func tilted(
    _ bench: CaseBench, _ tilt: Double
  ) throws(Unavailable) -> [(name: String, values: [Double])] {
    let losses = bench.samples.losses
    let gradient = try bench.gradient(of: TiltedMean(tilt: tilt))
    let gap = zip(gradient, bench.meanGradient).map { $0 - $1 }
    let first = bench.covariance(of: losses).map { tilt * $0 }
    let name = "tilt \(NumberText.short(tilt))"
    return [
      ("\(name): tilted loss", [TiltedMean(tilt: tilt).reduce(losses)]),
      ("\(name): gradient", gradient), ("\(name): gap to the mean", gap),
      ("\(name): gap to first order", first),
    ]
  }
}
