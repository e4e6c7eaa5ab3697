import Formula

/// How far the mean gradient of a random batch strays from that of all samples.
struct H01SamplingVariance: Case {
  let id = "H01"
  let premise = "P3"
  let title = "Variance of a random batch’s mean gradient"
  let leftName = "variance, drawn without replacement"
  let rightName = "variance, drawn with replacement"
  let statement = """
    On average a random batch has the gradient of all samples, but not in every draw. Its variance \
    falls with the batch’s size, and faster without replacement, where nothing is left of it once \
    the batch is everything.
    """
  let formula = #"""
    \frac{S}{B} - \frac{S}{B} \cdot \frac{N - B}{N - 1} = \frac{S}{B} \cdot \frac{B - 1}{N - 1}
    """#
  let repair = "nothing to repair; draw without replacement, as one pass over shuffled rows does"
  let code = "loader = DataLoader(data, batch_size=B, shuffle=True)  # without replacement"

  /// The size of the batches that are all gone through.
  private static let size = 2
  /// Every pair of so many samples is a moment's work.
  private static let rowLimit = 64

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let limit = max(8, min(Self.rowLimit, 8192 / input.bench.parameters))
    let bench = try input.bench.part(limit)
    guard bench.rows > 2 else { throw Unavailable("batches of two need at least three samples") }
    let noise = GradientNoise(bench.perSample)
    let pairs = (0..<bench.parameters).map { Self.pairs(bench.perSample.column($0)) }
    let count = Double(bench.rows)
    let batch = Double(Self.size)
    var comparison = Comparison(
      left: pairs.map(\.without.variance), right: pairs.map(\.with.variance),
      expectedRounding: noise.rounding, claimedFactor: (count - 1) / (count - batch))
    comparison.demoteEqual(why: "all samples have the same gradient in this run")
    return CaseResult.Measurement(
      comparison: comparison,
      closedFormGap: noise.variances.map { $0 / batch * (batch - 1) / (count - 1) },
      referee: nil,
      numbers: [
        ("batch size", [batch]), ("variance of single samples", noise.variances),
        ("without replacement, by the formula", noise.withoutReplacement(Self.size)),
        ("with replacement, by the formula", noise.withReplacement(Self.size)),
        ("mean over all batches without replacement", pairs.map(\.without.mean)),
        ("mean over all batches with replacement", pairs.map(\.with.mean)),
      ],
      inputNote: bench.note, tables: [Self.table(noise, bench.names)])
  }

  /// Mean and variance of the mean of two numbers, over all pairs of different ones and over all
  /// ordered pairs.
  private static func pairs(
    _ column: [Double]
  ) -> (without: (mean: Double, variance: Double), with: (mean: Double, variance: Double)) {
    var different: [Double] = []
    for first in column.indices {
      for second in column.indices.dropFirst(first + 1) {
        different.append((column[first] + column[second]) / 2)
      }
    }
    return (moments(different), moments(different + different + column))
  }

  private static func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
    let mean = Summation.mean(values)
    return (mean, Summation.mean(values.map { ($0 - mean) * ($0 - mean) }))
  }

  /// The formulas for batches from one sample to all, their sizes growing by a factor of two.
  private static func table(_ noise: GradientNoise, _ names: [String]) -> CaseTable {
    let sizes = MicroBatchSizes.powersOfTwo(noise.count)
    let shown = names.indices.prefix(4)
    return CaseTable(
      name: "variance by batch size",
      columns: [("batch size", sizes.map(Double.init))]
        + shown.map { index in
          ("\(names[index]), without", sizes.map { noise.withoutReplacement($0)[index] })
        }
        + shown.map { index in
          ("\(names[index]), with", sizes.map { noise.withReplacement($0)[index] })
        })
  }
}
