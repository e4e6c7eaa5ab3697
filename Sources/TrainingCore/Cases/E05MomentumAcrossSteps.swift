/// A moving average whose terms were taken at different parameters.
struct E05MomentumAcrossSteps: Case {
  let id = "E05"
  let premise = "P3"
  let title = "Momentum over moving parameters"
  let leftName = "momentum of gradients of the present parameters"
  let rightName = "momentum as it has gathered along the way"
  let statement = """
    Momentum is linear in the gradients, but they were taken at the parameters of earlier steps. \
    It is in general no multiple of the gradient at the present point; moving batch statistics \
    lag in the same way.
    """
  let formula = #"\mu \, (g(\theta_0) - g(\theta_1)) = -\mu \, H \, (\theta_1 - \theta_0) + \dots"#
  let repair = "compare momenta along the same path only, and gradients at the same point"
  let code = "optimizer.zero_grad(); loss.backward()  # compare p.grad, not the momentum buffer"
  let signature = "a sum of gradients of several points with falling weights"

  private let rate: Double?
  /// How much of the last momentum stays, as is usual.
  private let momentum = 0.9
  /// How much of a new batch's statistics goes into the moving ones, as is usual.
  private let renewal = 0.1

  init() { rate = nil }
  /// With a given learning rate.
  init(rate: Double) { self.rate = rate }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = try input.bench.part(CaseBench.rowsOfSteps)
    let move = try Move(bench, rate: rate, share: 0.25)
    let present = try bench.tape(at: move.end)
    let left = present.map { momentum * $0 + $0 }
    let after = SampleTape.run(bench.work, at: move.end)
    let right = zip(bench.perSample.mean, try CaseBench.finite(after.gradients.mean)).map {
      momentum * $0 + $1
    }
    var comparison = Comparison(
      left: left, right: right,
      expectedRounding: bench.rounding(of: left, right, at: [move.end], factor: 8))
    comparison.demoteEqual(why: move.whyEqual + " in this run")
    let referee = bench.referee(at: move.end)
    let means = [bench.samples.predictions, after.samples.predictions].map(Summation.mean)
    return CaseResult.Measurement(
      comparison: comparison,
      closedFormGap: move.quadraticChange(bench)?.map { $0 == 0 ? 0 : -momentum * $0 },
      referee: referee.gradient.map { (1 + momentum) * $0 },
      refereeBound: referee.bound.map { (1 + momentum) * $0 },
      numbers: [
        ("momentum", [momentum]), ("learning rate", [move.rate]),
        ("gradient at the second step", present),
        ("mean prediction at the second step", [means[1]]),
        ("moving mean of the predictions", [(1 - renewal) * means[0] + renewal * means[1]]),
      ],
      inputNote: bench.note)
  }
}
