extension Reading {
  /// The three readings of "average error" at the comparison point.
  static func all(
    _ work: Workload, _ measured: GradientMeasurement, _ covariance: CovarianceEvidence
  )
    -> [Reading]
  {
    let truth = measured.gradient.gradientOfAverage
    func compare(_ other: [Double]) -> Comparison {
      Comparison(
        left: truth, right: other,
        expectedRounding: measured.rounding.relative(to: truth, other))
    }
    let losses = Reading(
      kind: .losses, tex: #"\nabla \frac{1}{N} \sum_{i=1}^{N} \ell_i"#,
      gradient: measured.gradient.averageOfGradients,
      comparison: compare(measured.gradient.averageOfGradients),
      closedFormGap: truth.map { _ in 0 })
    var signed = Reading(
      kind: .signedErrors, tex: #"\bar{\delta} \, \bar{a}"#, gradient: covariance.productOfMeans,
      comparison: compare(covariance.productOfMeans),
      closedFormGap: covariance.covariance.map { $0 == 0 ? 0 : -$0 })
    signed.comparison.demoteEqual(why: covariance.whyZero + " in this run")
    let atMeans = gradientAtMeans(work, at: measured.gradient.at)
    var inputs = Reading(
      kind: .inputs, tex: #"\nabla \ell(\bar{x}, \bar{y})"#, gradient: atMeans,
      comparison: compare(atMeans), closedFormGap: nil)
    inputs.comparison.demoteEqual(why: noSpread + " in this run")
    return [losses, signed, inputs]
  }

  /// Why the gradient at the average sample may equal the average gradient without a law behind it.
  static let noSpread = "averaging the inputs changes nothing beyond rounding"

  /// The gradient of the loss at the mean of every column, as if that were one sample.
  static func gradientAtMeans(_ work: Workload, at: [Double]) -> [Double] {
    let single = work.replacing(columns: work.columns.map { [Summation.mean($0)] })
    var tape = ColumnTape(single, at: at)
    return tape.gradientOfMean().gradient
  }
}

extension Comparison {
  /// Turns "equal" into "cannot be told apart", where equality is an accident of the run.
  mutating func demoteEqual(why: String) {
    guard verdict == .equal else { return }
    settle(.accident, why: why)
  }
}
