import Formula

/// Only the hardest sample of a batch counts, as in hard triplets or online hard example mining.
struct D08HardMining: Case {
  let id = "D08"
  let premise = "P2"
  let title = "Hard example mining"
  let leftName = "gradient of the batch’s largest loss"
  let rightName = "mean of the halves’ own"
  let statement = """
    The hardest sample of a micro-batch need not be hard in the whole batch. Every micro-batch elects \
    one, so samples get a gradient that the whole batch would have left alone.
    """
  let formula = #"""
    \sum_k \frac{n_k}{N} \nabla \max_{i \in k} \ell_i - \nabla \max_i \ell_i
    = N \, \mathrm{Cov}(c' - c, g)
    """#
  let repair = "compare the losses of all micro-batches before samples are picked"
  let code = "hard = torch.cat(losses).topk(k).indices  # of all micro-batches’ losses"
  let signature = "one sample of every micro-batch has a weight, all others have none"

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    guard bench.rows > 1 else { throw Unavailable("a single sample cannot be split") }
    let halves = MicroBatches.halves(bench.rows)
    let count = Double(bench.rows)
    let hardest = Maximum()
    let losses = bench.samples.losses
    let whole = SampleGrouping(samples: bench.rows)
    let first = hardest.coefficients(losses, whole)
    let second = halves.flatMap { half in
      hardest.coefficients(Array(losses[half]), SampleGrouping(samples: half.count))
        .map { $0 * Double(half.count) / count }
    }
    let referee = bench.referee(of: hardest)
    var comparison = bench.compare(
      try bench.gradient(of: hardest), bench.sum(weights: second), factors: [first, second],
      accident: "both halves’ hardest samples have the gradient of the batch’s hardest")
    if bench.orderIsOpen(first) || halves.contains(where: { bench.orderIsOpen(second, in: $0) }) {
      comparison.settle(.undecided, why: "rounding decides which of two losses is the largest")
    }
    return CaseResult.Measurement(
      comparison: comparison,
      closedFormGap: bench.gap(from: first, to: second),
      referee: referee.gradient, refereeBound: referee.bound,
      numbers: [
        ("largest loss", [hardest.reduce(losses, whole)]),
        (
          "largest loss of each half",
          halves.map { hardest.reduce(Array(losses[$0]), SampleGrouping(samples: $0.count)) }
        ),
        ("mean of the gradients of samples alone", bench.perSample.mean),
        ("samples with a weight, whole batch", [Double(first.count { $0 != 0 })]),
        ("samples with a weight, halves", [Double(second.count { $0 != 0 })]),
      ],
      inputNote: bench.note)
  }
}
