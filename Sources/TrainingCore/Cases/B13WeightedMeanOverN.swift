/// Weighted losses that are divided by the number of samples.
struct B13WeightedMeanOverN: Case {
  let id = "B13"
  let premise = "P5"
  let title = "Weighted losses divided by N"
  let leftName = "gradient of the weighted mean loss"
  let rightName = "weighted sum of the gradients, divided by N"
  let statement = """
    Dividing weighted losses by the number of samples in place of the sum of the weights changes \
    the length of the gradient by the mean weight, and by another one in every batch.
    """
  let formula =
    #"\frac{\sum_i w_i g_i}{N} - \frac{\sum_i w_i g_i}{\sum_i w_i} = (\bar{w} - 1) \, \bar{g}_w"#
  let repair = "divide by the sum of the weights, or scale the weights to a mean of one"
  let code = "loss = (weight * losses).sum() / weight.sum()"
  let signature = "a sample’s weight is w/N, and all together do not make one"
  let discussedIn = ["keras #13329", "keras #10305"]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let halves = MicroBatches.halves(bench.rows)
    let grouping = try bench.rankWeights(halves)
    let (mean, losses) = (WeightedMean(), bench.samples.losses)
    let right = WeightedMean(divisor: .samples).combine(bench.perSample, losses, grouping)
    let left = try bench.gradient(of: mean, grouping)
    let factors = mean.coefficients(losses, grouping)
    let factor = grouping.total(by: .weights) / Double(bench.rows)
    let referee = bench.referee(of: mean, grouping)
    return CaseResult.Measurement(
      comparison: bench.compare(
        left, right, weight: Double(bench.rows) * (factors.max() ?? 0) * factor,
        claimedFactor: factor,
        accident: bench.rows > 1
          ? "the weighted mean of the gradients is zero" : "the mean weight is one"),
      closedFormGap: closed(bench, factors, factor),
      referee: referee.gradient, refereeBound: referee.bound,
      numbers: [
        ("mean weight", [factor]),
        (
          "mean weight of each half",
          halves.map { grouping.total(by: .weights, in: $0) / Double($0.count) }
        ),
      ],
      inputNote: bench.note)
  }

  /// The mean weight less one, times the weighted mean of delta times activation.
  private func closed(_ bench: CaseBench, _ factors: [Double], _ factor: Double) -> [Double] {
    let longer = bench.gap(coefficients: factors.map { (factor - 1) * $0 })
    // Both gaps are against the mean gradient, which the difference takes out again.
    let none = bench.gap(coefficients: factors.map { _ in 0 })
    return zip(longer, none).map { $0 - $1 }
  }
}
