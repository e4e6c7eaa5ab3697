import Formula

/// Trains on the plane of the first two parameters.
struct TrainingMeasurement {
  /// More rows than these are thinned for models that need every row at every point.
  private static let maximumRows = 500
  /// The same for a network, whose least loss on fewer rows would be another one.
  private static let maximumRowsOfNetwork = 1000
  /// Points along an axis of the loss surface, and for a network, where each takes long.
  private static let gridPoints = 129
  private static let gridPointsOfNetwork = 81
  /// Beyond this condition number inputs are standardised.
  private static let maximumCondition = 200.0
  private static let stochasticSteps = 400
  private static let plane = [0, 1]

  /// - Throws: ``Unavailable`` if there is no plane, no optimum, or no way down to it.
  ///
  /// - Parameter known: where a network's loss is least, whose search would cost as much again.
  static func run(
    _ problem: Problem, transform: InputTransform, known: Optimum? = nil
  ) throws(Unavailable) -> TrainingEvidence {
    guard problem.parameters.count >= 2 else {
      throw Unavailable("the model has one parameter only, so there is no plane to train on")
    }
    if problem.network != nil {
      guard transform == .none else {
        throw Unavailable("for a network, other inputs lead to another of its many minima")
      }
      return try attempt(problem, transform, known: known).evidence()
    }
    let first = try attempt(problem, transform)
    guard first.setting.condition > maximumCondition else { return try first.evidence() }
    if case .standardised = transform { return try first.evidence() }
    guard let better = try? attempt(problem, .standardised),
      better.setting.condition < first.setting.condition,
      isSameLeast(
        first.optimum.value, better.optimum.value,
        scale: max(first.lossAtStart, better.lossAtStart))
    else { return try first.evidence() }
    return try better.evidence()
  }

  private var problem: Problem
  private var note: String?
  private var transform: InputTransform
  private var work: Workload
  private var optimum: Optimum
  private var objective: any PlaneObjective
  private var setting: TrainingSetting

  private static func attempt(
    _ problem: Problem, _ transform: InputTransform, known: Optimum? = nil
  ) throws(Unavailable) -> TrainingMeasurement {
    guard let changed = transform.apply(problem) else {
      throw Unavailable("an input does not vary, so it cannot be standardised")
    }
    do {
      return try TrainingMeasurement(
        changed.problem, note: changed.note, transform, known: known)
    } catch {
      throw Unavailable(error.description)
    }
  }

  private init(
    _ changed: Problem, note: String?, _ transform: InputTransform, known: Optimum?
  ) throws(EvaluationError) {
    problem = changed
    self.note = note
    self.transform = transform
    work = try Workload(changed)
    let structure = ProblemStructure(changed, work)
    let factor = structure.isAffine ? structure.squaredFactor : nil
    let most = work.network == nil ? Self.maximumRows : Self.maximumRowsOfNetwork
    if factor == nil, work.rows > most {
      let text = "\(most) of \(work.rows) rows, evenly spread"
      self.note = note.map { $0 + "; " + text } ?? text
      work = work.thinned(to: most)
      for index in work.columns.indices { problem.data.columns[index].values = work.columns[index] }
    }
    optimum = OptimumFinder.find(problem, work, structure, at: [], near: known)
    guard optimum.isAttained else {
      throw EvaluationError("the search found no least loss, so there is no surface around it")
    }
    let hessian: [Double]
    (objective, hessian) = try Self.objective(
      changed, problem, work, optimum: optimum.parameters, factor: factor)
    var guide = objective
    let goal = Self.plane.map { [optimum] in optimum.parameters[$0] }
    guard
      let setting = TrainingSetting(
        hessian: hessian, optimum: optimum.parameters, plane: Self.plane)
        ?? TrainingSetting(optimum: goal, gradient: { guide.gradient($0) })
    else {
      throw EvaluationError("no learning rate could be derived from the loss near its least value")
    }
    self.setting = setting
  }

  private var lossAtStart: Double {
    var objective = objective
    let loss = objective.value(setting.start)
    return loss.isFinite ? loss : 0
  }

  /// The loss on the plane and its Hessian there: from a few sums if the loss is a quadratic of the
  /// parameters with the given factor, else from all rows.
  private static func objective(
    _ changed: Problem, _ thinned: Problem, _ work: Workload, optimum: [Double], factor: Double?
  ) throws(EvaluationError) -> (objective: any PlaneObjective, hessian: [Double]) {
    if let plane = try NetworkPlane(work, optimum: optimum, plane: plane) {
      return (plane, Hessian.ofMean(work, at: optimum, directions: Self.plane) ?? [])
    }
    guard let factor else {
      return (
        try GeneralPlane(changed, work, optimum: optimum, plane: plane),
        Hessian.ofMean(work, at: optimum, directions: plane) ?? []
      )
    }
    let quadratic = QuadraticPlane(
      work, try AffineDesign(thinned, work), optimum: optimum, plane: plane, factor: factor)
    return (quadratic, quadratic.hessian)
  }

  /// The point with the parameters at rest filled in.
  private func full(_ point: [Double]) -> [Double] {
    var parameters = optimum.parameters
    for (index, value) in zip(Self.plane, point) { parameters[index] = value }
    return parameters
  }

  private func evidence() throws(Unavailable) -> TrainingEvidence {
    var objective = objective
    let start = try startWithALoss(&objective)
    let slow = SignificantDigits.rounded(
      min(setting.rate / 4, objective.sampleRate ?? setting.rate / 4), to: 1)
    let paths = paths(&objective, from: start, stochasticRate: slow)
    // The stochastic path may leave the window: it would stretch it beyond what there is to see.
    let shown = [paths.right, paths.wrong].flatMap(\.points) + [optimum.parameters]
    let axes = Self.plane.enumerated().map { position, index in
      TrainingSetting.axis(
        Self.near(shown.map { $0[index] }, start[position], optimum.parameters[index]),
        count: problem.network == nil ? Self.gridPoints : Self.gridPointsOfNetwork)
    }
    let method = objective.method
    func surface(_ axes: [[Double]], _ values: [Double]) -> LossSurface {
      LossSurface(x: axes[0], y: axes[1], values: values, method: method)
    }
    let surfaces = objective.surfaces(x: axes[0], y: axes[1])
    let samples = Self.spread(problem, work)
    let around = window(&objective, start: start)
    let bowl = objective.surfaces(x: around[0], y: around[1]).loss
    let single = objective.surfaces(of: samples, x: around[0], y: around[1])
    return TrainingEvidence(
      problem: problem, inputNote: note, inputTransform: transform, plane: Self.plane,
      optimum: optimum, surface: surface(axes, surfaces.loss), bowl: surface(around, bowl),
      sampleSurfaces: zip(samples, single).map { (sample: $0, surface: surface(around, $1)) },
      stationary: surface(axes, surfaces.delta), learningRate: setting.rate, stochasticRate: slow,
      largestStableRate: setting.largestStableRate, right: paths.right,
      stochastic: paths.stochastic, wrong: paths.wrong,
      standstill: Self.standstill(
        &objective, work, at: paths.wrong.points.last ?? full(start), rate: setting.rate,
        plane: Self.plane))
  }

  /// Descent along the right average, the wrong one, and single samples.
  private func paths(
    _ objective: inout any PlaneObjective, from start: [Double], stochasticRate: Double
  ) -> (right: Trajectory, wrong: Trajectory, stochastic: Trajectory) {
    var guide = objective
    func path(
      _ descent: Descent, endsWhenStill: Bool = true, _ direction: ([Double], Int) -> [Double]
    ) -> Trajectory {
      descent.run(
        from: start, value: { objective.value($0) }, full: full, direction: direction,
        endsWhenStill: endsWhenStill)
    }
    let steady = Descent(rate: setting.rate, steps: setting.steps)
    let right = path(steady) { point, _ in guide.gradient(point) }
    let wrong = path(steady) { point, _ in guide.wrongGradient(point) }
    var order = SampleOrder(rows: work.rows, seed: problem.seed)
    let single = Descent(rate: stochasticRate, steps: Self.stochasticSteps)
    let stochastic = path(single, endsWhenStill: false) { point, _ in
      guide.gradient(point, sample: order.draw())
    }
    return (right, wrong, stochastic)
  }

  /// The start, moved towards the optimum by halves until it has a loss, and off the line where
  /// the wrong average stands still.
  private func startWithALoss(_ objective: inout any PlaneObjective) throws(Unavailable) -> [Double]
  {
    let goal = Self.plane.map { optimum.parameters[$0] }
    var start = setting.start
    for _ in 0..<40 {
      if objective.value(start).isFinite, objective.gradient(start).allSatisfy(\.isFinite) {
        let wrong = VectorNorm.euclidean(objective.wrongGradient(start))
        let right = VectorNorm.euclidean(objective.gradient(start))
        if wrong <= 1e-9 * right { start[1] += max(1, abs(goal[1])) }
        return start
      }
      start = zip(start, goal).map { ($0 + $1) / 2 }
    }
    throw Unavailable("no starting point was found where the loss is a number")
  }

  /// The bowl's axes, drawn in by halves until neither end of one rises more than a
  /// few times as much as the start: beyond that, the bowl would look flat.
  private func window(_ objective: inout any PlaneObjective, start: [Double]) -> [[Double]] {
    let centre = Self.plane.map { optimum.parameters[$0] }
    let least = objective.value(centre)
    let limit = Self.highestRise * max(objective.value(start) - least, 1e-12 * abs(least))
    func isLow(_ point: [Double]) -> Bool { objective.value(point) - least <= limit }
    var reach = centre.indices.map {
      setting.reachAround(centre[$0], start: start[$0], position: $0)
    }
    for position in centre.indices {
      var tries = 0
      func along(_ sign: Double) -> [Double] {
        var point = centre
        point[position] += sign * reach[position]
        return point
      }
      while tries < 60, !isLow(along(1)) || !isLow(along(-1)) {
        reach[position] *= 0.75
        tries += 1
      }
    }
    return centre.indices.map { TrainingSetting.axis(around: centre[$0], reach: reach[$0]) }
  }

  /// How many times the start's rise the bowl may show along an axis.
  private static let highestRise = 4.0

  /// Leaves out what a lost path says beyond ten times the distance from start to optimum.
  private static func near(_ values: [Double], _ start: Double, _ optimum: Double) -> [Double] {
    let reach = 10 * max(abs(start - optimum), 1e-3 * max(abs(start), abs(optimum)))
    return values.filter { abs($0 - optimum) <= max(reach, 1e-12) } + [start, optimum]
  }

  /// Up to four samples at spread-out places in the order of the first input.
  private static func spread(_ problem: Problem, _ work: Workload) -> [Int] {
    guard work.rows > 4 else { return Array(0..<work.rows) }
    let first = problem.inputs.first.flatMap { problem.data[$0] } ?? []
    guard first.count == work.rows else { return [0, 1, 2, 3] }
    // Of many rows a few thousand tell the quantiles well enough.
    let stride = max(1, work.rows / 2000)
    let order = Swift.stride(from: 0, to: work.rows, by: stride)
      .sorted { (first[$0], $0) < (first[$1], $1) }
    return [0.1, 0.37, 0.63, 0.9].map { order[Int($0 * Double(order.count - 1))] }
  }
}
