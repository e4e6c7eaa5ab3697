/// The root of the mean loss, of a whole batch or of its parts.
struct C13RootMeanSquare: Case {
  let id = "C13"
  let premise = "P1"
  let title = "The root of the mean loss (RMSE)"
  let leftName = "gradient of the root over all samples"
  let rightName = "mean of the halves’ gradients of their own roots"
  let statement = """
    Over one batch the root only scales the gradient. Over micro-batches each has a root, and so \
    a scale, of its own; taken sample by sample, every loss gets a root of its own.
    """
  let formula =
    #"\nabla \sqrt{\bar{\ell}} = \frac{1}{2 \sqrt{\bar{\ell}}} \, \overline{\nabla \ell}"#
  let repair = "average the losses over everything, then take the root once"
  let code = "sum_of_squares.backward(); p.grad /= 2 * count * rmse  # the rmse of all samples"
  let signature = "equal weights inside a micro-batch, larger ones where its loss is small"
  let discussedIn = ["fastai #3537", "GTS #7", "neural-lam #10", "keras #9312"]
  let exercise = """
    Train on the root of the mean loss. Is its gradient, over all samples, in the direction of \
    the mean loss’s? And averaged over two halves of the batch?
    """

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let losses = bench.samples.losses
    guard bench.rows > 1 else { throw Unavailable("a single sample cannot be split") }
    guard losses.allSatisfy({ $0 >= 0 }) else { throw Unavailable("a negative loss has no root") }
    let root = RootMeanSquaredError()
    let halves = MicroBatches.halves(bench.rows)
    let parts = halves.map { root.coefficients(Array(losses[$0])) }
    guard parts.allSatisfy({ $0[0].isFinite && $0[0] > 0 }) else {
      throw Unavailable("the mean loss of a half is zero or not finite")
    }
    // Weighted by their sizes, so that nothing but the roots is left.
    let factors = zip(halves, parts).flatMap { half, part in
      part.map { Double(half.count) / Double(bench.rows) * $0 }
    }
    let whole = root.coefficients(losses)
    let referee = bench.referee(of: root)
    return CaseResult.Measurement(
      comparison: bench.compare(
        try bench.gradient(of: root), bench.sum(weights: factors), factors: [whole, factors],
        accident: "both halves have the same mean loss or the same gradient"),
      closedFormGap: nil, referee: referee.gradient, refereeBound: referee.bound,
      numbers: [
        ("root of the mean loss", [root.reduce(losses)]),
        ("gradient of the mean loss", bench.meanGradient),
        ("factor that the root brings", [whole[0] * Double(bench.rows)]),
        ("first half, second half: roots", halves.map { root.reduce(Array(losses[$0])) }),
        ("mean of the single samples’ root gradients", root.combine(bench.perSample, losses)),
      ],
      inputNote: bench.note)
  }
}
