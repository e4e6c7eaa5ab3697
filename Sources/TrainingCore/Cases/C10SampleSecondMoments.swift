/// Steps divided by second moments, taken of the mean or of single samples.
///
/// Source: D. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, whose first
/// step divides the gradient by its own size in each component.
struct C10SampleSecondMoments: Case {
  let id = "C10"
  let premise = "P4"
  let title = "Adam and its kin, normalised sample by sample"
  let leftName = "first step of Adam by the mean gradient"
  let rightName = "mean gradient over the samples’ root mean square"
  let statement = """
    Adam, RMSProp and Adagrad divide by a root of squares. Squares of single gradients hold their \
    scatter as well, so components in which the samples disagree move less than the batch would move.
    """
  let formula = #"\frac{\bar{g}}{\sqrt{\overline{g^2}}} - \frac{\bar{g}}{\sqrt{\bar{g}^2}}"#
  let repair = "average the gradients first and let the optimizer see the mean only"
  let code = "loss.mean().backward(); optimizer.step()  # once a batch, not once a sample"
  let signature = """
    one over the component’s root mean square: equal for all samples, another in each component
    """

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let squares = bench.perSample.meanOfRows { $1 * $1 }
    let left = bench.meanGradient.map { Self.over($0, abs($0)) }
    let right = zip(bench.perSample.mean, squares).map { Self.over($0, $1.squareRoot()) }
    let signBounds = SignBounds(bench)
    let scaled = zip(bench.rounding.gradient, squares).map {
      $1 > 0 ? min(2, 2 * $0 / $1.squareRoot()) : 0
    }
    return CaseResult.Measurement(
      comparison: signBounds.compare(
        bench, left, right, more: scaled,
        accident: "in every component all samples agree, or cancel exactly"),
      closedFormGap: nil,
      referee: bench.gradient.finiteDifference.map { Self.over($0, abs($0)) },
      refereeBound: signBounds.ofReferee,
      numbers: [
        ("root mean square of the samples’ gradients", squares.map { $0.squareRoot() }),
        (
          "mean of the first steps of single samples",
          SignOfEachSample().combine(bench.perSample, bench.samples.losses)
        ),
      ],
      inputNote: bench.note)
  }

  /// A quotient, 0 where there is nothing to divide.
  private static func over(_ value: Double, _ size: Double) -> Double {
    size > 0 ? value / size : 0
  }
}
