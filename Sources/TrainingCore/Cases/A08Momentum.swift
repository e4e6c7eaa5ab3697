/// The velocity of momentum, which is linear in the gradients.
struct A08Momentum: Case {
  let id = "A08"
  let premise = "P4"
  let title = "Momentum and other running averages of gradients"
  let leftName = "velocity of the mean gradient"
  let rightName = "mean of the samples’ velocities"
  let statement = """
    A velocity is a fixed weighted sum of gradients, so the mean of the samples’ velocities is the \
    velocity of the mean gradient. The same holds for the first moment of Adam, not for the second.
    """
  let formula = #"\mu \bar{v} + \bar{g} = \frac{1}{N} \sum_i \left( \mu v_i + g_i \right)"#
  let repair = "nothing to repair"
  let signature = "all weights are equal: 1/N times what the average has gathered"

  /// How much of the velocity stays.
  private let momentum: Double
  /// Steps at one point.
  private let steps: Int

  init() { self.init(momentum: Momentum().momentum) }

  init(momentum: Double, steps: Int = 2) {
    self.momentum = momentum
    self.steps = steps
  }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let left = velocity(of: bench.meanGradient)
    // Every sample keeps a velocity of its own; only these are averaged.
    let right = bench.perSample.meanOfRows { velocity(of: $1) }
    let gathered = velocity(of: 1)
    return CaseResult.Measurement(
      comparison: bench.compare(
        left, right,
        // The steps multiply what the gradient's own rounding is of, and add one each.
        weight: gathered + Double(2 * steps) / Double(Summation.deepest(bench.rows) + 2)),
      closedFormGap: right.map { _ in 0 },
      referee: velocity(of: bench.gradient.finiteDifference),
      refereeBound: bench.gradient.finiteDifferenceErrorBound.map { gathered * $0 },
      numbers: [
        ("momentum", [momentum]), ("steps at one point", [Double(steps)]),
        ("velocity over gradient", [gathered]),
      ],
      inputNote: bench.note)
  }

  private func velocity(of gradient: [Double]) -> [Double] { gradient.map { velocity(of: $0) } }

  private func velocity(of gradient: Double) -> Double {
    (0..<steps).reduce(0.0) { velocity, _ in momentum * velocity + gradient }
  }
}
