/// Second derivatives, which are linear in the loss like the first.
struct A07Hessian: Case {
  let id = "A07"
  let premise = "P4"
  let title = "The Hessian"
  let leftName = "Hessian of the average loss"
  let rightName = "average of the samples’ Hessians"
  let statement = """
    Differentiating twice is linear as well, so the Hessian of the mean loss is the mean of the \
    Hessians. A Newton step multiplies by an inverse, which does not average.
    """
  let formula =
    #"\nabla^2 \frac{1}{N} \sum_i \ell_i - \frac{1}{N} \sum_i \nabla^2 \ell_i = 0"#

  let repair = "nothing to repair; average Hessians and gradients before a Newton step, not after"
  let code = "torch.linalg.solve(hessians.mean(0), gradients.mean(0))"

  /// More parameters have too many second derivatives to show and to check.
  private static let mostParameters = 32

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let size = bench.parameters
    try refuse(bench)
    let (work, note) = rows(bench)
    guard let whole = Hessian.ofMean(work, at: bench.at) else {
      throw Unavailable("there are too many second derivatives")
    }
    let mean = MeanOfHessians(work, at: bench.at)
    let referee = try differences(bench, work)
    // Both triangles are the same; the upper one is shown.
    let cells = (0..<size).flatMap { row in (row..<size).map { row * size + $0 } }
    func upper(_ matrix: [Double]) -> [Double] { cells.map { matrix[$0] } }
    let (left, right) = (upper(whole), upper(mean.mean))
    return CaseResult.Measurement(
      comparison: compare(left, right, bound: upper(mean.bound)),
      closedFormGap: right.map { _ in 0 }, referee: upper(referee.hessian),
      refereeBound: upper(referee.bound),
      numbers: [("parameters", [Double(size)]), ("second derivatives", [Double(cells.count)])],
      inputNote: note,
      components: cells.map { bench.names[$0 / size] + " " + bench.names[$0 % size] })
  }

  /// Refuses what has too many second derivatives, or none.
  private func refuse(_ bench: CaseBench) throws(Unavailable) {
    guard bench.parameters <= Self.mostParameters else {
      throw Unavailable(
        "more than \(Self.mostParameters) parameters have too many second derivatives")
    }
    guard !bench.work.program.hasKinks else {
      throw Unavailable("a formula with kinks has no second derivatives there")
    }
  }

  private func differences(
    _ bench: CaseBench, _ work: Workload
  ) throws(Unavailable) -> CurvatureReferee {
    do {
      return try CurvatureReferee(
        work, at: bench.at, scales: bench.scales,
        rounding: RoundingEstimate(work, at: bench.at).gradient)
    } catch {
      throw Unavailable("\(error)")
    }
  }

  /// Each side may be off by the bound.
  private func compare(_ left: [Double], _ right: [Double], bound: [Double]) -> Comparison {
    let largest = max(VectorNorm.euclidean(left), VectorNorm.euclidean(right))
    return Comparison(
      left: left, right: right,
      expectedRounding: largest > 0 ? 2 * VectorNorm.euclidean(bound) / largest : 1)
  }

  /// As many rows as second derivatives can be taken of in a moment.
  private func rows(_ bench: CaseBench) -> (work: Workload, note: String?) {
    let cells = bench.parameters * bench.parameters * bench.work.program.steps.count
    let limit = max(32, 150_000 / max(1, cells))
    guard bench.rows > limit else { return (bench.work, bench.note) }
    return (
      bench.work.thinned(to: limit),
      "\(NumberText.count(limit)) of \(NumberText.count(bench.allRows)) rows, spread evenly"
    )
  }
}
