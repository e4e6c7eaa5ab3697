import Formula

/// Advantages that are centred and scaled within each micro-batch, as in policy gradients.
struct D07AdvantageWhitening: Case {
  /// What each sample was rewarded with; nil for its target.
  private let advantages: [Double]?

  init() { advantages = nil }
  init(advantages: [Double]) { self.advantages = advantages }

  let id = "D07"
  let premise = "P2"
  let title = "Advantages whitened in each micro-batch"
  let leftName = "whitened over the whole batch"
  let rightName = "mean of the halves, whitened apart"
  let statement = """
    A whitened advantage is a sample’s standing among its company. In another micro-batch the same sample \
    gets another weight, even one of the other sign. Here the target is the advantage that weighs a \
    sample’s loss.
    """
  let formula = #"""
    \sum_i (c_i' - c_i) \, g_i = N \, \mathrm{Cov}(c' - c, g), \quad
    c_i = \frac{A_i - \bar{A}}{N \, \mathrm{sd}(A)}
    """#
  let repair = "take mean and deviation of the advantages over the whole batch, then split it"
  let code =
    "adv = (adv - adv.mean()) / adv.std(unbiased=False)  # before the split"
  let signature = "weights are affine in the advantage, with other coefficients in each micro-batch"

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    guard bench.rows > 3 else { throw Unavailable("halves of at least two samples are needed") }
    let rewards = advantages ?? bench.targets
    guard rewards.count == bench.rows else { throw Unavailable("every row needs an advantage") }
    let halves = MicroBatches.halves(bench.rows)
    let whole = Self.whitened(rewards)
    let apart = halves.flatMap { Self.whitened(Array(rewards[$0])) }
    let count = Double(bench.rows)
    let weights = (whole.map { $0 / count }, apart.map { $0 / count })
    let largest = (whole + apart).map(abs).max() ?? 1
    let referee = bench.referee(weight: largest) { losses in
      Summation.meanProduct(losses, whole)
    }
    return CaseResult.Measurement(
      comparison: bench.compare(
        try bench.tape(seedingLosses: weights.0), bench.sum(weights: weights.1),
        factors: [weights.0, weights.1], operations: Self.operations(rewards),
        accident: "the halves have the same mean and spread of advantages"),
      closedFormGap: bench.gap(from: weights.0, to: weights.1),
      referee: referee.gradient, refereeBound: referee.bound,
      numbers: numbers(rewards, whole, apart, halves),
      inputNote: bench.note,
      tables: bench.rows > 1000
        ? []
        : [
          CaseTable(
            name: "whitened advantages",
            columns: [("advantage", rewards), ("whole batch", whole), ("in its half", apart)])
        ])
  }

  /// Roundings of a weight: the mean's, which a small spread beside it magnifies.
  private static func operations(_ rewards: [Double]) -> Double {
    let spread = Scales.spread(rewards)
    let largest = rewards.map(abs).max() ?? 0
    return Double(2 * Summation.deepest(rewards.count) + 16) * (1 + largest / spread)
  }

  private func numbers(
    _ rewards: [Double], _ whole: [Double], _ apart: [Double], _ halves: [Range<Int>]
  ) -> [(name: String, values: [Double])] {
    let turned = zip(whole, apart).count { $0 * $1 < 0 }
    return [
      ("mean advantage", [Summation.mean(rewards)]),
      ("mean advantage of each half", halves.map { Summation.mean(Array(rewards[$0])) }),
      ("samples whose weight changes its sign", [Double(turned)]),
      ("first samples’ whitened advantages", Array(whole.prefix(4))),
      ("the same in their half", Array(apart.prefix(4))),
    ]
  }

  /// Centred and divided by the standard deviation; all zero if there is none.
  static func whitened(_ values: [Double]) -> [Double] {
    let mean = Summation.mean(values)
    let centred = values.map { $0 - mean }
    let deviation = Summation.meanProduct(centred, centred).squareRoot()
    guard deviation > 0, deviation.isFinite else { return values.map { _ in 0 } }
    return centred.map { $0 / deviation }
  }
}
