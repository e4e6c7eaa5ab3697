/// The length of the mean gradient, or the mean of the gradients' lengths.
struct C12Norms: Case {
  let id = "C12"
  let premise = "P4"
  let title = "The mean of the norms"
  let leftName = "length of the mean gradient"
  let rightName = "mean of the samples’ gradient lengths"
  let statement = """
    Lengths do not cancel, gradients do. The mean length is at least the length of the mean, and \
    equal only if all samples pull in one direction.
    """
  let formula = #"\overline{|g|} - |\bar{g}| \ge 0"#
  let repair = "log the norm of the averaged gradient, or say which of the two is logged"
  let code = "norm = torch.stack([p.grad.norm() for p in params]).norm()  # of the mean’s"
  let signature = "nothing in the gradient; a logged norm that stays above the gradient’s length"

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let lengths = bench.gradientLengths
    let left = [VectorNorm.euclidean(bench.meanGradient)]
    let right = [Summation.mean(lengths)]
    let referee = VectorNorm.euclidean(bench.gradient.finiteDifference)
    return CaseResult.Measurement(
      comparison: bench.compare(
        left, right,
        within: bench.meanGradientBound + bench.sampleGradientBound
          + bench.arithmetic(on: right[0]),
        accident: "all samples’ gradients have the same direction"),
      closedFormGap: nil, referee: [referee], refereeBound: [bench.refereeLengthBound],
      numbers: [
        (
          "root mean square of the lengths",
          [Summation.mean(lengths.map { $0 * $0 }).squareRoot()]
        )
      ],
      inputNote: bench.note, components: ["length"])
  }
}
