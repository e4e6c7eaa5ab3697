/// An epoch whose last window of accumulation is not full.
struct B07PartialWindow: Case {
  let id = "B07"
  let premise = "P5"
  let title = "A last window of accumulation that is not full"
  let leftName = "gradient of the last window’s average loss"
  let rightName = "its micro-batches’ gradients, divided by a full window’s number"
  let statement = """
    A loop that divides by the full number of micro-batches makes the last step of an epoch too \
    short where fewer are left. A loop that steps only after full windows leaves them in the \
    buffer: they leak into the next epoch’s first step, or are lost.
    """
  let formula =
    #"\frac{1}{K} \sum_{k=1}^{K'} \bar{g}_k - \bar{g}_w = -\left( 1 - \frac{K'}{K} \right) \bar{g}_w, \quad \bar{g}_w = \frac{1}{K'} \sum_{k=1}^{K'} \bar{g}_k"#
  let repair = "divide by the number of micro-batches that the window really has"
  let code = "loss = loss / batches_in_this_window"
  let signature = "the last window’s weights are all too small by the same factor, or missing"
  let discussedIn = ["Lightning #19987", "minimind #749", "NeMo-Automodel #2257", "pet #36"]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    guard let full = MicroBatches.unevenSize(bench.rows) else {
      throw Unavailable("so few samples make no windows of which the last is not full")
    }
    let windows = MicroBatches.epoch(bench.rows, size: full)
    let last = windows[windows.count - 1]
    let share = Double(last.count) / Double(full)
    // A micro-batch is a single sample here.
    let right = bench.perSample.sum(in: last) { $1 }.map { $0 / Double(full) }
    let weights = (0..<bench.rows).map { last.contains($0) ? 1 / Double(last.count) : 0 }
    let weight = Double(bench.rows) / Double(last.count)
    let referee = bench.referee(weight: weight) { Summation.mean(Array($0[last])) }
    return CaseResult.Measurement(
      comparison: bench.compare(
        try bench.tape(seedingLosses: weights), right, weight: weight, claimedFactor: share,
        accident: "the last window’s gradient is zero"),
      closedFormGap: closed(bench, last, share), referee: referee.gradient,
      refereeBound: referee.bound,
      numbers: [
        ("micro-batches in a full window, and in the last", [full, last.count].map(Double.init)),
        ("what is left of the last step", [share]),
        ("mean gradient if the last window is dropped", bench.mean(0..<last.lowerBound)),
        ("gradient of all samples", bench.meanGradient),
      ],
      inputNote: bench.note)
  }

  /// Minus the missing share of the last window's mean of delta times activation.
  private func closed(_ bench: CaseBench, _ last: Range<Int>, _ share: Double) -> [Double] {
    bench.activations.map { column in
      let products = last.map { row in
        bench.samples.deltas[row] == 0 || column[row] == 0
          ? 0 : bench.samples.deltas[row] * column[row]
      }
      let gap = (share - 1) * Summation.mean(products)
      return gap == 0 ? 0 : gap
    }
  }
}
