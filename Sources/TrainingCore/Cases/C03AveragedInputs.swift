/// One forward and backward pass on the average sample.
struct C03AveragedInputs: Case {
  let id = "C03"
  let premise = "P4"
  let title = "Inputs averaged before the forward pass"
  let rightName = "gradient at the average sample"
  let statement = """
    The gradient at the average sample need not be the average of the gradients; it is wherever \
    the gradient is affine in the data. For a small spread of the data the gap is minus half the \
    gradient’s second derivative by the data, contracted with their covariance.
    """
  let formula =
    #"\nabla \ell(\bar{x}, \bar{y}) - \frac{1}{N} \sum_{i=1}^{N} \nabla \ell(x_i, y_i)"#
  let repair = "pass every sample through the model by itself"
  let code = "loss = criterion(model(x), y).mean()  # not criterion(model(x.mean(0)), y.mean(0))"
  let signature =
    "no fixed weights give it; of few samples it may lie outside their gradients’ span"
  let discussedIn = ["stats.SE 239745"]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let means = input.work.columns.map { [Summation.mean($0)] }
    let single = input.work.replacing(columns: means)
    let right = Reading.gradientAtMeans(input.work, at: input.gradient.at)
    guard right.allSatisfy(\.isFinite) else {
      throw Unavailable("the loss of the average sample is not a number")
    }
    let at = input.gradient.at
    let referee = FiniteDifference(
      single, at: at, scales: input.scales, lossRounding: RoundingEstimate(single, at: at).loss)
    return CaseResult.Measurement(
      comparison: input.compare(
        right, accident: Reading.noSpread),
      closedFormGap: nil, referee: input.gradient.finiteDifference,
      refereeBound: input.gradient.finiteDifferenceErrorBound,
      numbers: [
        ("the same by dual numbers", DualEvaluator.gradientOfMean(single, at: at)),
        ("the same by finite differences", referee.gradient),
        ("mean target", [means[input.work.target][0]]),
        ("gap by curvature and covariance of the data", spread(input, means, right)),
      ])
  }

  /// What the gap is to second order in the data's spread: minus half the second derivative of the
  /// mean gradient as the data shrink towards their mean, by central differences with one
  /// extrapolation. Exact for a gradient that is quadratic in the data.
  private func spread(_ input: CaseInput, _ means: [[Double]], _ atMean: [Double]) -> [Double] {
    func gradient(_ share: Double) -> [Double] {
      let columns = zip(input.work.columns, means).map { column, mean in
        column.map { mean[0] + share * ($0 - mean[0]) }
      }
      var tape = ColumnTape(input.work.replacing(columns: columns), at: input.gradient.at)
      return tape.gradientOfMean().gradient
    }
    func second(_ share: Double) -> [Double] {
      let (above, below) = (gradient(share), gradient(-share))
      return atMean.indices.map {
        ((above[$0] - atMean[$0]) - (atMean[$0] - below[$0])) / (share * share)
      }
    }
    let (wide, narrow) = (second(0x1p-4), second(0x1p-5))
    return zip(wide, narrow).map { -($1 + ($1 - $0) / 3) / 2 }
  }
}
