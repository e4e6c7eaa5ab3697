/// Tasks averaged before the inner step of meta-learning.
struct C20MeanTask: Case {
  let id = "C20"
  let premise = "P4"
  let title = "Adapting to the average task"
  let leftName = "gradient through each task’s own step"
  let rightName = "gradient through one step on the average task"
  let statement = """
    The inner step is linear in the task’s loss, but the loss after it is not: the task enters \
    twice, as the step and as what is measured after it. One step on the average of the tasks \
    trains for a task that nobody has.
    """
  let formula =
    #"(I - \alpha \bar{H}) \nabla \bar{L}(\theta - \alpha \nabla \bar{L}) - \overline{(I - \alpha H_t) \nabla L_t(\theta - \alpha \nabla L_t)}"#
  let repair = "take every task’s inner step by itself and average the outer losses"
  let code = "for task in tasks: outer_loss(adapt(params, task), task).div(len(tasks)).backward()"
  let signature = "tasks weigh as if all had the average curvature"

  private let rate: Double?

  init() { rate = nil }
  /// With a given inner learning rate.
  init(rate: Double) { self.rate = rate }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = try AdaptedTasks.part(input.bench)
    let tasks = try AdaptedTasks(bench, rate: rate)
    let left = try tasks.gradient()
    let right = try tasks.gradientOfMeanTask()
    var comparison = Comparison(
      left: left, right: right, expectedRounding: try tasks.rounding(left, right))
    comparison.demoteEqual(
      why: (tasks.works.count == 1
        ? "there is one task only" : "the tasks do not differ in their curvature")
        + " in this run")
    let referee = tasks.referee()
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: nil, referee: referee?.gradient,
      refereeBound: referee?.bound,
      numbers: [
        ("tasks", [Double(tasks.works.count)]), ("inner learning rate", [tasks.rate]),
        ("the same without second derivatives", try tasks.firstOrder()),
        ("cosine of the two", [comparison.cosine]),
      ],
      inputNote: bench.note)
  }
}
