/// All samples at once by matrices or columns, against one after the other.
struct G04BatchedKernels: Case {
  let id = "G04"
  let premise = "P7"
  let title = "Batched kernels against a loop"
  let leftName = "gradient of the average loss, all samples at once"
  let rightName = "average of the gradients, one sample after the other"
  let statement = """
    Batched computations add the same terms in another order, so their last digits may differ from \
    those of a loop. The difference stays within what rounding in that precision allows.
    """
  let formula =
    #"|\hat{g}_{\text{batch}} - \hat{g}_{\text{loop}}| \le n \, u \, \overline{|g_i|} \quad \text{for } n \text{ operations a term}"#
  let repair = "compare with a tolerance made of the unit roundoff, and not with zero"
  let code =
    "torch.testing.assert_close(batched, looped, rtol=0, atol=100 * eps * g.abs().mean().item())"
  let signature = "all weights are 1/N up to rounding"
  let discussedIn = ["GradCache #16", "open_lm #126"]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let right = bench.perSample.mean
    let comparison = bench.compare(bench.meanGradient, right)
    let differing = zip(bench.meanGradient, right).map { $0.bitPattern != $1.bitPattern }
    var numbers: [(name: String, values: [Double])] = [
      ("relative difference in double precision", [comparison.relativeDifference]),
      ("to be expected of rounding at most", [comparison.expectedRounding]),
      ("components that differ in a bit", [Double(differing.count { $0 })]),
    ]
    if let single = try single(input) {
      numbers += [
        ("a network in single precision: relative difference", [single.relativeDifference]),
        ("a network in single precision: expected at most", [single.expectedRounding]),
      ]
    }
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: bench.at.map { _ in 0 },
      referee: bench.gradient.finiteDifference,
      refereeBound: bench.gradient.finiteDifferenceErrorBound, numbers: numbers,
      inputNote: bench.note)
  }

  /// A network on a part of the reader's data, in single precision throughout; nil if they cannot be
  /// given to one.
  private func single(_ input: CaseInput) throws(Unavailable) -> Comparison? {
    let problem = try input.bench.part(256).problem
    let task = ModelCheckTask.network(problem)
    guard let task, let work = try? Workload(task.problem) else { return nil }
    let rounding = RoundingEstimate(work, at: task.problem.at)
    return try? ModelCheckFloat(task.problem, rounding, hasMatrices: work.network != nil)
      .comparison
  }
}
