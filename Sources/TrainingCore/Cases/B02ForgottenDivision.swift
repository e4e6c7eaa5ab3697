/// Gradient accumulation that adds the micro-batches' means and never divides by their number.
struct B02ForgottenDivision: Case {
  let id = "B02"
  let premise = "P5"
  let title = "Accumulation that is not divided"
  let rightName = "sum of the micro-batches’ mean gradients"
  let statement = """
    Without the division by the number of micro-batches the gradient is as many times too long. \
    The direction is right if all sizes are equal, so it passes for a larger learning rate.
    """
  let formula = #"\sum_{k=1}^{K} \bar{g}_k - \bar{g} = (K - 1) \, \bar{g} \text{ for equal sizes}"#

  let repair = "divide each micro-batch’s loss by the number of micro-batches"
  let code = "(loss / accumulation_steps).backward()"
  let signature = "a sample’s weight is 1/n for the size n of its own micro-batch"
  let discussedIn = ["NVIDIA DeepLearningExamples #713"]

  private let split: @Sendable (Int) -> [Range<Int>]

  init() { self.init(split: MicroBatches.even) }

  init(split: @escaping @Sendable (Int) -> [Range<Int>]) { self.split = split }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    guard bench.rows > 1 else { throw Unavailable("a single sample cannot be split") }
    let batches = split(bench.rows)
    let grouping = SampleGrouping(batches)
    let (sum, losses) = (MeanOfMicroBatchMeans(divisor: 1), bench.samples.losses)
    return bench.measure(
      pipeline: sum.combine(bench.perSample, losses, grouping),
      coefficients: sum.coefficients(losses, grouping), claimedFactor: Double(batches.count),
      accident: "the gradient is zero, whatever multiplies it",
      numbers: [
        ("micro-batches", [Double(batches.count)]),
        ("sum for micro-batches of unequal size", unequal(bench)),
      ])
  }

  private func unequal(_ bench: CaseBench) -> [Double] {
    MeanOfMicroBatchMeans(divisor: 1).combine(
      bench.perSample, bench.samples.losses, SampleGrouping(MicroBatches.ragged(bench.rows)))
  }
}
