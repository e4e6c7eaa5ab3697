/// Each micro-batch's mean, averaged with every micro-batch counting the same.
///
/// Differs from the mean unless the sizes are equal or have no covariance with the micro-batches'
/// means. A micro-batch in which nothing counts is 0/0, and NaN is what all of it becomes, as in
/// PyTorch.
struct MeanOfMicroBatchMeans: Aggregation {
  init() {}
  init(inside: SampleGrouping.Weighting = .samples, divisor: Double? = nil) {
    self.inside = inside
    self.divisor = divisor
  }

  /// How a micro-batch takes its own mean. By elements, the losses are means over them.
  var inside = SampleGrouping.Weighting.samples
  /// What the sum of the means is divided by: the number of micro-batches if nil. Pipelines that
  /// forget it divide by 1, those that divide twice by its square, and those whose last window of
  /// accumulation is not full by the number that a full one has.
  var divisor: Double?

  let names = ["mean-of-micro-batch-means", "mean-of-means"]
  let summary = "each micro-batch's mean, averaged with equal weights"

  func reduce(_ losses: [Double], _ grouping: SampleGrouping) -> Double {
    guard !losses.isEmpty else { return 0 }
    let means = grouping.microBatches.map {
      grouping.sum(of: losses, by: inside, in: $0) / grouping.total(by: inside, in: $0)
    }
    return Summation.pairwise(means) / denominator(grouping)
  }

  func coefficients(_ losses: [Double], _ grouping: SampleGrouping) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(losses.count)
    for batch in grouping.microBatches {
      let scale = denominator(grouping) * grouping.total(by: inside, in: batch)
      for sample in batch { result.append(grouping.weight(of: sample, by: inside) / scale) }
    }
    return result
  }

  /// The mean gradient of each micro-batch, averaged.
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] {
    guard gradients.rows > 0 else { return Array(repeating: 0, count: gradients.columns) }
    var means: [Double] = []
    means.reserveCapacity(grouping.microBatches.count * gradients.columns)
    for batch in grouping.microBatches {
      let total = grouping.total(by: inside, in: batch)
      means += gradients.sum(
        in: batch, of: { grouping.weight(of: $0, by: inside) }, { $0 * $1 }
      ).map { $0 / total }
    }
    let count = grouping.microBatches.count
    let denominator = denominator(grouping)
    return PerSampleGradients(rows: count, columns: gradients.columns, values: means)
      .sum(in: 0..<count) { $1 }.map { $0 / denominator }
  }

  private func denominator(_ grouping: SampleGrouping) -> Double {
    divisor ?? Double(grouping.microBatches.count)
  }
}
