import Formula

/// A loss with the spread of the batch in it, as where a discriminator is shown how much the samples
/// of a batch differ.
struct D05MinibatchSpread: Case {
  /// What is taken from predictions and targets, and what both are divided by; nil for the targets'
  /// mean and spread.
  private let setting: (centre: Double, scale: Double)?

  init() { setting = nil }
  init(centre: Double, scale: Double) { setting = (centre, scale) }

  let id = "D05"
  let premise = "P2"
  let title = "Standard deviation of the minibatch in the loss"
  let leftName = "gradient of the whole batch"
  let rightName = "mean of the halves’ gradients"
  let statement = """
    A standard deviation over the batch depends on all its samples at once. The spread inside \
    micro-batches leaves out what lies between them. Here it is the spread of the predictions, centred \
    and scaled and put through a hyperbolic tangent.
    """
  let formula =
    #"J = \frac{1}{N} \sum_i \left( \frac{y_i - c}{s} - h_i \right)^2 + \sqrt{\mathrm{Var}_{\mathrm{batch}}(h)}, \quad h = \tanh \frac{f - c}{s}"#
  let repair = "gather the features of all micro-batches before the deviation is taken"
  let code =
    "spread = torch.cat(all_gather(h)).std(0, unbiased=False)  # torch.distributed.nn"
  let signature = """
    beside equal weights there is a part that grows with a sample’s distance from its micro-batch’s \
    mean
    """

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = try input.bench.part(CaseBench.rowsForJoint)
    let centre = setting?.centre ?? Summation.mean(bench.targets)
    let scale = setting?.scale ?? Scales.spread(bench.targets)
    let targets = bench.targets.map { ($0 - centre) / scale }
    return try bench.inHalves(
      MinibatchSpread(targets: targets, centre: centre, scale: scale),
      numbers: [
        ("centre of targets and predictions", [centre]),
        ("scale of targets and predictions", [scale]),
      ])
  }
}

/// The mean squared error of a feature, the hyperbolic tangent of the prediction, plus the feature's
/// standard deviation over the batch.
struct MinibatchSpread: JointObjective {
  /// Centred and scaled.
  let targets: [Double]
  let centre: Double
  let scale: Double

  func value<Number: DifferentiableNumber>(
    _ predictions: [Number], rows: Range<Int>, own: [Number]
  ) -> Number {
    let features = predictions.map { (($0 - centre) / scale).applying(.tanh) }
    let mean = Number.mean(features)
    let variance = Number.mean(features.map { ($0 - mean) * ($0 - mean) })
    let losses = zip(features, rows).map { ($0 - targets[$1]) * ($0 - targets[$1]) }
    return Number.mean(losses) + variance.applying(.sqrt)
  }
}
