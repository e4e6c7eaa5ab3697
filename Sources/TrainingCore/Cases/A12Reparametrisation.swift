import Formula

/// A parameter written as an exponential: gradients still average, steps lead elsewhere.
struct A12Reparametrisation: Case {
  let id = "A12"
  let premise = "P1"
  let title = "Another parametrisation"
  let leftName = "gradient of the average loss in the new parameters"
  let rightName = "average of the samples’ gradients in the new parameters"
  let statement = """
    New parameters multiply every sample’s gradient by the same Jacobian, which can be taken out of \
    the average. A step does change: the same learning rate leads to another place.
    """
  let formula =
    #"\nabla_u J = \frac{\partial \theta}{\partial u}^{T} \nabla_\theta J = \overline{\frac{\partial \theta}{\partial u}^{T} g}"#
  let repair = "nothing to repair for gradients; choose the learning rate anew"
  let code = "scale = log_scale.exp()"
  let signature = "all weights are 1/N, in the new parameters"

  private let rate: Double?

  init() { rate = nil }
  /// With a given learning rate.
  init(rate: Double) { self.rate = rate }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let chosen = try Exponential(bench)
    let left = chosen.scaled(try bench.tape(at: bench.at))
    let right = (0..<bench.parameters).map { index in
      let factor = index == chosen.index ? chosen.value : 1
      return Summation.mean(bench.perSample.column(index).map { factor * $0 })
    }
    let slope = left[chosen.index]
    var rate = if let given = self.rate { given } else { try bench.rate(share: 0.25) }
    // A step in u multiplies the value by an exponential, which must stay a number.
    if self.rate == nil, slope != 0 { rate = min(rate, 1 / abs(slope)) }
    let plain = bench.at[chosen.index] - rate * bench.meanGradient[chosen.index]
    let moved = chosen.value * Expression.Function.exp(-rate * slope) - chosen.shift
    let referee = chosen.referee(bench)
    let name = bench.names[chosen.index]
    let inside = chosen.shift == 0 ? name : "(\(name) + \(NumberText.short(chosen.shift)))"
    return CaseResult.Measurement(
      comparison: chosen.compare(bench, left, right), closedFormGap: bench.at.map { _ in 0 },
      referee: referee.gradient, refereeBound: referee.bound,
      numbers: [
        ("learning rate", [rate]), ("value of the parameter", [bench.at[chosen.index]]),
        ("added before the logarithm", [chosen.shift]), ("value after a step in it", [plain]),
        ("value after a step in its logarithm", [moved]),
      ],
      inputNote: bench.note,
      components: bench.names.enumerated().map { $0 == chosen.index ? "log \(inside)" : $1 })
  }
}

/// A parameter as e^u minus a shift: the first that is positive, without a shift, or else the first.
private struct Exponential {
  let index: Int
  let shift: Double

  /// e^u, which is also its derivative by u.
  let value: Double

  init(_ bench: CaseBench) throws(Unavailable) {
    index = bench.at.firstIndex { $0 > 0 } ?? 0
    let at = bench.at[index]
    shift = at > 0 ? 0 : bench.scales[index] - at
    value = at + shift
    guard value > 0, value.isFinite else {
      throw Unavailable("no parameter can be written as an exponential here")
    }
  }

  /// A gradient in the new parameters.
  func scaled(_ gradient: [Double]) -> [Double] {
    gradient.enumerated().map { $0 == index ? value * $1 : $1 }
  }

  /// Both gradients in the new parameters: what rounding does to a component grows with its factor.
  func compare(_ bench: CaseBench, _ left: [Double], _ right: [Double]) -> Comparison {
    let largest = max(VectorNorm.euclidean(left), VectorNorm.euclidean(right))
    let bound = VectorNorm.euclidean(scaled(bench.rounding.gradient))
    let share = largest > 0 ? 2 * bound / largest + 4 * RoundingEstimate.unit : 1
    return Comparison(left: left, right: right, expectedRounding: share)
  }

  /// Central differences of the mean loss along the new parameters.
  func referee(_ bench: CaseBench) -> (gradient: [Double], bound: [Double]) {
    var mean = MeanLoss(bench.work, at: bench.at)
    let plain = (
      gradient: bench.gradient.finiteDifference, bound: bench.gradient.finiteDifferenceErrorBound
    )
    // Over a kink no differences in u are extrapolated.
    guard !bench.work.program.hasKinks else {
      return (scaled(plain.gradient), scaled(plain.bound))
    }
    let found = FiniteDifference(
      at: [0], scales: [min(1, bench.scales[index] / value)], rounding: bench.rounding.loss
    ) { u in
      var point = bench.at
      point[index] += value * (Expression.Function.exp(u[0]) - 1)
      return mean(point)
    }
    var (gradient, bound) = plain
    gradient[index] = found.gradient[0]
    bound[index] = found.errorBound[0]
    return (gradient, bound)
  }
}
