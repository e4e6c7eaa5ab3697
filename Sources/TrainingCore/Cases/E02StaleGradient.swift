/// A gradient that is applied one step after it was taken.
struct E02StaleGradient: Case {
  let id = "E02"
  let premise = "P3"
  let title = "A gradient that comes one step late"
  let leftName = "gradient of the average loss where the step is taken"
  let rightName = "average of the gradients from one step before"
  let statement = """
    A worker that hands in its gradient late took it at older parameters. The average is right, but \
    of another point; for a quadratic loss it is off by the curvature times the step in between.
    """
  let formula =
    #"\overline{g(\theta_0)} - \nabla J(\theta_1) = -H \, (\theta_1 - \theta_0) + O(|\theta_1 - \theta_0|^2)"#
  let repair = "wait for all gradients of a point before the step, or take a smaller rate"
  let code =
    "dist.all_reduce(p.grad, op=dist.ReduceOp.AVG)  # of this step, before optimizer.step()"
  let signature = "a sum of gradients of an earlier point, not of this one"

  private let rate: Double?

  init() { rate = nil }
  /// With a given learning rate.
  init(rate: Double) { self.rate = rate }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = try input.bench.part(CaseBench.rowsOfSteps)
    let move = try Move(bench, rate: rate, share: 0.25)
    let left = try bench.tape(at: move.end)
    let right = bench.perSample.mean
    var comparison = Comparison(
      left: left, right: right,
      expectedRounding: bench.rounding(of: left, right, at: [move.end], factor: 4))
    comparison.demoteEqual(why: move.whyEqual + " in this run")
    let referee = bench.referee(at: move.end)
    return CaseResult.Measurement(
      comparison: comparison,
      closedFormGap: move.quadraticChange(bench)?.map { $0 == 0 ? 0 : -$0 },
      referee: referee.gradient, refereeBound: referee.bound,
      numbers: [
        ("learning rate", [move.rate]), ("parameters after the step", move.end),
        ("curvature times the step", move.change(bench)),
        ("cosine of the two", [comparison.cosine]),
      ],
      inputNote: bench.note)
  }
}

/// One step of gradient descent on the mean loss.
struct Move {
  let rate: Double
  /// Where it ends.
  let end: [Double]
  /// From its start to its end.
  let step: [Double]

  /// - Parameters:
  ///   - rate: The learning rate; nil for a share of the largest that is stable.
  ///   - share: That share.
  /// - Throws: ``Unavailable`` if no step has a length here.
  init(_ bench: CaseBench, rate: Double?, share: Double) throws(Unavailable) {
    self.rate = if let rate { rate } else { try bench.rate(share: share) }
    end = try CaseBench.finite(CaseBench.step(bench.at, self.rate, bench.meanGradient))
    step = zip(end, bench.at).map { $0 - $1 }
  }

  /// Why the gradient may be the same after it.
  var whyEqual: String {
    step.allSatisfy { $0 == 0 }
      ? "the parameters do not move" : "the gradient does not change along the step"
  }

  /// The Hessian at the start times the step: the change of the gradient to first order.
  func change(_ bench: CaseBench) -> [Double] {
    CurvatureTape<Double>.meanProduct(bench.work, at: bench.at, along: step)
  }

  /// The change of the gradient of a quadratic, from the activations alone; else nil.
  func quadraticChange(_ bench: CaseBench) -> [Double]? {
    bench.quadraticCurvature().map { SymmetricMatrix.multiply($0, step) }
  }
}
