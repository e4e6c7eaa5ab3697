/// Which activation belongs to an averaged delta? None.
struct C02MeanDeltaMeanActivation: Case {
  let id = "C02"
  let premise = "P4"
  let title = "The mean delta times the mean activation"
  let rightName = "mean delta times mean activation"
  let statement = """
    The mean delta of the output times the mean derivative of the prediction replaces the \
    average of a product by the product of the averages. The covariance of delta and activation \
    is lost. Done layer by layer in a network, it gives yet another vector.
    """
  let formula = #"\bar{\delta} \, \bar{a} - \overline{\delta a} = -\mathrm{Cov}(\delta, a)"#
  let signature = "a layer’s weight gradient has rank one"
  let repair = "keep every sample’s activation until its own delta comes back"
  let code = "grad_w = delta.T @ a / len(batch)  # not outer(delta.mean(0), a.mean(0))"
  let discussedIn = ["datascience.SE 37313", "ai.SE 20377", "stats.SE 266968"]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    CaseResult.Measurement(
      comparison: input.compare(
        input.covariance.productOfMeans,
        accident: input.covariance.whyZero),
      closedFormGap: input.covariance.covariance.map { $0 == 0 ? 0 : -$0 },
      referee: input.gradient.finiteDifference,
      refereeBound: input.gradient.finiteDifferenceErrorBound,
      numbers: [
        ("mean delta", [input.covariance.meanDelta]),
        ("mean activations", input.covariance.meanActivations),
        ("mean of the products", input.covariance.meanOfProducts),
      ] + (FirstLayer(input)?.numbers ?? []))
  }
}
