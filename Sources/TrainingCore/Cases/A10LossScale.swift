/// The loss multiplied by a power of two, and the gradient divided by it.
struct A10LossScale: Case {
  let id = "A10"
  let premise = "P7"
  let title = "Loss scaling by a power of two"
  let rightName = "average of the scaled losses’ gradients, scaled back"
  let statement = """
    Multiplying by a power of two moves the exponent and leaves every digit, so scaling the loss \
    and scaling the gradient back changes not one bit, unless a number leaves the range.
    """
  let formula =
    #"\frac{2^{-k}}{N} \sum_i \nabla \left( 2^k \ell_i \right) - \nabla \bar{\ell} = 0"#
  let repair = "nothing to repair; scale back before clipping or adding a penalty"
  let code = "scaler.scale(loss).backward(); scaler.unscale_(optimizer)"
  let signature = "all weights are 1/N"

  /// k, the power.
  private let power: Int

  init() { self.init(power: 16) }

  init(power: Int) { self.power = power }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let scale = Double(sign: .plus, exponent: power, significand: 1)
    let plain = Mean().coefficients(bench.samples.losses)
    let seeded = try bench.tape(seedingLosses: plain)
    let reverse = try bench.tape(seedingLosses: plain.map { scale * $0 }).map { $0 / scale }
    let right = bench.perSample.meanOfRows { scale * $1 }.map { $0 / scale }
    let average = bench.perSample.meanOfRows { $1 }
    return CaseResult.Measurement(
      comparison: bench.compare(bench.meanGradient, right),
      closedFormGap: right.map { _ in 0 },
      referee: bench.gradient.finiteDifference,
      refereeBound: bench.gradient.finiteDifferenceErrorBound,
      numbers: [
        ("scale", [scale]),
        ("components with a changed bit, gradient of the average", [changed(seeded, reverse)]),
        ("components with a changed bit, average of the gradients", [changed(average, right)]),
      ],
      inputNote: bench.note)
  }

  /// How many components differ at all; a zero may have another sign.
  private func changed(_ before: [Double], _ after: [Double]) -> Double {
    Double(zip(before, after).count { $0 != $1 })
  }
}
