/// The largest, the middle or the inner losses in place of the mean.
struct C15OrderStatistics: Case {
  let id = "C15"
  let premise = "P1"
  let title = "Maximum, median, trimmed mean"
  let leftName = "gradient of the largest loss"
  let rightName = "average of the gradients"
  let statement = """
    An aggregate by the losses’ order has the gradient of the samples that it selects. Which \
    those are depends on all losses, so micro-batches may select others.
    """
  let formula = #"\bar{g} - \nabla \max_i \ell_i = -N \, \mathrm{Cov}(c, g)"#
  let repair = "find the order over all samples first, then add the gradients of those selected"
  let code = "losses = torch.cat(all_losses); losses.topk(k).values.mean().backward()"
  let signature = "the weights of samples that are not selected are zero"

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let losses = bench.samples.losses
    let maximum = Maximum()
    let factors = maximum.coefficients(losses)
    let even = losses.map { _ in 1 / Double(bench.rows) }
    var comparison = bench.compare(
      try bench.gradient(of: maximum), bench.perSample.mean, factors: [factors, even],
      accident: bench.whyWeightingByLossIsEqual)
    if bench.orderIsOpen(factors) {
      comparison.settle(.undecided, why: "rounding decides which of two losses is the largest")
    }
    let referee = bench.referee(of: maximum)
    let others: [(String, any Aggregation)] = [
      ("gradient of the median loss, of an even number the lower", Median()),
      ("gradient of the median loss, of an even number the mean", Median(ofEven: .mean)),
      ("gradient of the mean without the outer quarters", TrimmedMean()),
    ]
    var numbers: [(name: String, values: [Double])] = [
      ("largest loss", [maximum.reduce(losses)]),
      ("samples that have it", [Double(factors.count { $0 > 0 })]),
    ]
    for (name, aggregation) in others {
      numbers.append(
        (
          name, try bench.tape(seedingLosses: aggregation.coefficients(losses))
        ))
    }
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: bench.gap(coefficients: factors).map { 0 - $0 },
      referee: referee.gradient, refereeBound: referee.bound, numbers: numbers,
      inputNote: bench.note)
  }
}
