/// The expectation over uniformly drawn mini-batches, by going through all of them.
struct A11RandomMiniBatches: Case {
  let id = "A11"
  let premise = "P5"
  let title = "Mini-batches drawn uniformly, in expectation"
  let rightName = "mean over all mini-batches of their mean gradients"
  let statement = """
    Every sample comes into equally many of the possible mini-batches, so the mean over all of them \
    is the mean over the samples, with replacement and without. A single one is off by chance.
    """
  let formula =
    #"\mathrm{E}_B \left[ \frac{1}{|B|} \sum_{i \in B} \nabla \ell_i \right] - \bar{g} = 0"#

  let repair = "nothing to repair; draw uniformly"
  let code = "torch.utils.data.DataLoader(data, batch_size=2, shuffle=True)"
  let signature = """
    of one mini-batch: samples weigh by how often they were drawn, all others not at all
    """

  /// All pairs of more samples are too many to go through.
  private static let most = 64

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    guard input.bench.rows > 1 else { throw Unavailable("a single sample makes no pair") }
    let bench = try input.bench.part(Self.most)
    let rows = 0..<bench.rows
    let without = rows.flatMap { first in (first + 1..<rows.upperBound).map { (first, $0) } }
    let with = rows.flatMap { first in rows.map { (first, $0) } }
    let right = mean(over: without, bench.perSample)
    // The mean over the pairs passes a term through its own additions beside those of the mean.
    let depth =
      Double(Summation.deepest(with.count) + 2) / Double(Summation.deepest(bench.rows) + 2)
    return CaseResult.Measurement(
      comparison: bench.compare(bench.meanGradient, right, weight: 1 + depth),
      closedFormGap: right.map { _ in 0 },
      referee: bench.gradient.finiteDifference,
      refereeBound: bench.gradient.finiteDifferenceErrorBound,
      numbers: [
        ("samples in a mini-batch", [2]),
        ("pairs without replacement", [Double(without.count)]),
        ("ordered pairs with replacement", [Double(with.count)]),
        ("mean over the pairs with replacement", mean(over: with, bench.perSample)),
      ],
      inputNote: bench.note)
  }

  /// Every pair's mean gradient, and the mean of all of them.
  private func mean(
    over pairs: [(Int, Int)], _ gradients: PerSampleGradients
  ) -> [Double] {
    (0..<gradients.columns).map { column in
      Summation.mean(
        pairs.map { (gradients[$0.0, column] + gradients[$0.1, column]) / 2 })
    }
  }
}
