import Formula

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
    let part = try bench.part(
      max(16, 500_000 / (bench.parameters * bench.work.program.steps.count)))
    // The scaled losses are differentiated as they are: the factor is part of the formula.
    let scaled = try Self.gradients(part, scale).mean.map { $0 / scale }
    let average = part.perSample.mean
    return CaseResult.Measurement(
      comparison: part.compare(part.meanGradient, scaled),
      closedFormGap: scaled.map { _ in 0 },
      referee: part.gradient.finiteDifference,
      refereeBound: part.gradient.finiteDifferenceErrorBound,
      numbers: [
        ("scale", [scale]),
        ("components with a changed bit, gradient of the average", [changed(seeded, reverse)]),
        ("components with a changed bit, average of the gradients", [changed(average, scaled)]),
      ],
      inputNote: part.note)
  }

  /// The samples' own gradients of their losses times a factor.
  private static func gradients(
    _ bench: CaseBench, _ scale: Double
  ) throws(Unavailable) -> PerSampleGradients {
    var problem = bench.problem
    problem.loss = .multiply(.number(scale), problem.loss)
    do {
      return SampleTape.run(try Workload(problem), at: bench.at).gradients
    } catch {
      throw Unavailable("\(error)")
    }
  }

  /// How many components differ at all; a zero may have another sign.
  private func changed(_ before: [Double], _ after: [Double]) -> Double {
    Double(zip(before, after).count { $0 != $1 })
  }
}
