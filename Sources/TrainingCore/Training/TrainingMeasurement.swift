import Formula

/// Trains on the plane of the first two parameters.
struct TrainingMeasurement {
  /// More rows than these are thinned for models that need every row at every point.
  private static let maximumRows = 500
  /// Beyond this condition number inputs are standardised.
  private static let maximumCondition = 200.0
  private static let stochasticSteps = 400
  private static let plane = [0, 1]

  /// - Throws: ``Unavailable`` if there is no plane, no optimum, or no way down to it.
  static func run(
    _ problem: Problem, transform: InputTransform
  ) throws(Unavailable) -> TrainingEvidence {
    guard problem.parameters.count >= 2 else {
      throw Unavailable("the model has one parameter only, so there is no plane to train on")
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
    _ problem: Problem, _ transform: InputTransform
  ) throws(Unavailable) -> TrainingMeasurement {
    guard let changed = transform.apply(problem) else {
      throw Unavailable("an input does not vary, so it cannot be standardised")
    }
    do {
      return try TrainingMeasurement(changed.problem, note: changed.note, transform)
    } catch {
      throw Unavailable(error.description)
    }
  }

  private init(
    _ changed: Problem, note: String?, _ transform: InputTransform
  ) throws(EvaluationError) {
    problem = changed
    self.note = note
    self.transform = transform
    work = try Workload(changed)
    let structure = ProblemStructure(changed, work)
    let factor = structure.isAffine ? structure.squaredFactor : nil
    if factor == nil, work.rows > Self.maximumRows {
      let text = "\(Self.maximumRows) of \(work.rows) rows, evenly spread"
      self.note = note.map { $0 + "; " + text } ?? text
      work = work.thinned(to: Self.maximumRows)
      for index in work.columns.indices { problem.data.columns[index].values = work.columns[index] }
    }
    optimum = OptimumFinder.find(problem, work, structure, at: [])
    guard optimum.isAttained else {
      throw EvaluationError("the search found no least loss, so there is no surface around it")
    }
    let hessian: [Double]
    if let factor {
      let quadratic = QuadraticPlane(
        work, try AffineDesign(problem, work), optimum: optimum.parameters, plane: Self.plane,
        factor: factor)
      hessian = quadratic.hessian
      objective = quadratic
    } else {
      objective = try GeneralPlane(
        changed, work, optimum: optimum.parameters, plane: Self.plane)
      hessian =
        Hessian.ofMean(work, at: optimum.parameters, directions: Self.plane) ?? []
    }
    var guide = objective
    let best = optimum.parameters
    let goal = Self.plane.map { best[$0] }
    var derived = TrainingSetting(
      hessian: hessian, optimum: optimum.parameters, plane: Self.plane)
    if derived == nil {
      derived = TrainingSetting(optimum: goal, gradient: { guide.gradient($0) })
    }
    guard let setting = derived else {
      throw EvaluationError("no learning rate could be derived from the loss near its least value")
    }
    self.setting = setting
  }

  private var lossAtStart: Double {
    var objective = objective
    let loss = objective.value(setting.start)
    return loss.isFinite ? loss : 0
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
    func path(
      _ rate: Double, _ steps: Int, _ isStochastic: Bool, _ direction: ([Double], Int) -> [Double]
    )
      -> Trajectory
    {
      Descent(rate: rate, steps: steps).run(
        from: start, value: { objective.value($0) }, full: full, direction: direction,
        endsWhenStill: !isStochastic)
    }
    var guide = objective
    let right = path(setting.rate, setting.steps, false) { point, _ in guide.gradient(point) }
    let wrong = path(setting.rate, setting.steps, false) { point, _ in guide.wrongGradient(point) }
    let slow = SignificantDigits.rounded(
      min(setting.rate / 4, objective.sampleRate ?? setting.rate / 4), to: 1)
    var order = SampleOrder(rows: work.rows, seed: problem.seed)
    let stochastic = path(slow, Self.stochasticSteps, true) { point, _ in
      guide.gradient(point, sample: order.draw())
    }
    // The stochastic path may leave the window: it would stretch it beyond what there is to see.
    let shown = [right, wrong].flatMap(\.points) + [optimum.parameters]
    let axes = Self.plane.enumerated().map { position, index in
      TrainingSetting.axis(
        Self.near(shown.map { $0[index] }, start[position], optimum.parameters[index]))
    }
    let surfaces = objective.surfaces(x: axes[0], y: axes[1])
    func surface(_ values: [Double]) -> LossSurface {
      LossSurface(x: axes[0], y: axes[1], values: values, method: objective.method)
    }
    let samples = Self.spread(problem, work)
    let around = window(&objective, start: start)
    let bowl = objective.surfaces(x: around[0], y: around[1]).loss
    let single = objective.surfaces(of: samples, x: around[0], y: around[1])
    func onBowl(_ values: [Double]) -> LossSurface {
      LossSurface(x: around[0], y: around[1], values: values, method: objective.method)
    }
    return TrainingEvidence(
      problem: problem, inputNote: note, inputTransform: transform, plane: Self.plane,
      optimum: optimum,
      surface: surface(surfaces.loss),
      bowl: onBowl(bowl),
      sampleSurfaces: zip(samples, single).map { (sample: $0, surface: onBowl($1)) },
      stationary: surface(surfaces.delta), learningRate: setting.rate, stochasticRate: slow,
      largestStableRate: setting.largestStableRate, right: right, stochastic: stochastic,
      wrong: wrong,
      standstill: Self.standstill(
        &objective, work, at: wrong.points.last ?? full(start), rate: setting.rate,
        plane: Self.plane))
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
