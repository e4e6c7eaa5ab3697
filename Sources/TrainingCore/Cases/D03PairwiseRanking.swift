import Formula

/// A loss over pairs of a positive and a negative sample, the smooth form of the area under the ROC
/// curve.
struct D03PairwiseRanking: Case {
  /// The classes of the samples, and what differences of predictions are divided by; nil for classes
  /// by the targets and their spread.
  private let labels: [Double]?

  init() { labels = nil }
  /// Classes that are given, with differences as they are.
  init(labels: [Double]) { self.labels = labels }

  let id = "D03"
  let premise = "P2"
  let title = "Pairwise ranking"
  let leftName = "gradient over all pairs"
  let rightName = "mean of the halves’ gradients"
  let statement = """
    The loss is a mean over pairs of a positive and a negative sample. It averages exactly over \
    pairs but not over samples, for pairs whose members lie in different micro-batches are never \
    seen. Here samples are positive (P) whose target is above a threshold near the median, \
    negative (Q) otherwise, and differences of predictions are divided by the targets’ spread s.
    """
  let formula =
    #"J = \frac{1}{|P| |Q|} \sum_{p \in P} \sum_{q \in Q} \log \left( 1 + e^{-(f_p - f_q)/s} \right)"#
  let repair = "gather all predictions before pairs are made, or sample pairs instead of rows"
  let code = "loss = softplus(neg[None, :] - pos[:, None]).mean()  # of all rows’ scores"
  let signature = """
    weights on the predictions’ slopes: negative for positive samples, positive for negative \
    ones, adding up to zero within a micro-batch
    """

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = try input.bench.part(input.bench.rowsForPairs)
    guard let threshold = Scales.threshold(bench.targets) else {
      throw Unavailable("all targets are equal, so there are no two classes to rank")
    }
    let classes = labels ?? bench.targets.map { $0 > threshold ? 1 : 0 }
    guard classes.count == bench.rows else { throw Unavailable("every row needs a class") }
    let scale = labels == nil ? Scales.spread(bench.targets) : 1
    return try bench.inHalves(
      PairwiseRanking(isPositive: classes.map { $0 > 0.5 }, scale: scale),
      accident: "pairs across the halves pull as those inside them",
      numbers: [
        (
          "positive samples, whose target is above the threshold",
          [Double(classes.count { $0 > 0.5 })]
        ),
        ("threshold", labels == nil ? [threshold] : []), ("scale of the predictions", [scale]),
      ].filter { !$0.values.isEmpty })
  }
}

/// The mean of log(1 + exp(-difference)) over pairs of a positive and a negative sample; 0 of none.
struct PairwiseRanking: JointObjective {
  let isPositive: [Bool]
  let scale: Double

  func value<Number: DifferentiableNumber>(
    _ predictions: [Number], rows: Range<Int>, own: [Number]
  ) -> Number {
    let pairs = zip(predictions, rows)
    let positive = pairs.filter { isPositive[$1] }.map { $0.0 / scale }
    let negative = pairs.filter { !isPositive[$1] }.map { $0.0 / scale }
    guard !positive.isEmpty, !negative.isEmpty else { return Number(0) }
    let losses = positive.map { winner in
      Number.mean(negative.map { ($0 - winner).applying(.softplus) })
    }
    return Number.mean(losses)
  }
}
