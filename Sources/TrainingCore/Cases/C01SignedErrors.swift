import Formula

/// The average error with its sign, squared afterwards.
struct C01SignedErrors: Case {
  let id = "C01"
  let premise = "P4"
  let title = "Signed errors averaged before the loss"
  let rightName = "gradient from averaged errors"
  let statement = """
    Averaging the signed errors first lets positive and negative ones cancel before the loss sees \
    them. For the squared error what is lost is the covariance of delta and activation; any other \
    loss also takes its slope at the mean error.
    """
  let formula =
    #"\varphi'(\bar{r}) \, \overline{\nabla r} - \overline{\varphi'(r) \nabla r}"#
  let repair = "apply the loss to every sample’s own error, then average"
  let code = "loss = criterion(pred, y).mean()  # not criterion(pred.mean(), y.mean())"
  let signature = """
    a sample’s weight is 1/N times the loss’s slope at the mean error over that at its own \
    error: for the squared error the mean error over its own, signs included
    """
  let discussedIn = ["stats.SE 266968"]
  let exercise = """
    Average the errors with their signs, apply the loss to that one number, and differentiate. \
    Which components of the gradient change, and when would none?
    """

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    guard let loss = input.structure.residualLoss else {
      throw Unavailable("the loss is not a function of the error y - f alone")
    }
    let meanResidual = Summation.mean(input.samples.residuals)
    let outer = try OuterLoss(loss)
    // Dual numbers carry the mean residual through the loss; the other way is the symbolic slope.
    let slope = try OuterLoss(loss.derivative(by: "r")).value(at: meanResidual)
    let right = input.work.gradientOfMeanPrediction(at: input.gradient.at).map {
      outer.dual(Dual(meanResidual, slope: -$0)).slope
    }
    let direct = input.covariance.meanActivations.map { -slope * $0 }
    let isSquared = input.structure.squaredFactor != nil
    return CaseResult.Measurement(
      comparison: input.compare(
        right, accident: input.covariance.whyZero),
      closedFormGap: isSquared ? input.covariance.covariance.map { $0 == 0 ? 0 : -$0 } : nil,
      referee: input.gradient.finiteDifference,
      refereeBound: input.gradient.finiteDifferenceErrorBound,
      numbers: [
        ("mean error", [meanResidual]), ("the same by the slope of the loss", direct),
        ("the same by finite differences", referee(input, outer, slope).gradient),
        ("covariance of delta and activation", input.covariance.covariance),
      ])
  }

  /// Central differences of the loss of the mean error.
  private func referee(_ input: CaseInput, _ outer: OuterLoss, _ slope: Double)
    -> FiniteDifference
  {
    var predictions = input.work
    predictions.loss = predictions.prediction
    var mean = MeanLoss(predictions, at: input.gradient.at)
    let target = Summation.mean(input.work.columns[input.work.target])
    func aggregate(_ at: [Double]) -> Double {
      outer.value(at: target - mean(at))
    }
    let value = aggregate(input.gradient.at)
    let residual =
      RoundingEstimate.unit * Double(Summation.deepest(input.work.rows) + 2)
      * Summation.mean(input.work.columns[input.work.target].map { abs($0) })
      + RoundingEstimate(predictions.thinned(to: 20_000), at: input.gradient.at).loss
    return FiniteDifference(
      at: input.gradient.at, scales: input.scales,
      rounding: abs(slope) * residual + 8 * RoundingEstimate.unit * abs(value),
      value: aggregate)
  }
}
