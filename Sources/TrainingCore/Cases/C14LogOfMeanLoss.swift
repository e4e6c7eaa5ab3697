import Formula

/// The logarithm or the exponential of the mean loss, against means of single ones.
struct C14LogOfMeanLoss: Case {
  let id = "C14"
  let premise = "P1"
  let title = "Logarithm or exponential of the mean loss (perplexity)"
  let leftName = "gradient of the logarithm of the mean loss"
  let rightName = "mean of the gradients of the losses’ logarithms"
  let statement = """
    A function of the mean scales every sample alike; a mean of functions weighs each sample by the \
    function’s slope at its own loss. Perplexity over batches is averaged wrongly this way.
    """
  let formula =
    #"\frac{\overline{\nabla \ell}}{\bar{\ell}} - \frac{1}{N} \sum_{i=1}^{N} \frac{\nabla \ell_i}{\ell_i}"#
  let repair = "average the losses over everything and apply the function once at the end"
  let code = "perplexity = torch.exp(total_loss / total_tokens)"
  let signature = """
    a sample’s weight is one over N times its own loss, or grows exponentially with it
    """

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let losses = bench.samples.losses
    guard losses.allSatisfy({ $0 > 0 }) else {
      throw Unavailable("a loss of zero or below has no logarithm")
    }
    let log = LogOfMean()
    let factors = losses.map { 1 / ($0 * Double(bench.rows)) }
    guard factors.allSatisfy(\.isFinite) else {
      throw Unavailable("a loss is too small for its logarithm’s slope")
    }
    let referee = bench.referee(of: log)
    return CaseResult.Measurement(
      comparison: bench.compare(
        try bench.gradient(of: log), log.combine(bench.perSample, losses),
        factors: [log.coefficients(losses), factors], accident: bench.whyWeightingByLossIsEqual),
      closedFormGap: nil, referee: referee.gradient, refereeBound: referee.bound,
      numbers: [("logarithm of the mean loss", [log.reduce(losses)])] + (try exponentials(bench)),
      inputNote: bench.note)
  }

  /// The same for the exponential, where that is a finite number.
  private func exponentials(
    _ bench: CaseBench
  ) throws(Unavailable) -> [(name: String, values: [Double])] {
    let losses = bench.samples.losses
    let exp = ExpOfMean()
    let left = try bench.gradient(of: exp)
    let right = exp.combine(bench.perSample, losses)
    guard (left + right).allSatisfy(\.isFinite) else { return [] }
    return [
      ("exponential of the mean loss", [exp.reduce(losses)]),
      ("mean of the losses’ exponentials", [Summation.mean(losses.map { Elementary.exp($0) })]),
      ("gradient of the exponential of the mean", left),
      ("mean of the exponentials’ gradients", right),
    ]
  }
}
