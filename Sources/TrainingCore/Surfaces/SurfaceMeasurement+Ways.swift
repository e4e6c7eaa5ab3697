extension SurfaceMeasurement {
  /// The surface in closed form or by separable exponentials, if the formulas allow it.
  static func closedForm(
    _ formula: PlaneFormula, _ u: [Double], _ v: [Double], _ tasks: SurfaceTasks
  ) throws(SurfaceError) -> MeasuredSurface? {
    guard formula.isAffine else { return nil }
    let rows = NumberText.count(formula.work.rows)
    if let factor = ProblemStructure.squaredFactor(formula.loss) {
      let (a, p, q) = try formula.coefficients()
      let surface = try QuadraticSurface(
        target: formula.target, a: a, p: p, q: q, factor: factor, tasks)
      let values = surface.values(u: u, v: v)
      return closed(
        u, v, values, .quadratic, "in closed form from means and covariances of \(rows) rows")
    }
    guard let form = ExponentialLoss(formula.loss) else { return nil }
    let (a, p, q) = try formula.coefficients()
    let surface = ExponentialSurface(form, target: formula.target, a: a, p: p, q: q)
    guard let values = try surface.values(u: u, v: v, tasks) else { return nil }
    return closed(
      u, v, values, form.kernel == .softplus ? .logistic : .exponential,
      "the mean over \(rows) rows at every point, by products of exponentials")
  }

  private static func closed(
    _ u: [Double], _ v: [Double], _ values: [Double], _ kind: MeasuredSurface.Kind, _ method: String
  ) -> MeasuredSurface? {
    // What is not a number comes from data that the other ways show where they are.
    guard !values.contains(where: \.isNaN) else { return nil }
    return MeasuredSurface(
      surface: LossSurface(x: u, y: v, values: values, method: method), kind: kind, evaluations: 0,
      errorEstimate: nil, spotChecks: [])
  }

  /// Interpolation where the function is smooth and it proves right, else every row at every point.
  static func general(
    _ objective: any SurfaceObjective, referee: any SurfaceObjective, _ u: [Double], _ v: [Double],
    _ options: SurfaceOptions, _ tasks: SurfaceTasks
  ) throws(SurfaceError) -> MeasuredSurface {
    let isTried = options.choice != .bruteForce && objective.isSmooth
    if isTried,
      let spectral = try SpectralSurface(
        objective, u: u, v: v, tolerance: options.relativeTolerance, tasks)
    {
      let surface = MeasuredSurface(
        surface: LossSurface(x: u, y: v, values: spectral.values, method: ""),
        kind: .spectral(u: spectral.points.u, v: spectral.points.v),
        evaluations: spectral.evaluations, errorEstimate: spectral.errorEstimate, spotChecks: [])
      var found = try checked(surface, referee, options, tasks)
      // An estimate is only that: where a check says otherwise, nothing is interpolated.
      let allowed = 10 * max(options.relativeTolerance * spectral.range, spectral.errorEstimate)
      if found.measuredError.map({ $0 <= allowed }) ?? true {
        found.surface.method = sentence(spectral, found, rows: objective.rows)
        return found
      }
    }
    let points = v.flatMap { vertical in u.map { (u: $0, v: vertical) } }
    let values = try objective.values(at: points, tasks, span: isTried ? 0.5...1 : 0...1)
    let rows = NumberText.count(objective.rows)
    return MeasuredSurface(
      surface: LossSurface(
        x: u, y: v, values: values, method: "the mean over \(rows) rows at every point"),
      kind: .bruteForce, evaluations: points.count, errorEstimate: nil, spotChecks: [])
  }

  private static func sentence(
    _ spectral: SpectralSurface, _ found: MeasuredSurface, rows: Int
  ) -> String {
    let estimate = NumberText.short(spectral.errorEstimate, digits: 1)
    let text =
      "interpolated between \(spectral.points.u) × \(spectral.points.v) Chebyshev points with the"
      + " mean over \(NumberText.count(rows)) rows, off by about \(estimate)"
    guard let measured = found.measuredError else { return text }
    return text + " (\(NumberText.short(measured, digits: 1)) at \(found.spotChecks.count) points)"
  }

  /// The surface compared with every row at a few points of its grid.
  static func checked(
    _ surface: MeasuredSurface, _ referee: any SurfaceObjective, _ options: SurfaceOptions,
    _ tasks: SurfaceTasks
  ) throws(SurfaceError) -> MeasuredSurface {
    let grid = surface.surface
    var generator = SplitMix64(seed: options.seed)
    var drawn: Set<Int> = []
    let wanted = min(max(0, options.spotChecks), grid.values.count)
    while drawn.count < wanted {
      drawn.insert(Int(generator.next().multipliedFullWidth(by: UInt64(grid.values.count)).high))
    }
    let places = drawn.sorted()
    let points = places.map { (u: grid.x[$0 % grid.x.count], v: grid.y[$0 / grid.x.count]) }
    let values = try referee.values(at: points, tasks, span: 0.5...0.5)
    var checked = surface
    checked.evaluations += places.count
    checked.spotChecks = zip(places, values).map { place, value in
      MeasuredSurface.SpotCheck(
        index: place, value: value, error: abs(grid.values[place] - value))
    }
    return checked
  }
}

extension Plane {
  /// A single point; u and v move nothing.
  init(still point: [Double]) {
    origin = point
    first = [Double](repeating: 0, count: point.count)
    second = first
    names = ["", ""]
  }
}
