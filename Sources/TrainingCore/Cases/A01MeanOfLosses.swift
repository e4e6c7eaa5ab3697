/// The case that was asked about.
struct A01MeanOfLosses: Case {
  let id = "A01"
  let premise = "P1"
  let title = "The mean of the losses"
  let rightName = "average of the gradients"
  let statement = """
    The gradient of the mean loss is the mean of the samples’ gradients, for every differentiable \
    model: the gradient is linear and the mean is a fixed linear combination.
    """
  let formula =
    #"\nabla \frac{1}{N} \sum_{i=1}^{N} \ell_i - \frac{1}{N} \sum_{i=1}^{N} \nabla \ell_i = 0"#
  let repair = "nothing to repair"
  let code = "loss = criterion(model(x), y).mean(); loss.backward()"
  let signature = "all weights are one over the number of samples"
  let discussedIn = ["stats.SE 266968", "discuss.pytorch 126599"]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let average = Mean()
    let right = average.combine(input.gradient.perSample, input.samples.losses)
    return CaseResult.Measurement(
      comparison: input.compare(right), closedFormGap: right.map { _ in 0 },
      referee: input.gradient.finiteDifference,
      refereeBound: input.gradient.finiteDifferenceErrorBound,
      numbers: [("mean loss", [average.reduce(input.samples.losses)])])
  }
}
