/// An objective that makes one number of all samples' predictions and targets, with or without
/// parameters of its own behind the model's.
///
/// Written once for every kind of ``DifferentiableNumber``: the left side records it and goes back,
/// the right side carries derivatives forwards, the referee evaluates plain numbers.
protocol JointObjective: Sendable {
  /// The parameters of its own with their values, such as a scale that is learned; often none.
  var own: [(name: String, value: Double)] { get }
  /// The objective of a batch.
  /// - Parameters:
  ///   - predictions: The model's values for the batch's samples.
  ///   - rows: The samples' rows, by which to find their targets or whatever else belongs to them.
  ///   - own: Values of the parameters of its own.
  func value<Number: DifferentiableNumber>(
    _ predictions: [Number], rows: Range<Int>, own: [Number]
  ) -> Number
}

extension JointObjective {
  var own: [(name: String, value: Double)] { [] }
}

extension CaseBench {
  /// What was found about an objective of all samples.
  struct JointMeasurement {
    /// The objective of all samples together.
    var value: Double
    /// Its derivative by each prediction, N values.
    var adjoints: [Double]
    /// Its gradient by the model's parameters and then its own: in reverse, through the whole batch.
    var left: [Double]
    /// The micro-batches' gradients, each as that of a batch by itself, weighted by their sizes:
    /// forwards.
    var right: [Double]
    /// The right side's parts, one for each micro-batch.
    var parts: [[Double]]
    /// The left side by central differences, and how far they may be off.
    var referee, refereeBound: [Double]
    /// Both sides with a verdict.
    var comparison: Comparison
    /// Names of the components.
    var components: [String]
  }

  /// Measures an objective of the whole batch against the mean of what it is of micro-batches,
  /// weighted by their sizes so that nothing but the samples' influence on each other is left.
  /// - Throws: ``Unavailable`` if the objective has no value or no derivative here.
  func measure(
    _ objective: some JointObjective, in microBatches: [Range<Int>]
  ) throws(Unavailable) -> JointMeasurement {
    let all = 0..<rows
    guard predictionsVary else {
      throw Unavailable("all samples have the same prediction here, so a batch has no statistics")
    }
    let (value, adjoints, ownSlopes) = reverse(objective, all)
    let left = try tape(seedingPredictions: adjoints) + ownSlopes
    let parts = microBatches.map { forward(objective, $0) }
    let right = (0..<left.count).map { index in
      Summation.pairwise(
        zip(microBatches, parts).map { Double($0.count) / Double(rows) * $1[index] })
    }
    guard value.isFinite, (left + right).allSatisfy(\.isFinite) else {
      throw Unavailable("the objective of all samples, or its slope, is not a number here")
    }
    let referee = referee(objective, value, adjoints)
    return JointMeasurement(
      value: value, adjoints: adjoints, left: left, right: right, parts: parts,
      referee: referee.gradient, refereeBound: referee.bound,
      comparison: Comparison(
        left: left, right: right,
        expectedRounding: rounding(of: left, right, adjoints: adjoints)),
      components: names + objective.own.map(\.name))
  }

  /// Whether the predictions differ by more than rounding.
  private var predictionsVary: Bool {
    guard let low = samples.predictions.min(), let high = samples.predictions.max() else {
      return false
    }
    return high - low > 1e-12 * max(abs(low), abs(high))
  }

  /// The objective's value, its derivatives by the predictions and by the parameters of its own.
  func reverse(
    _ objective: some JointObjective, _ rows: Range<Int>
  ) -> (value: Double, adjoints: [Double], own: [Double]) {
    let recording = NumberRecording()
    let inputs = samples.predictions[rows].map { recording.variable($0) }
    let own = objective.own.map { recording.variable($0.value) }
    let result = objective.value(inputs, rows: rows, own: own)
    let gradient = recording.gradient(of: result, by: inputs + own)
    return (result.value, Array(gradient.prefix(rows.count)), Array(gradient.suffix(own.count)))
  }

  /// The objective's gradient by the model's parameters and its own, on the samples' own
  /// derivatives from route 2.
  func forward(_ objective: some JointObjective, _ rows: Range<Int>) -> [Double] {
    typealias Number = DualNumber<SIMD8<Double>>
    let lanes = SIMD8<Double>.scalarCount
    let count = parameters + objective.own.count
    var gradient: [Double] = []
    for first in stride(from: 0, to: count, by: lanes) {
      let inputs = rows.map { row in
        var slope = SIMD8<Double>.zero
        for lane in 0..<lanes where first + lane < parameters {
          slope[lane] = activations[first + lane][row]
        }
        return Number(samples.predictions[row], slope: slope)
      }
      let own = objective.own.enumerated().map { index, own in
        Number(own.value, slope: .unit(parameters + index, from: first))
      }
      let slope = objective.value(inputs, rows: rows, own: own).slope
      for lane in 0..<min(lanes, count - first) { gradient.append(slope[lane]) }
    }
    return gradient
  }

  private func referee(
    _ objective: some JointObjective, _ value: Double, _ adjoints: [Double]
  ) -> (gradient: [Double], bound: [Double]) {
    let all = 0..<rows
    let values = objective.own.map(\.value)
    let noise = rounding(of: value, adjoints: adjoints)
    let model = stencil.gradient(rounding: noise, weight: 0) {
      objective.value($0.predictions, rows: all, own: values)
    }
    guard !values.isEmpty else { return model }
    let own = FiniteDifference(
      at: values, scales: values.map { max(1, abs($0)) }, rounding: noise
    ) { objective.value(samples.predictions, rows: all, own: $0) }
    return (model.gradient + own.gradient, model.bound + own.errorBound)
  }

  /// How far a value may be off that depends on the predictions by these derivatives: every
  /// prediction by half a unit in the last place for each of its operations, or by more where it is
  /// the small difference of large numbers, and the value itself by some for the operations that
  /// follow.
  func rounding(of value: Double, adjoints: [Double]) -> Double {
    let operations = Double(min(64, work.program.steps.count))
    let ofPredictions = zip(samples.predictions, RoundingEstimate.predictions(work, at: at)).map {
      max(operations * RoundingEstimate.unit * abs($0), $1)
    }
    let carried = Summation.pairwise(zip(adjoints, ofPredictions).map { abs($0 * $1) })
    return carried
      + RoundingEstimate.unit * Double(Summation.deepest(rows) + 16) * abs(value)
  }

  /// The relative difference that rounding may make between two gradients of a value with these
  /// derivatives by the predictions: half a unit in the last place of every term for each operation
  /// that a term passes through.
  func rounding(of left: [Double], _ right: [Double], adjoints: [Double]) -> Double {
    let operations = Double(Summation.deepest(rows) + min(64, work.program.steps.count) + 32)
    let sizes = activations.map { column in
      Summation.pairwise(zip(adjoints, column).map { abs($0 * $1) })
    }
    let largest = max(VectorNorm.euclidean(left), VectorNorm.euclidean(right))
    guard largest > 0 else { return 1 }
    return 2 * operations * RoundingEstimate.unit * max(1, VectorNorm.euclidean(sizes) / largest)
  }
}
