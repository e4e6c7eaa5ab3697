/// Every sample's gradient is clipped before the mean, as differentially private training does.
///
/// Source: M. Abadi et al., "Deep learning with differential privacy", CCS 2016.
struct C05ClippedSamples: Case {
  let id = "C05"
  let premise = "P4"
  let title = "Clipping every sample against clipping the mean"
  let leftName = "mean gradient, then clipped"
  let rightName = "mean of the samples’ clipped gradients"
  let statement = """
    Clipping gives every sample a factor that depends on the length of its own gradient. The \
    mean of the factors merely changes the length; their covariance with the gradients may turn \
    the direction.
    """
  let formula =
    #"\bar{c} \, \bar{g} + \mathrm{Cov}(c, g) - \mathrm{clip}_C(\bar{g}), \quad c_i = \min(1, C / |g_i|)"#
  let repair = "clip the mean gradient once, or expect the bias where privacy needs the other"
  let exercise = """
    Gradients longer than a limit are shortened to it, sample by sample, and then averaged. Is \
    that shorter than the clipped mean, and does it still point in its direction?
    """
  let code = "loss.mean().backward(); torch.nn.utils.clip_grad_norm_(params, C)"
  let signature = "weights are equal up to the length C and fall as C over the length beyond it"
  let discussedIn = [
    "tf-privacy #135", "tf-privacy #46", "tf-privacy #81", "opacus #25",
    "opacus #655",
  ]

  /// The length from which on gradients are clipped; chosen from the data if nil.
  private let limit: Double?

  /// With the largest round number that is not above the samples' median length.
  init() { limit = nil }
  /// With a given length.
  init(limit: Double) { self.limit = limit }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let lengths = bench.gradientLengths
    let limit = limit ?? RoundSetting.below(RoundSetting.median(lengths))
    let clip = ClipEachSample(norm: limit)
    let left = clip.transform(bench.meanGradient)
    let right = clip.combine(bench.perSample, bench.samples.losses)
    let factors = lengths.map { GradientClipping.factor(norm: $0, limit: limit) }
    let scale = Summation.mean(factors)
    let scaled = bench.perSample.mean.map { scale * $0 }
    let bias = bench.covariance(of: factors)
    let closed = zip(zip(scaled, bias), clip.transform(bench.perSample.mean)).map {
      $0.0 + $0.1 - $1
    }
    let bound = bench.refereeLengthBound
    return CaseResult.Measurement(
      comparison: compare(bench, left, right, factors, lengths), closedFormGap: closed,
      referee: clip.transform(bench.gradient.finiteDifference),
      refereeBound: left.map { _ in bound },
      numbers: [
        ("length C of the clipping", [limit]),
        ("lengths of the two", [VectorNorm.euclidean(left), VectorNorm.euclidean(right)]),
        ("share of the samples that are longer", [share(of: factors)]),
        ("mean factor", [scale]), ("mean factor times mean gradient, a scale", scaled),
        ("covariance of factor and gradient, a bias", bias),
      ],
      inputNote: bench.note, tables: [table(bench, lengths, factors)])
  }

  private func share(of factors: [Double]) -> Double {
    Double(factors.count { $0 < 1 }) / Double(factors.count)
  }

  /// Projecting into a ball brings two vectors no farther apart, so that rounding of the gradients
  /// counts as before.
  private func compare(
    _ bench: CaseBench, _ left: [Double], _ right: [Double], _ factors: [Double],
    _ lengths: [Double]
  ) -> Comparison {
    let clipped = Summation.mean(zip(factors, lengths).map { $0 * $1 })
    return bench.compare(
      left, right,
      within: bench.meanGradientBound + bench.sampleGradientBound
        + bench.arithmetic(on: VectorNorm.euclidean(left) + clipped),
      accident: factors.contains { $0 != 1 }
        ? "clipping gives both sides the same" : "no gradient is longer than the limit")
  }

  /// At most so many samples are listed for a figure.
  private static let listed = 256

  /// Lengths and factors of the samples, with the two largest components before and after.
  private func table(_ bench: CaseBench, _ lengths: [Double], _ factors: [Double]) -> CaseTable {
    let rows = RandomRows.choose(
      min(Self.listed, bench.rows), of: bench.rows, seed: bench.problem.seed)
    var columns: [(name: String, values: [Double])] = [
      ("row", rows.map { Double($0 + 1) }), ("length", rows.map { lengths[$0] }),
      ("factor", rows.map { factors[$0] }),
    ]
    for component in bench.largestComponents(2) {
      let name = bench.names[component]
      let values = rows.map { bench.perSample[$0, component] }
      columns.append(("gradient, \(name)", values))
      columns.append(("clipped, \(name)", zip(rows, values).map { factors[$0] * $1 }))
    }
    return CaseTable(name: "clipped samples", columns: columns)
  }
}
