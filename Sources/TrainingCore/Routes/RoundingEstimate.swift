import Formula

/// How far rounding alone may move a computed mean loss and its gradient.
///
/// First-order running error analysis of every row: every operation adds half a unit in the last
/// place of its result, and errors of operands are carried on by the partial derivatives, forwards
/// through the values and backwards through the adjoints (N. Higham, Accuracy and Stability of
/// Numerical Algorithms, 2nd ed., 3.3). Cancellation inside a residual and in the sum over samples
/// is thereby counted. The mean adds one rounding of the terms' mean magnitude for every addition
/// that a term passes through, see ``Summation/deepest(_:)``, and two for the factor 1/N. It is a
/// bound, so what is observed is usually several times smaller.
struct RoundingEstimate: Sendable {
  /// For each parameter, in the units of the gradient.
  var gradient: [Double]
  /// Mean magnitude of the samples' derivatives, for each parameter.
  var sizes: [Double]
  /// In the units of the loss.
  var loss: Double
  /// In the units of the mean delta, the mean derivative of the loss by the prediction.
  var meanDelta: Double

  static let unit = 0x1p-53
  /// A bound beyond this share of the samples' own derivatives says nothing about their mean.
  private static let useless = 1e-3

  init(_ work: Workload, at: [Double]) {
    var analysis = RunningErrorAnalysis(work.program, at: at)
    let parameters = work.program.steps.indices.filter {
      work.program.steps[$0].operation == .parameter
    }
    var gradient = Bound.none(work.parameters)
    var loss = Bound()
    var delta = Bound()
    for start in stride(from: 0, to: work.rows, by: RunningErrorAnalysis.blockRows) {
      let count = min(RunningErrorAnalysis.blockRows, work.rows - start)
      analysis.evaluate(from: start, count: count, columns: work.columns)
      analysis.reverse(from: work.loss, count: count)
      loss.add(analysis.sums(of: work.loss, count: count))
      delta.add(analysis.adjointSums(of: work.prediction, count: count))
      for step in parameters {
        gradient[work.program.steps[step].a].add(analysis.adjointSums(of: step, count: count))
      }
    }
    // A product of matrices adds up a block's rows one after the other.
    let inBlock = work.network == nil ? 0 : min(NetworkEvaluation.blockRows, work.rows)
    let summing = Self.unit * Double(Summation.deepest(work.rows) + inBlock + 2)
    let count = Double(work.rows)
    let lost = Self.underflow(work)
    self.gradient = gradient.map { $0.total(summing) / count + lost }
    sizes = gradient.map { $0.size / count }
    self.loss = loss.total(summing) / count + lost
    meanDelta = delta.total(summing) / count + lost
  }

  /// How far rounding alone may move a sum of the samples' gradients with these N weights, for each
  /// parameter: the samples' own bounds, each as often as its weight says.
  static func gradient(_ work: Workload, at: [Double], weights: [Double]) -> [Double] {
    var analysis = RunningErrorAnalysis(work.program, at: at)
    var bounds = Bound.none(work.parameters)
    for start in stride(from: 0, to: work.rows, by: RunningErrorAnalysis.blockRows) {
      let count = min(RunningErrorAnalysis.blockRows, work.rows - start)
      analysis.evaluate(from: start, count: count, columns: work.columns)
      analysis.reverse(from: work.loss, count: count)
      for (index, step) in work.program.steps.enumerated() where step.operation == .parameter {
        bounds[step.a].add(
          analysis.adjointSums(of: index, count: count, weights: weights, from: start))
      }
    }
    let inBlock = work.network == nil ? 0 : min(NetworkEvaluation.blockRows, work.rows)
    let summing = unit * Double(Summation.deepest(work.rows) + inBlock + 2)
    let lost = underflow(work) * weights.reduce(0) { $0 + abs($1) }
    return bounds.map { $0.total(summing) + lost }
  }

  /// How far rounding alone may move each of the N predictions.
  static func predictions(_ work: Workload, at: [Double]) -> [Double] {
    var analysis = RunningErrorAnalysis(work.program, at: at)
    var bounds: [Double] = []
    for start in stride(from: 0, to: work.rows, by: RunningErrorAnalysis.blockRows) {
      let count = min(RunningErrorAnalysis.blockRows, work.rows - start)
      analysis.evaluate(from: start, count: count, columns: work.columns)
      bounds += analysis.errors(of: work.prediction, count: count)
    }
    return bounds
  }

  /// What every operation of one sample may lose where its result is below the normal numbers.
  private static func underflow(_ work: Workload) -> Double {
    Double.leastNonzeroMagnitude * Double(2 * work.program.steps.count)
  }

  /// The relative difference to be expected between two gradients computed apart.
  ///
  /// Infinite if there is no finite bound, and more than 1 if the bound is so large that it says
  /// nothing about the numbers; 1 if both are 0.
  func relative(to left: [Double], _ right: [Double]) -> Double {
    Self.relative(
      bound: VectorNorm.euclidean(gradient), size: VectorNorm.euclidean(sizes),
      to: max(VectorNorm.euclidean(left), VectorNorm.euclidean(right)))
  }

  /// The same for one component of both.
  func relative(component: Int, to left: Double, _ right: Double) -> Double {
    Self.relative(
      bound: gradient[component], size: sizes[component], to: max(abs(left), abs(right)))
  }

  private static func relative(bound: Double, size: Double, to largest: Double) -> Double {
    guard bound.isFinite else { return .infinity }
    guard largest > 0 else { return 1 }
    let ratio = 2 * bound / largest
    guard ratio.isFinite else { return 1 }
    if ratio * Comparison.equalWithin >= 1 { return bound > useless * size ? max(2, ratio) : 1 }
    return max(ratio, unit)
  }

  /// Errors and magnitudes of terms, added up.
  private struct Bound {
    var error = 0.0
    var size = 0.0

    static func none(_ count: Int) -> [Bound] { [Bound](repeating: Bound(), count: count) }

    mutating func add(_ more: (error: Double, size: Double)) {
      error += more.error
      size += more.size
    }

    func total(_ summing: Double) -> Double { error + summing * size }
  }
}
