/// A squared penalty in every sample's loss, where losses are summed.
struct B11PenaltyTimesN: Case {
  let id = "B11"
  let premise = "P5"
  let title = "L2 counted once or once for every sample"
  let leftName = "gradient of the summed loss and one penalty"
  let rightName = "sum of the gradients of loss and penalty"
  let statement = """
    Under a sum, or with micro-batches that are not divided, a penalty in every loss counts as \
    often as there are terms, so the same strength means another amount of shrinking.
    """
  let formula =
    #"\sum_i (g_i + 2 \lambda \theta) - \sum_i g_i - 2 \lambda \theta = 2 (N - 1) \lambda \theta \quad \text{for the penalty } \lambda |\theta|^2"#
  let repair = """
    add the penalty once, beside the reduced loss; PyTorch’s weight_decay stands for twice the \
    strength
    """
  let code = "loss = criterion(out, y) + penalty  # once per step"
  let signature = "what is left over is parallel to the parameters"
  let discussedIn = ["ai.SE 39129", "stats.SE 300218", "NeMo-Automodel #3359"]

  private let penalty: SquaredPenalty

  init() { self.init(strength: 0.1) }

  init(strength: Double) { penalty = SquaredPenalty(strength: strength) }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    guard bench.rows > 1 else { throw Unavailable("a single sample has a single penalty") }
    let count = Double(bench.rows)
    let ones = Array(repeating: 1.0, count: bench.rows)
    let once = penalty.reverse(at: bench.at)
    let left = zip(try bench.tape(seedingLosses: ones), once).map { $0 + $1 }
    let each = penalty.forward(at: bench.at)
    let right = bench.perSample.addingToRows(each).sum(in: 0..<bench.rows) { $1 }
    let (differences, loss) = (penalty.referee(at: bench.at), bench.gradient)
    return CaseResult.Measurement(
      comparison: bench.compare(
        left, right, multiple: count, penalty: each.map { count * $0 },
        accident: bench.at.allSatisfy { $0 == 0 }
          ? "all parameters are zero, and so is the penalty’s gradient"
          : "the penalty is lost in the rounding of the gradient"),
      closedFormGap: bench.at.map { 2 * (count - 1) * penalty.strength * $0 },
      referee: zip(loss.finiteDifference, differences.gradient).map { count * $0 + $1 },
      refereeBound: zip(loss.finiteDifferenceErrorBound, differences.bound)
        .map { count * $0 + $1 },
      numbers: numbers(bench, each), inputNote: bench.note)
  }

  private func numbers(
    _ bench: CaseBench, _ each: [Double]
  ) -> [(name: String, values: [Double])] {
    let batches = MicroBatches.singles(bench.rows).count
    let mean = bench.perSample.mean
    return [
      ("strength of the penalty", [penalty.strength]),
      ("mean of the gradients and one penalty", zip(mean, each).map { $0 + $1 }),
      ("micro-batches of one sample", [Double(batches)]),
      (
        "mean of the gradients and a penalty for each micro-batch",
        zip(mean, each).map { $0 + Double(batches) * $1 }
      ),
    ]
  }
}
