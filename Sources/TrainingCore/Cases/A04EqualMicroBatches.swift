/// Gradient accumulation as it is meant: every micro-batch of the same size.
struct A04EqualMicroBatches: Case {
  let id = "A04"
  let premise = "P5"
  let title = "Micro-batches of equal size"
  let rightName = "mean of the micro-batches’ mean gradients"
  let statement = """
    If all micro-batches have the same size, the mean of their means gives every sample the same \
    weight, so accumulation is the whole batch in pieces.
    """
  let formula =
    #"\frac{1}{K} \sum_{k=1}^{K} \frac{1}{n} \sum_{i \in k} \nabla \ell_i - \bar{g} = 0"#

  let repair = "nothing to repair while all sizes are equal"
  let code = "loss = criterion(out, y) / accumulation_steps"
  let signature = "all weights are 1/N"

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    guard bench.rows > 1 else { throw Unavailable("a single sample cannot be split") }
    let batches = MicroBatches.even(bench.rows)
    let grouping = SampleGrouping(batches)
    let right = MeanOfMicroBatchMeans().combine(bench.perSample, bench.samples.losses, grouping)
    return CaseResult.Measurement(
      comparison: bench.compare(bench.meanGradient, right),
      closedFormGap: right.map { _ in 0 },
      referee: bench.gradient.finiteDifference,
      refereeBound: bench.gradient.finiteDifferenceErrorBound,
      numbers: [
        ("micro-batches", [Double(batches.count)]),
        ("samples in each", [Double(batches[0].count)]),
      ],
      inputNote: bench.note)
  }
}
