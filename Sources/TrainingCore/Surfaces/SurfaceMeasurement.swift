public import Formula

/// Measures mean losses on planes through the space of parameters, in the cheapest way that the
/// structure of model and loss allows.
///
/// - A squared loss of a prediction that is affine on the plane needs one pass over the rows, for
///   means and covariances; then a few operations for every point.
/// - A logistic, log-cosh or Poisson loss of such a prediction needs one multiplication and one
///   addition for every row and point, and no exponential.
/// - Whatever else is smooth is interpolated between Chebyshev points, and compared with every row
///   at a few points of the grid.
/// - The rest, such as ReLU networks, is computed from every row at every point.
///
/// The values do not depend on the number of threads.
public struct SurfaceMeasurement: Sendable {
  private enum Source: Sendable {
    case formulas(Problem)
    case network(DenseNetwork, NetworkRows<Double>, NetworkRows<Float>)
  }
  private let source: Source
  /// The number of parameters that planes must have.
  public let parameterCount: Int

  /// The least and the largest number of points along a side of a grid.
  public static let sides = 2...2000

  /// Measures a problem's formulas over its rows; the comparison point does not matter.
  public init(_ problem: Problem) {
    source = .formulas(problem)
    parameterCount = problem.parameters.count
  }

  /// Measures formulas over given rows.
  /// - Parameters:
  ///   - model: the prediction in column names, the inputs' aliases (`x`, `x1` ...) and parameters.
  ///   - loss: one sample's loss in `y` and `f`.
  ///   - data: the columns.
  ///   - inputs: the names of the columns that the aliases stand for, in their order.
  ///   - target: the name of the column that `y` stands for in the loss.
  ///   - parameters: the parameters' names, in the order of a plane's components.
  public init(
    model: Expression, loss: Expression, data: Dataset, inputs: [String], target: String,
    parameters: [String]
  ) {
    self.init(
      Problem(
        data: data, inputs: inputs, target: target, model: model, modelText: model.plain,
        loss: loss, lossText: loss.plain, parameters: parameters, at: [], atReason: "", seed: 0))
  }

  /// Measures a network over given rows.
  /// - Parameters:
  ///   - network: its shape.
  ///   - loss: the loss of one sample.
  ///   - inputs: one array for each of the network's inputs, with a value for each sample.
  ///   - targets: one array for each of its outputs; for the cross-entropy a single array of
  ///     classes, counted from 0.
  /// - Throws: ``SurfaceError/invalid(_:)`` if numbers or lengths do not fit, or a class is not
  ///   there.
  public init(
    network: DenseNetwork, loss: OutputLoss, inputs: [[Double]], targets: [[Double]]
  ) throws(SurfaceError) {
    try Self.check(network, loss, inputs, targets)
    let shape = SurfaceNetworkShape(
      sizes: network.sizes, activation: network.activation, loss: loss)
    source = .network(
      network, NetworkRows(shape, inputs: inputs, targets: targets),
      NetworkRows(shape, inputs: inputs, targets: targets))
    parameterCount = network.parameterCount
  }

  private static func check(
    _ network: DenseNetwork, _ loss: OutputLoss, _ inputs: [[Double]], _ targets: [[Double]]
  ) throws(SurfaceError) {
    let wanted = loss.targets(forOutputs: network.outputs)
    guard inputs.count == network.inputs, targets.count == wanted else {
      throw .invalid(
        "the network needs \(network.inputs) inputs and \(wanted) targets, but \(inputs.count) and"
          + " \(targets.count) are given")
    }
    let rows = inputs[0].count
    guard rows > 0, (inputs + targets).allSatisfy({ $0.count == rows }) else {
      throw .invalid("inputs and targets need one value for each of the same samples")
    }
    // Sample by sample, as the check has them.
    let bySample = targets[0].indices.flatMap { row in targets.map { $0[row] } }
    do {
      try loss.check(targets: bySample, rows: rows, outputs: network.outputs)
    } catch { throw .invalid(error.description) }
  }

  // MARK: A surface

  /// The mean loss on a grid of a plane.
  /// - Parameters:
  ///   - plane: with as many components as there are parameters.
  ///   - u: coordinates along the first direction, ascending; 2 to 2000 of them.
  ///   - v: the same along the second.
  /// - Throws: ``SurfaceError``.
  public func measure(
    on plane: Plane, u: [Double], v: [Double], options: SurfaceOptions = SurfaceOptions()
  ) throws(SurfaceError) -> MeasuredSurface {
    for axis in [u, v] { try Self.check(axis) }
    let tasks = SurfaceTasks(options)
    guard plane.origin.count == parameterCount else {
      throw .invalid(
        "the plane is among \(plane.origin.count) parameters, but there are \(parameterCount)")
    }
    switch source {
    case .formulas(let problem):
      let formula = try PlaneFormula(problem, on: plane)
      let objective = FormulaObjective(formula)
      if options.choice == .automatic,
        let closed = try Self.closedForm(formula, u, v, tasks)
      {
        guard options.checksClosedForms else { return closed }
        return try Self.checked(closed, objective, options, tasks)
      }
      return try Self.general(objective, referee: objective, u, v, options, tasks)
    case .network(let network, let exact, let quick):
      let referee = NetworkObjective(exact, network, on: plane)
      guard options.precision == .float32 else {
        return try Self.general(referee, referee: referee, u, v, options, tasks)
      }
      let objective = NetworkObjective(quick, network, on: plane)
      return try Self.general(objective, referee: referee, u, v, options, tasks)
    }
  }

  private static func check(_ axis: [Double]) throws(SurfaceError) {
    guard sides.contains(axis.count) else {
      throw .invalid(
        "a side of \(axis.count) points is not possible; give \(sides.lowerBound) to"
          + " \(sides.upperBound)")
    }
    guard axis.allSatisfy(\.isFinite), zip(axis, axis.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw .invalid("the grid's coordinates must be finite and ascend")
    }
  }

  /// The losses at whole vectors of parameters, each from every row in `Double`: a path's true
  /// losses, to stand beside those of its projections onto a plane.
  /// - Throws: ``SurfaceError``.
  public func losses(
    at points: [[Double]], options: SurfaceOptions = SurfaceOptions()
  ) throws(SurfaceError) -> [Double] {
    for point in points where point.count != parameterCount {
      throw .invalid("a point has \(point.count) parameters, but there are \(parameterCount)")
    }
    let tasks = SurfaceTasks(options)
    let nested = tasks.nested
    let found = try tasks.run(points.count, cost: 10 * Double(rows) * Double(points.count)) {
      index -> Result<[Double], SurfaceError> in
      Result { () throws(SurfaceError) in
        try objective(on: Plane(still: points[index])).values(at: [(0, 0)], nested, span: 0...1)
      }
    }
    var losses: [Double] = []
    for result in found { losses += try result.get() }
    return losses
  }

  /// The losses along a path, and those of its projections onto its plane: where they differ, the
  /// plane does not show what happened.
  /// - Parameter points: the path of which the plane was made.
  /// - Throws: ``SurfaceError``.
  public func losses(
    along points: [[Double]], on plane: TrajectoryPlane, options: SurfaceOptions = SurfaceOptions()
  ) throws(SurfaceError) -> (path: [Double], plane: [Double]) {
    let both = try losses(at: points + plane.projections, options: options)
    return (Array(both[..<points.count]), Array(both[points.count...]))
  }

  private var rows: Int {
    switch source {
    case .formulas(let problem): problem.data.rows
    case .network(_, let rows, _): rows.rows
    }
  }

  /// Every row in `Double`.
  private func objective(on plane: Plane) throws(SurfaceError) -> any SurfaceObjective {
    switch source {
    case .formulas(let problem): FormulaObjective(try PlaneFormula(problem, on: plane))
    case .network(let network, let rows, _): NetworkObjective(rows, network, on: plane)
    }
  }
}
