import Formula

/// The auxiliary loss of a mixture of experts that asks for equal loads: a product of two means.
struct D06LoadBalance: Case {
  /// Where the gate is at one half, and how far from it makes sure; nil for the predictions' lower
  /// quartile and spread.
  private let setting: (threshold: Double, scale: Double)?

  init() { setting = nil }
  init(threshold: Double, scale: Double) { setting = (threshold, scale) }

  let id = "D06"
  let premise = "P2"
  let title = "Load balance of a mixture of experts"
  let leftName = "gradient of the whole batch"
  let rightName = "mean of the halves’ gradients"
  let statement = """
    The balance loss multiplies the share of samples that an expert gets with its mean gate. A \
    mean of products is not the product of means, so micro-batches punish how lopsided each of \
    them is. Here the prediction, through a sigmoid, is the gate of the first of two experts.
    """
  let formula =
    #"J = 2 \sum_{e=1}^{2} F_e \bar{p}_e, \quad F_e = \text{share of samples routed to } e, \quad \bar{p}_e = \text{mean gate of } e"#
  let repair = "add the shares up over all micro-batches and devices before they are multiplied"
  let code = "share = all_reduce(counts) / all_reduce(tokens); loss = E * (share * gate_mean).sum()"
  let signature = "a sample’s weight holds its micro-batch’s share of each expert"
  let discussedIn = ["torchtitan #4772", "ModuleFormer #5"]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = try input.bench.part(CaseBench.rowsForJoint)
    let predictions = bench.samples.predictions
    let threshold = setting?.threshold ?? Scales.lowerQuartile(predictions)
    let scale = setting?.scale ?? Scales.spread(predictions)
    let objective = LoadBalance(
      isRouted: predictions.map { $0 >= threshold }, threshold: threshold, scale: scale)
    let routed = objective.isRouted.map { $0 ? 1.0 : 0 }
    let shares = MicroBatches.halves(bench.rows).map { Summation.mean(Array(routed[$0])) }
    var measured = try bench.inHalves(
      objective, accident: "the halves route the same share of their samples to each expert",
      numbers: [
        ("threshold of the gate", [threshold]), ("scale of the gate", [scale]),
        ("share of the first expert", [Summation.mean(routed)]),
        ("its share in each half", shares),
      ])
    // The gates of two experts add up to one, so the other's router has the opposite gradient.
    measured.numbers.append(
      ("gradient of the second expert’s router", measured.comparison.left.map { 0 - $0 }))
    return measured
  }
}

/// The load balance of two experts, of which one has the sigmoid of the prediction for a gate.
///
/// Which expert a sample goes to is a fact of the run that nothing is differentiated by, as in
/// practice.
struct LoadBalance: JointObjective {
  let isRouted: [Bool]
  let threshold: Double
  let scale: Double

  func value<Number: DifferentiableNumber>(
    _ predictions: [Number], rows: Range<Int>, own: [Number]
  ) -> Number {
    let gate = Number.mean(predictions.map { (($0 - threshold) / scale).applying(.sigmoid) })
    let share = Double(rows.count { isRouted[$0] }) / Double(rows.count)
    return (gate * share + (1 - gate) * (1 - share)) * 2
  }
}
