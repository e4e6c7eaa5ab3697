/// Mean or sum: a matter of the learning rate.
struct A02SumOrMean: Case {
  let id = "A02"
  let premise = "P5"
  let title = "The sum in place of the mean"
  let rightName = "sum of the gradients"
  let statement = """
    Summing on both sides is exact as well. A sum against a mean has the same direction and N \
    times the length, so for plain gradient descent a learning rate that suits the mean is N \
    times too large for it.
    """
  let formula =
    #"\sum_{i=1}^{N} \nabla \ell_i - \frac{1}{N} \sum_{i=1}^{N} \nabla \ell_i = (N - 1) \, \bar{g}"#
  let repair = "divide the sum by N, or the learning rate"
  let code = "lr_sum = lr_mean / len(batch)"
  let signature = "all weights are one"
  let discussedIn = ["stats.SE 183840", "SO 24465389"]
  let exercise = """
    The losses are added up in place of averaged, and the learning rate is kept. What happens to \
    the direction of the first step, and what to its length?
    """

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let count = Double(input.work.rows)
    let right = Sum().combine(input.gradient.perSample, input.samples.losses)
    var tape = ColumnTape(input.work, at: input.gradient.at)
    let ofSum = tape.gradientOfSum()
    // The sum of the gradients is the right side itself.
    var numbers = [(name: "gradient of the sum", values: ofSum)]
    if let (name, rate) = Self.rate(input) {
      numbers.append((name: name + ", mean", values: [rate]))
      numbers.append((name: name + ", sum", values: [rate / count]))
    }
    // The sum's rounding is N times the mean's, as the sum itself is.
    let truth = input.gradient.gradientOfAverage
    let comparison = Comparison(
      left: truth, right: right, expectedRounding: input.rounding.relative(to: truth, truth),
      claimedFactor: count)
    return CaseResult.Measurement(
      comparison: comparison,
      closedFormGap: input.gradient.gradientOfAverage.map { (count - 1) * $0 },
      referee: input.gradient.finiteDifference,
      refereeBound: input.gradient.finiteDifferenceErrorBound, numbers: numbers)
  }

  /// The rate that the curvature allows: the largest stable one only where the mean loss is a
  /// quadratic, so that its curvature is the same everywhere.
  private static func rate(_ input: CaseInput) -> (name: String, rate: Double)? {
    let size = input.work.parameters
    if let curvature = input.quadraticCurvature {
      return MeanCurvature.largestStableRate(curvature, size: size).map {
        ("largest stable rate", $0)
      }
    }
    let most = curvatureRows(input.work)
    guard size <= MeanCurvature.maximumParameters,
      let curvature = Hessian.ofMean(input.work.thinned(to: most), at: input.gradient.at)
    else { return nil }
    let rows = input.work.rows > most ? " of \(most) rows" : ""
    return MeanCurvature.largestStableRate(curvature, size: size).map {
      ("2 / largest curvature\(rows) at this point", $0)
    }
  }

  /// More rows than these are thinned for second derivatives.
  private static func curvatureRows(_ work: Workload) -> Int {
    guard work.network != nil else { return 20_000 }
    // Every unit of a network carries a Hessian of its own.
    let cells = work.parameters * work.parameters * work.program.steps.count
    return max(50, min(20_000, 100_000_000 / max(1, cells)))
  }
}
