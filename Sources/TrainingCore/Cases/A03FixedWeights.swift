/// Samples with weights of their own, and one normaliser for all of them.
struct A03FixedWeights: Case {
  let id = "A03"
  let premise = "P5"
  let title = "Fixed weights with one normaliser"
  let leftName = "gradient of the weighted mean loss"
  let rightName = "weighted mean of the gradients"
  let statement = """
    A weighted mean is a fixed linear combination as well, so gradient and weighted mean may change \
    places as long as both divide by the sum of the weights of all samples.
    """
  let formula = #"""
    \nabla \frac{\sum_i w_i \ell_i}{\sum_i w_i} - \frac{\sum_i w_i \nabla \ell_i}{\sum_i \#
    w_i} = 0
    """#
  let repair = "nothing to repair; divide by the sum of all weights, once"
  let code = "loss = (weight * losses).sum() / weight_of_all_micro_batches"
  let signature = "the weights of the samples, over their sum"

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let halves = MicroBatches.halves(bench.rows)
    let grouping = try bench.rankWeights(halves)
    let (mean, perSample, losses) = (WeightedMean(), bench.perSample, bench.samples.losses)
    let factors = mean.coefficients(losses, grouping)
    let right = mean.combine(perSample, losses, grouping)
    let referee = bench.referee(of: mean, grouping)
    var numbers = [
      (name: "smallest and largest weight", values: [1, Double(bench.rows)]),
      (
        name: "divided by the number of samples instead",
        values: WeightedMean(divisor: .samples).combine(perSample, losses, grouping)
      ),
    ]
    if halves.count > 1 {
      numbers.append(
        ("mean of the halves’ weighted means", mean.accumulate(perSample, losses, grouping)))
    }
    return CaseResult.Measurement(
      comparison: bench.compare(
        try bench.gradient(of: mean, grouping), right,
        weight: Double(bench.rows) * (factors.max() ?? 0)),
      closedFormGap: right.map { _ in 0 }, referee: referee.gradient,
      refereeBound: referee.bound, numbers: numbers, inputNote: bench.note)
  }
}
