/// How far central differences of the mean loss are off, by the length of their step.
///
/// Long steps see the curve bend, short ones divide what rounding leaves by almost nothing: the
/// best lies between, and is far above the gap between the two sides of the claim.
public struct DifferenceCurve: Sendable {
  /// The check that it belongs to: the reader's own model, or the network.
  public var kind: ModelCheck.Kind
  /// The parameter that is moved: the one with the largest derivative; of a network, of those in its
  /// first layer, as the loss may not bend along the last one's.
  public var parameter: String
  /// How far it is moved to either side, ascending.
  public var steps: [Double]
  /// The distance of the difference quotient from ``derivative``, as a part of it.
  public var errors: [Double]
  /// The derivative: exact where exact arithmetic is possible, else by reverse mode.
  public var derivative: Double
  /// Gradient of the average against average of gradients in this component, as a part of it.
  public var gap: Double
  /// The number of samples.
  public var rows: Int
  /// Which rows were measured or what was done to the data; nil if all, as they are.
  public var note: String?

  /// The place of the least error.
  public var best: (step: Double, error: Double)? {
    let finite = zip(steps, errors).filter { $0.1.isFinite }
    return finite.min { $0.1 < $1.1 }.map { (step: $0.0, error: $0.1) }
  }

  /// Whether the error grows beyond rounding on both sides of the best step, by a factor of a
  /// thousand at least.
  public var isVShaped: Bool {
    guard let best, let first = errors.first, let last = errors.last else { return false }
    let floor = max(best.error, 0x1p-53)
    return first > 1000 * floor && last > 1000 * floor
  }
}

extension DifferenceCurve {
  /// More rows would need more than a moment, and show nothing else.
  static let mostRows = 500
  /// From the largest to the smallest step in powers of two, in units of the parameter's scale.
  private static let exponents = stride(from: -48, through: 0, by: 2)

  /// Of the reader's own problem, and of the network of the model checks.
  static func all(_ input: CaseInput, _ tasks: [ModelCheckTask]) -> [DifferenceCurve] {
    var curves: [DifferenceCurve] = []
    if let bench = try? input.bench.part(mostRows) {
      let exact = bench.gradient.exact
      curves += [
        DifferenceCurve(
          .own, bench.work, at: bench.at, names: bench.names, scales: bench.scales,
          truth: exact ?? bench.meanGradient,
          sides: (bench.meanGradient, bench.gradient.averageOfGradients), note: bench.note)
      ].compactMap(\.self)
    }
    if let task = tasks.first(where: { $0.kind == .network && $0.precision == .double }),
      let curve = try? network(task)
    {
      curves.append(curve)
    }
    return curves
  }

  private static func network(_ task: ModelCheckTask) throws(EvaluationError) -> DifferenceCurve? {
    let at = task.problem.at
    let work = try Workload(task.problem).thinned(to: mostRows)
    let taped = SampleTape.run(work, at: at)
    let left = try AveragedTape.gradientOfMean(work, at: at).gradient
    let isThinned = task.problem.data.rows > work.rows
    let note = task.note + (isThinned ? "; \(work.rows) of the rows, evenly spread" : "")
    return DifferenceCurve(
      .network, work, at: at, names: task.problem.parameters,
      scales: GradientMeasurement.scales(work, taped, at: at), truth: left,
      sides: (left, taped.gradients.mean), note: note)
  }

  /// Nil if the derivative is zero or no number, so that nothing can be a part of it.
  private init?(
    _ kind: ModelCheck.Kind, _ work: Workload, at: [Double], names: [String], scales: [Double],
    truth: [Double], sides: (left: [Double], right: [Double]), note: String?
  ) {
    let first = work.network?.network.layers.first
    let candidates = first.map { $0.weights..<$0.biases + $0.outputs } ?? truth.indices
    guard let index = candidates.max(by: { abs(truth[$0]) < abs(truth[$1]) }),
      truth[index].isFinite, truth[index] != 0
    else { return nil }
    self.kind = kind
    parameter = names[index]
    derivative = truth[index]
    gap = abs(sides.right[index] - sides.left[index]) / abs(derivative)
    rows = work.rows
    self.note = note
    steps = []
    errors = []
    var mean = MeanLoss(work, at: at)
    for exponent in Self.exponents {
      let step = scales[index] * Double(sign: .plus, exponent: exponent, significand: 1)
      var (above, below) = (at, at)
      above[index] += step
      below[index] -= step
      let distance = above[index] - below[index]
      guard distance > 0, distance.isFinite else { continue }
      let slope = (mean(above) - mean(below)) / distance
      guard slope.isFinite else { continue }
      steps.append(step)
      errors.append(abs(slope - derivative) / abs(derivative))
    }
    guard steps.count >= 3 else { return nil }
  }
}
