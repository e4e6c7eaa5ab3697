/// The outer average of meta-learning.
struct A13MetaLearning: Case {
  let id = "A13"
  let premise = "P1"
  let title = "The outer average of meta-learning"
  let leftName = "gradient of the tasks’ average adapted loss"
  let rightName = "average of the tasks’ gradients"
  let statement = """
    A task’s loss after its own inner step is one term of a mean over tasks, however curved the \
    step makes it, so gradients of the terms average as any others do.
    """
  let formula =
    #"\nabla \frac{1}{T} \sum_t L_t(\theta - \alpha \nabla L_t) = \frac{1}{T} \sum_t (I - \alpha H_t) \nabla L_t(\theta_t')"#
  let repair = "nothing to repair as long as each task takes a step of its own"
  let code = "sum(outer_loss(adapt(params, task), task) for task in tasks) / len(tasks)"
  let signature = "all tasks have the same weight; within a task it is no plain gradient"

  private let rate: Double?

  init() { rate = nil }
  /// With a given inner learning rate.
  init(rate: Double) { self.rate = rate }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = try AdaptedTasks.part(input.bench)
    let tasks = try AdaptedTasks(bench, rate: rate)
    let left = try tasks.gradient()
    let parts = try tasks.taskGradients()
    let right = tasks.mean(parts)
    let referee = tasks.referee()
    return CaseResult.Measurement(
      comparison: Comparison(
        left: left, right: right, expectedRounding: try tasks.rounding(left, right)),
      closedFormGap: bench.at.map { _ in 0 }, referee: referee?.gradient,
      refereeBound: referee?.bound,
      numbers: [
        ("tasks", [Double(tasks.works.count)]), ("inner learning rate", [tasks.rate]),
        ("mean loss after the inner steps", [tasks.objective(bench.at)]),
        ("gradient of the first task", parts.first ?? []),
        ("gradient of the last task", parts.last ?? []),
      ],
      inputNote: bench.note)
  }
}
