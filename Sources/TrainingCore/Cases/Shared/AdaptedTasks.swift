/// Tasks of samples of their own, each adapted to by one inner step before its loss is taken
/// (C. Finn, P. Abbeel, S. Levine, "Model-agnostic meta-learning", ICML 2017).
struct AdaptedTasks {
  let bench: CaseBench
  let works: [Workload]
  /// The inner learning rate.
  let rate: Double
  /// Second derivatives by more parameters take too long.
  private static let mostParameters = 32

  /// As many rows as whole Hessians can be computed of in a moment.
  static func part(_ bench: CaseBench) throws(Unavailable) -> CaseBench {
    let cells = bench.work.program.steps.count * bench.parameters * bench.parameters
    return try bench.part(max(8, min(500, 3_000_000 / max(1, cells))))
  }

  /// Two halves of the samples as tasks, or one if there is one sample.
  /// - Throws: ``Unavailable`` if second derivatives are too many or no step has a length.
  init(_ bench: CaseBench, rate: Double?) throws(Unavailable) {
    guard bench.parameters <= Self.mostParameters else {
      throw Unavailable("the second derivatives by so many parameters take too long")
    }
    self.bench = bench
    works = MicroBatches.halves(bench.rows).map { bench.work(of: $0) }
    self.rate = if let rate { rate } else { try bench.rate(share: 0.25, parts: works) }
  }

  // MARK: Reverse mode over all samples of a task, and the Hessian as a product

  /// The gradient of the mean over the tasks of the loss after each task's own step.
  func gradient() throws(Unavailable) -> [Double] {
    let share = 1 / Double(works.count)
    var total = [Double](repeating: 0, count: bench.parameters)
    for work in works {
      let adapted = CaseBench.step(bench.at, rate, try bench.tape(at: bench.at, work))
      let outer = try bench.tape(at: try CaseBench.finite(adapted), work).map { share * $0 }
      let bent = CurvatureTape<Double>.meanProduct(work, at: bench.at, along: outer)
      for index in total.indices { total[index] += outer[index] - rate * bent[index] }
    }
    return try CaseBench.finite(total)
  }

  // MARK: The samples' own gradients, and the whole Hessian forwards

  /// Each task's gradient through its own step.
  func taskGradients() throws(Unavailable) -> [[Double]] {
    var gradients: [[Double]] = []
    for work in works { gradients.append(try through([work], outer: work)) }
    return gradients
  }

  /// The gradient if the step is taken on the mean of the tasks' losses.
  func gradientOfMeanTask() throws(Unavailable) -> [Double] {
    var gradients: [[Double]] = []
    for work in works { gradients.append(try through(works, outer: work)) }
    return mean(gradients)
  }

  /// The gradient without second derivatives.
  func firstOrder() throws(Unavailable) -> [Double] {
    var gradients: [[Double]] = []
    for work in works {
      let inner = try bench.meanOfSamples(at: bench.at, work)
      gradients.append(try bench.meanOfSamples(at: CaseBench.step(bench.at, rate, inner), work))
    }
    return mean(gradients)
  }

  /// The gradient of one task's loss after a step on the mean loss of some tasks.
  private func through(_ inner: [Workload], outer: Workload) throws(Unavailable) -> [Double] {
    var gradients: [[Double]] = []
    var hessians: [[Double]] = []
    for work in inner {
      gradients.append(try bench.meanOfSamples(at: bench.at, work))
      guard let hessian = Hessian.ofMean(work, at: bench.at) else {
        throw Unavailable("the second derivatives are too many")
      }
      hessians.append(hessian)
    }
    let adapted = CaseBench.step(bench.at, rate, mean(gradients))
    let slope = try bench.meanOfSamples(at: try CaseBench.finite(adapted), outer)
    let bent = SymmetricMatrix.multiply(mean(hessians), slope)
    return try CaseBench.finite(zip(slope, bent).map { $0 - rate * $1 })
  }

  /// The mean of vectors of one length, all counting the same.
  func mean(_ vectors: [[Double]]) -> [Double] {
    guard let first = vectors.first else { return [] }
    return first.indices.map { index in Summation.mean(vectors.map { $0[index] }) }
  }

  // MARK: The referee and the rounding

  /// The mean over the tasks of the loss after each task's own step.
  func objective(_ point: [Double]) -> Double {
    let losses = works.map { work in
      var tape = ColumnTape(work, at: point)
      let adapted = CaseBench.step(point, rate, tape.gradientOfMean().gradient)
      tape.move(to: adapted)
      return tape.mean()
    }
    return Summation.mean(losses)
  }

  /// Central differences of it; nil where the loss has kinks, which the inner step may cross.
  func referee() -> (gradient: [Double], bound: [Double])? {
    guard !bench.work.program.hasKinks, bench.parameters <= 16 else { return nil }
    let noise = works.map { work -> Double in
      var tape = ColumnTape(work, at: bench.at)
      let slope = tape.gradientOfMean().gradient
      let adapted = CaseBench.step(bench.at, rate, slope)
      let (here, there) = (
        RoundingEstimate(work, at: bench.at), RoundingEstimate(work, at: adapted)
      )
      tape.move(to: adapted)
      let outer = tape.gradientOfMean().gradient
      let moved =
        rate * VectorNorm.euclidean(here.gradient)
        + 2 * RoundingEstimate.unit * VectorNorm.euclidean(adapted)
      return there.loss + VectorNorm.euclidean(outer) * moved
    }
    let found = FiniteDifference(
      at: bench.at, scales: bench.scales, rounding: noise.max() ?? 0, value: objective)
    return (found.gradient, found.errorBound)
  }

  /// The relative difference that rounding may make: the bounds of the gradients before and after
  /// the step, each multiplied by as much as the curvature may stretch it.
  func rounding(_ left: [Double], _ right: [Double]) throws(Unavailable) -> Double {
    let largest = max(VectorNorm.euclidean(left), VectorNorm.euclidean(right))
    guard largest > 0 else { return 1 }
    var bound = 0.0
    for work in works {
      let adapted = CaseBench.step(bench.at, rate, try bench.tape(at: bench.at, work))
      let outer = VectorNorm.euclidean(try bench.tape(at: adapted, work))
      let curvature = max(
        CurvatureTape<Double>.largest(work, at: bench.at),
        CurvatureTape<Double>.largest(work, at: adapted))
      let here = VectorNorm.euclidean(RoundingEstimate(work, at: bench.at).gradient)
      let there = VectorNorm.euclidean(RoundingEstimate(work, at: adapted).gradient)
      let moved = rate * here + 2 * RoundingEstimate.unit * VectorNorm.euclidean(adapted)
      let operations = Double(min(64, work.program.steps.count) + Summation.deepest(work.rows))
      let bent = rate * curvature * operations * RoundingEstimate.unit * outer
      bound = max(bound, (1 + rate * curvature) * (there + curvature * moved) + 2 * bent)
    }
    return 2 * bound / largest
  }
}
