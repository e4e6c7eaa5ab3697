/// An epoch whose last batch is shorter than the others.
struct B06ShortLastBatch: Case {
  let id = "B06"
  let premise = "P5"
  let title = "A short last batch of an epoch"
  let rightName = "mean over the epoch’s batches of their mean gradients"
  let statement = """
    Every batch makes one step of the same rate, so the samples of a short last batch move the \
    parameters more than all others. The same holds for a loss that is logged as a mean of batches’ \
    means.
    """
  let formula = #"""
    \frac{1}{K} \sum_{k=1}^{K} \bar{g}_k - \bar{g} = -\frac{\mathrm{Cov}_k(n_k, \#
    \bar{g}_k)}{\bar{n}}
    """#
  let repair = """
    weight each batch by its size; dropping the last batch is unbiased only over many shuffled \
    epochs
    """
  let code = "loss = loss * len(batch) / batch_size  # the last step is as short as its batch"
  let signature =
    "the samples of the last batch have larger weights than all others, which are equal"
  let discussedIn = [
    "tensorflow #38596", "catalyst #799", "Lightning #2924", "milesial UNet #141",
  ]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    guard let size = MicroBatches.unevenSize(bench.rows) else {
      throw Unavailable("so few samples make no batches of which the last is shorter")
    }
    let batches = MicroBatches.epoch(bench.rows, size: size)
    let grouping = SampleGrouping(batches)
    let (mean, losses) = (MeanOfMicroBatchMeans(), bench.samples.losses)
    let last = batches[batches.count - 1].count
    return bench.measure(
      pipeline: mean.combine(bench.perSample, losses, grouping),
      coefficients: mean.coefficients(losses, grouping),
      accident: "the last batch has the mean gradient of the others",
      numbers: [
        ("batches", [Double(batches.count)]),
        ("samples in the first and last", [size, last].map(Double.init)),
        (
          "a sample’s weight over the epoch, first and last batch",
          [1 / Double(size), 1 / Double(last)]
        ),
        ("ratio of the weights", [Double(size) / Double(last)]),
        ("mean loss", [Summation.mean(losses)]),
        ("mean of the batches’ mean losses", [mean.reduce(losses, grouping)]),
      ])
  }
}
