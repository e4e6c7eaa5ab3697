/// What a figure of micro-batches needs: the weights that several splits give the samples, and how
/// far each takes the gradient.
enum MicroBatchTables {
  /// Even, ragged and in three parts; each split once.
  static func splits(_ samples: Int) -> [[Range<Int>]] {
    var found: [[Range<Int>]] = []
    for split in [
      MicroBatches.even(samples), MicroBatches.ragged(samples),
      MicroBatches.quartersAndHalf(samples),
    ] where !found.contains(split) {
      found.append(split)
    }
    return found
  }

  /// A row for each run of micro-batches of one size, and a row for each split.
  static func all(_ bench: CaseBench) -> [CaseTable] {
    let splits = splits(bench.rows)
    let runs = splits.enumerated().flatMap { index, split in
      Self.runs(split).map { (split: index, run: $0, batches: split.count) }
    }
    let weights = runs.map { 1 / Double($0.batches * $0.run.size) }
    let gaps = splits.map { gap(bench, $0) }
    return [
      CaseTable(
        name: "weights",
        columns: [
          ("split", runs.map { Double($0.split) }),
          ("first row", runs.map { Double($0.run.first) }),
          ("micro-batches", runs.map { Double($0.run.count) }),
          ("samples in each", runs.map { Double($0.run.size) }), ("weight", weights),
        ]),
      CaseTable(
        name: "gaps",
        columns: [
          ("split", gaps.indices.map(Double.init)),
          ("relative gap", gaps.map(\.relativeDifference)),
          ("seen", gaps.map { $0.relativeDifference > limit($0) ? 1 : 0 }),
        ]),
    ]
  }

  /// What rounding alone may make of the relative gap.
  private static func limit(_ comparison: Comparison) -> Double {
    Comparison.equalWithin * comparison.expectedRounding
  }

  private static func gap(_ bench: CaseBench, _ split: [Range<Int>]) -> Comparison {
    let (mean, grouping) = (MeanOfMicroBatchMeans(), SampleGrouping(split))
    let losses = bench.samples.losses
    let largest = mean.coefficients(losses, grouping).max() ?? 0
    return bench.compare(
      bench.meanGradient, mean.combine(bench.perSample, losses, grouping),
      weight: Double(bench.rows) * largest)
  }

  private static func runs(
    _ split: [Range<Int>]
  ) -> [(first: Int, count: Int, size: Int)] {
    var runs: [(first: Int, count: Int, size: Int)] = []
    for batch in split {
      if let last = runs.last, last.size == batch.count {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((batch.lowerBound, 1, batch.count))
      }
    }
    return runs
  }
}
