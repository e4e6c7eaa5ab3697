/// The mean of micro-batches' means where their sizes differ.
struct B01RaggedMicroBatches: Case {
  let id = "B01"
  let premise = "P5"
  let title = "Micro-batches of unequal size, averaged alike"
  let rightName = "mean of the micro-batches’ mean gradients"
  let statement = """
    The mean of means weighs a sample by the size of its micro-batch. It is the mean of all samples \
    only if the sizes are equal, or have no covariance with the micro-batches’ mean gradients.
    """
  let formula =
    #"\frac{1}{K} \sum_{k=1}^{K} \bar{g}_k - \bar{g} = -\frac{\mathrm{Cov}_k(n_k, \bar{g}_k)}{\bar{n}}"#
  let repair = "add the losses up and divide by the number of all samples once"
  let exercise = """
    The last batch of an epoch is smaller than the one before, and both mean gradients \
    are averaged alike. Which samples count more than they should, and by how much?
    """
  let code = "loss = criterion(out, y, reduction=\"sum\") / samples_in_all_micro_batches"
  let signature = "a sample’s weight is 1/(K n) for the size n of its own micro-batch: steps"
  let discussedIn = [
    "transformers #34191", "transformers #24725", "torchtune #1875", "nanochat #59", "mlx-lm #1413",
    "OpenNMT-py #2209", "levanter #842",
  ]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    guard bench.rows > 1 else { throw Unavailable("a single sample cannot be split") }
    let batches = MicroBatches.ragged(bench.rows)
    let grouping = SampleGrouping(batches)
    let mean = MeanOfMicroBatchMeans()
    // The left side is the gradient of the mean loss, the right side averages what each micro-batch
    // made of its samples' own gradients.
    let right = mean.combine(bench.perSample, bench.samples.losses, grouping)
    let weights = mean.coefficients(bench.samples.losses, grouping)
    return CaseResult.Measurement(
      comparison: bench.compare(
        bench.meanGradient, right, weight: Double(bench.rows) * (weights.max() ?? 0),
        accident: bench.whyEqual(batches)),
      closedFormGap: MicroBatchCovariance.gap(bench, batches),
      referee: bench.gradient.finiteDifference,
      refereeBound: bench.gradient.finiteDifferenceErrorBound,
      numbers: [
        ("micro-batch sizes", batches.map { Double($0.count) }),
        ("a sample’s weight in each micro-batch", batches.map { weights[$0.lowerBound] }),
        ("the same by the tape on the mean of means", try bench.gradient(of: mean, grouping)),
        ("the same by finite differences", bench.referee(of: mean, grouping).gradient),
      ],
      inputNote: bench.note, tables: MicroBatchTables.all(bench))
  }
}
