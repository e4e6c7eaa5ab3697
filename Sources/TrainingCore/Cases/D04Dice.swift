import Formula

/// The Dice loss, which is one minus the soft F1 score: a quotient of sums over the batch.
struct D04Dice: Case {
  /// Above which value a target is positive and a prediction more likely positive than not, and how
  /// far from it makes sure; nil for the targets' median and spread.
  private let setting: (threshold: Double, scale: Double)?

  init() { setting = nil }
  init(threshold: Double, scale: Double) { setting = (threshold, scale) }

  let id = "D04"
  let premise = "P2"
  let title = "Dice loss, or soft F1"
  let leftName = "gradient of the whole batch"
  let rightName = "mean of the halves’ gradients"
  let statement = """
    A quotient of two sums over the batch is no sum of terms for each sample, so the mean of \
    micro-batches’ quotients is another function. Here samples are positive whose target is above \
    the threshold, and the predictions’ distance from it goes through a sigmoid.
    """
  let formula = #"""
    J = 1 - \frac{2 \sum_i p_i t_i}{\sum_i p_i + \sum_i t_i}, \quad p_i = \sigma\left( \frac{f_i - h}{s} \right)
    """#
  let repair = "add up both sums over all micro-batches first, then go back with their values"
  let code =
    "dice = 2 * all_reduce((p * t).sum()) / all_reduce(p.sum() + t.sum())  # torch.distributed.nn"
  let signature = """
    the slopes by the probabilities are one number for positive and one for negative samples of a \
    micro-batch, set by its sums
    """
  let discussedIn = [
    "nnU-Net #1354", "NiftyNet #22", "mmseg #2068", "torchmetrics #558", "toolbelt #99",
  ]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = try input.bench.part(CaseBench.rowsForJoint)
    guard let threshold = setting?.threshold ?? Scales.threshold(bench.targets) else {
      throw Unavailable("all targets are equal, so there are no two classes")
    }
    let scale = setting?.scale ?? Scales.spread(bench.targets)
    let labels = bench.targets.map { $0 > threshold ? 1.0 : 0 }
    let dice = Dice(labels: labels, threshold: threshold, scale: scale)
    let score = SoftF1(dice: dice)
    return try bench.inHalves(
      dice,
      numbers: [
        ("gradient of one minus soft F1", bench.forward(score, 0..<bench.rows)),
        ("threshold of targets and predictions", [threshold]),
        ("scale of the predictions", [scale]),
        ("positive samples", [Summation.pairwise(labels)]),
      ])
  }
}

/// One minus twice the overlap of probabilities and labels, as a share of their sums.
struct Dice: JointObjective {
  let labels: [Double]
  let threshold: Double
  let scale: Double

  /// How likely each sample is to be positive.
  func probabilities<Number: DifferentiableNumber>(_ predictions: [Number]) -> [Number] {
    predictions.map { (($0 - threshold) / scale).applying(.sigmoid) }
  }

  func value<Number: DifferentiableNumber>(
    _ predictions: [Number], rows: Range<Int>, own: [Number]
  ) -> Number {
    let p = probabilities(predictions)
    let overlap = Number.sum(zip(p, rows).map { $0 * labels[$1] })
    return 1 - (overlap * 2) / (Number.sum(p) + Summation.pairwise(rows.map { labels[$0] }))
  }
}

/// One minus the F1 score of true positives, false positives and false negatives that are counted in
/// probabilities.
struct SoftF1: JointObjective {
  let dice: Dice

  func value<Number: DifferentiableNumber>(
    _ predictions: [Number], rows: Range<Int>, own: [Number]
  ) -> Number {
    let pairs = zip(dice.probabilities(predictions), rows.map { dice.labels[$0] })
    let hits = Number.sum(pairs.map { $0 * $1 })
    let falseAlarms = Number.sum(pairs.map { $0 * (1 - $1) })
    let misses = Number.sum(pairs.map { (1 - $0) * $1 })
    return 1 - (hits * 2) / (hits * 2 + falseAlarms + misses)
  }
}
