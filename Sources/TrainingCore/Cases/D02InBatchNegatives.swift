import Formula

/// A contrastive loss whose wrong answers are the other samples of the batch (InfoNCE).
struct D02InBatchNegatives: Case {
  /// What the products are divided by; nil for the product of the roots of the mean squares.
  private let temperature: Double?

  init() { temperature = nil }
  init(temperature: Double) { self.temperature = temperature }

  let id = "D02"
  let premise = "P2"
  let title = "Contrastive loss with negatives from the batch"
  let leftName = "gradient of the whole batch"
  let rightName = "mean of the halves’ gradients"
  let statement = """
    Every prediction has to pick its own target among those of the whole batch; the targets of \
    other samples, equal ones too, count as wrong. A micro-batch offers fewer wrong answers, so \
    its task is easier and its gradient another.
    """
  let formula = #"""
    \ell_i = \log \sum_{j \in \mathrm{batch}} e^{f_i y_j / \tau} - f_i y_i / \tau
    """#
  let repair = "keep all samples’ outputs, take the loss of all, then go back in parts"
  let code = "loss = info_nce(torch.cat(cached_u), torch.cat(cached_v))  # then backward by parts"
  let signature = """
    it is no fixed weighted sum of the samples’ own gradients; the weights change with the company \
    that a sample keeps
    """
  let discussedIn = ["GradCache #7", "pylate #70"]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = try input.bench.part(input.bench.rowsForPairs)
    let scale =
      temperature
      ?? Scales.usable(
        Scales.rootMeanSquare(bench.samples.predictions) * Scales.rootMeanSquare(bench.targets))
    let objective = InBatchNegatives(keys: bench.targets.map { $0 / scale })
    let alone = MicroBatches.singles(bench.rows).map { bench.forward(objective, $0) }
    return try bench.inHalves(
      objective, accident: "the halves offer the same choices",
      numbers: [
        ("temperature", [scale]),
        (
          "mean of the gradients of samples alone",
          (0..<bench.parameters).map { index in Summation.mean(alone.map { $0[index] }) }
        ),
      ])
  }
}

/// The mean cross-entropy of picking each sample's key among the batch's by products with its
/// prediction.
struct InBatchNegatives: JointObjective {
  let keys: [Double]

  func value<Number: DifferentiableNumber>(
    _ predictions: [Number], rows: Range<Int>, own: [Number]
  ) -> Number {
    let losses = zip(predictions, rows).map { prediction, row in
      let products = rows.map { prediction * keys[$0] }
      // The largest is taken out as a constant, so that no exponential overflows.
      let largest = products.reduce(-Double.infinity) { max($0, $1.value) }
      let total = Number.sum(products.map { ($0 - largest).applying(.exp) })
      return total.applying(.log) + largest - prediction * keys[row]
    }
    return Number.mean(losses)
  }
}
