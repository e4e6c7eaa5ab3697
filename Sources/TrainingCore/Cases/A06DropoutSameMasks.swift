/// Dropout, where both sides see the same masks.
struct A06DropoutSameMasks: Case {
  let id = "A06"
  let premise = "P3"
  let title = "Dropout with the same masks"
  let leftName = "gradient of the average loss under the masks"
  let rightName = "average of the gradients under the same masks"
  let statement = """
    Once the masks are drawn they are constants, each sample’s loss depends on its own mask alone, \
    and gradient and average may change places. Only fresh masks on one side part the two.
    """
  let formula =
    #"\nabla \frac{1}{N} \sum_i \ell_i(m_i) - \frac{1}{N} \sum_i \nabla \ell_i(m_i) = 0"#

  let repair = "nothing to repair; before a comparison, draw the masks once for both sides"
  let code = "mask = torch.bernoulli(torch.full_like(x, q)) / q  # drawn once for both sides"
  let signature = "all weights are 1/N, of gradients under the masks that were drawn"

  /// The probability of keeping an input.
  private let keep: Double
  /// Masks that are given, by input; drawn if nil.
  private let kept: [[Bool]]?

  init() { self.init(keep: 0.5) }

  init(keep: Double, kept: [[Bool]]? = nil) {
    self.keep = keep
    self.kept = kept
  }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let inputs = bench.inputColumns
    guard !inputs.isEmpty else { throw Unavailable("the model has no inputs to drop") }
    let (work, rows) = bench.rowsToAlter()
    let masks =
      kept.map { DropoutMasks(keep: keep, kept: $0) }
      ?? DropoutMasks(
        keep: keep, rows: work.rows, inputs: inputs.count, seed: bench.problem.seed)
    let altered = try AlteredInputs(
      work.replacing(columns: masks.applied(to: work.columns, inputs: inputs)), at: bench.at)
    let note = "inputs dropped at random with seed \(bench.problem.seed)"
    return CaseResult.Measurement(
      comparison: altered.comparison, closedFormGap: altered.left.map { _ in 0 },
      referee: altered.referee, refereeBound: altered.refereeBound,
      numbers: [
        ("probability of keeping an input", [keep]),
        ("inputs kept, and all", [masks.keptCount, work.rows * inputs.count].map(Double.init)),
        ("gradient without dropout", bench.meanGradient),
      ],
      inputNote: rows.map { note + "; " + $0 } ?? note)
  }
}
