/// Training on several machines whose shares of the data differ in size.
struct B05UnevenShards: Case {
  let id = "B05"
  let premise = "P5"
  let title = "Machines with unequal numbers of samples"
  let rightName = "mean of the machines’ mean gradients"
  let statement = """
    Data-parallel training averages what the machines send, each counting the same, so a \
    sample’s weight depends on how many others its machine has. Summed losses come out smaller \
    than the full sum by the number of machines.
    """
  let formula = #"""
    \frac{1}{R} \sum_{r=1}^{R} \bar{g}_r - \bar{g} = -\frac{\mathrm{Cov}_r(n_r, \#
    \bar{g}_r)}{\bar{n}}
    """#
  let repair = "sum the losses, divide by the samples of all machines, multiply by the machines"
  let code = "loss = criterion(out, y, reduction=\"sum\") * world_size / samples_on_all_ranks"
  let signature = "a sample’s weight is 1/(R n) for the number n of samples on its own machine"
  let discussedIn = [
    "torchtitan #1842", "transformers #34242", "transformers #34373", "transformers #37474",
    "transformers #608",
  ]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    guard bench.rows > 1 else { throw Unavailable("a single sample cannot be dealt out") }
    let shards = MicroBatches.ragged(bench.rows)
    let grouping = SampleGrouping(shards)
    let mean = MeanOfMicroBatchMeans()
    let ranks = Double(shards.count)
    return bench.measure(
      pipeline: mean.combine(bench.perSample, bench.samples.losses, grouping),
      coefficients: mean.coefficients(bench.samples.losses, grouping),
      accident: shards[0].count == shards[1].count
        ? "all machines have the same number of samples"
        : "the machines’ numbers of samples have no covariance with their mean gradients",
      numbers: [
        ("samples on each machine", shards.map { Double($0.count) }),
        (
          "mean of the machines’ summed gradients",
          bench.perSample.sum(in: 0..<bench.rows) { $1 }.map { $0 / ranks }
        ),
      ] + rounds(bench, shards))
  }

  /// What `join` does once the smaller shard is used up: batches are as large as that shard.
  private func rounds(
    _ bench: CaseBench, _ shards: [Range<Int>]
  ) -> [(name: String, values: [Double])] {
    let (large, small) = (shards[0], shards[1])
    let size = small.count
    guard large.count > size else { return [] }
    let both = zip(bench.mean(0..<size), bench.mean(small)).map { ($0 + $1) / 2 }
    let alone = bench.mean(size..<min(2 * size, large.count))
    return [
      ("round of all machines", both),
      ("round of the last machine, divided by all", alone.map { $0 / Double(shards.count) }),
      ("round of the last machine, divided by those left", alone),
    ]
  }
}
