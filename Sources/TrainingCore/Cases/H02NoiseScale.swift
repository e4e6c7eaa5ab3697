import Formula

/// The noise of the samples' gradients as a multiple of the squared length of their mean.
struct H02NoiseScale: Case {
  let id = "H02"
  let premise = "P4"
  let title = "Gradient noise scale"
  let leftName = "squared length of the mean gradient"
  let rightName = "mean squared length of the gradients"
  let statement = """
    Squared lengths do not average: the mean of the samples’ exceeds that of the mean by the \
    trace of their covariance. The trace over the squared length of the mean is the batch size \
    at which noise is as large as the signal.
    """
  let formula = #"""
    \overline{|g|^2} - |\bar{g}|^2 = \mathrm{tr} \, \Sigma
    """#
  let repair = """
    correct the squared mean for its own noise before dividing, and give no number where nothing \
    is left of it
    """
  let code = "noise_scale = trace_sigma / (g_mean.norm() ** 2 - trace_sigma / N)"

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    guard bench.rows > 1 else { throw Unavailable("a single sample has no covariance") }
    let noise = GradientNoise(bench.perSample)
    let squared = Summation.pairwise(bench.meanGradient.map { $0 * $0 })
    let right = Summation.pairwise(noise.meanSquares)
    let (error, length) = (bench.meanGradientBound, squared.squareRoot())
    let found = VectorNorm.euclidean(bench.gradient.finiteDifference)
    let doubt = bench.refereeLengthBound
    return CaseResult.Measurement(
      comparison: bench.compare(
        [squared], [right],
        // A square is off by twice the number times its error. The samples' errors are known on
        // average: their products with the lengths are at most this (Cauchy and Schwarz).
        within: error * (2 * length + error)
          + 2 * error * Double(bench.rows).squareRoot() * right.squareRoot()
          + bench.arithmetic(on: right),
        accident: "all samples have the same gradient"),
      closedFormGap: [noise.trace], referee: [found * found],
      refereeBound: [min(.greatestFiniteMagnitude, doubt * (2 * found + doubt))],
      numbers: numbers(bench, noise, squared), inputNote: bench.note,
      components: ["squared length"])
  }

  private func numbers(
    _ bench: CaseBench, _ noise: GradientNoise, _ squared: Double
  ) -> [(name: String, values: [Double])] {
    let count = Double(bench.rows)
    let unbiased = noise.trace * count / (count - 1)
    let signal = squared - unbiased / count
    let norms = (0..<bench.rows).map { VectorNorm.euclidean(bench.perSample.row($0)) }
    var numbers: [(name: String, values: [Double])] = [
      ("trace of the covariance, divided by N", [noise.trace]),
      ("trace of the covariance, divided by N - 1", [unbiased]),
      ("length of the mean gradient", [VectorNorm.euclidean(bench.meanGradient)]),
      ("mean length of the gradients", [Summation.mean(norms)]),
      (
        "root of the mean squared length",
        [Summation.pairwise(noise.meanSquares).squareRoot()]
      ),
    ]
    if squared > 0, (noise.trace / squared).isFinite {
      numbers.append(("noise scale of these samples", [noise.trace / squared]))
    }
    // With more noise than signal the unbiased estimate of the squared mean is not positive.
    if signal > 0, (unbiased / signal).isFinite {
      numbers.append(("noise scale, unbiased", [unbiased / signal]))
    }
    return numbers
  }
}
