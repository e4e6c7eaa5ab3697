/// The reader's problem with other inputs: both sides and the referee measured anew.
struct AlteredInputs {
  /// Reverse mode over all samples.
  let left: [Double]
  /// The mean of the samples' own gradients, one small tape for each.
  let right: [Double]
  let referee, refereeBound: [Double]
  let comparison: Comparison

  /// - Throws: ``Unavailable`` if a sample's loss or gradient is not a number with these inputs.
  init(_ work: Workload, at: [Double]) throws(Unavailable) {
    let taped = SampleTape.run(work, at: at)
    guard taped.samples.losses.allSatisfy(\.isFinite),
      taped.gradients.values.allSatisfy(\.isFinite)
    else { throw Unavailable("a loss or gradient is not a number with these inputs") }
    do {
      left = try AveragedTape.gradientOfMean(work, at: at).gradient
    } catch {
      throw Unavailable("\(error)")
    }
    right = taped.gradients.mean
    let rounding = RoundingEstimate(work, at: at)
    let differences = FiniteDifference(
      work, at: at, scales: GradientMeasurement.scales(work, taped, at: at),
      lossRounding: rounding.loss)
    (referee, refereeBound) = (differences.gradient, differences.errorBound)
    comparison = Comparison(
      left: left, right: right, expectedRounding: rounding.relative(to: left, right))
  }

  /// As many rows as are evaluated anew in a moment; the fewer, the more parameters are moved and the
  /// more operations each time.
  static func rowLimit(parameters: Int, operations: Int) -> Int {
    max(64, 300_000 / max(1, parameters * operations))
  }
}

extension CaseBench {
  /// A random part of the rows for what evaluates them anew, and a word on which they are.
  /// - Parameters:
  ///   - parameters: Those of another model that is evaluated; nil for the reader's.
  ///   - operations: How many operations that model has.
  func rowsToAlter(
    parameters: Int? = nil, operations: Int? = nil
  ) -> (work: Workload, note: String?) {
    let limit = AlteredInputs.rowLimit(
      parameters: parameters ?? work.parameters,
      operations: operations ?? work.program.steps.count)
    guard rows > limit else { return (work, note) }
    let chosen = RandomRows.choose(limit, of: rows, seed: problem.seed)
    let part = work.replacing(columns: work.columns.map { column in chosen.map { column[$0] } })
    return (part, RandomRows.note(limit, of: allRows, seed: problem.seed))
  }

  /// Places of the inputs among the columns.
  var inputColumns: [Int] {
    problem.inputs.compactMap { name in
      problem.data.columns.firstIndex { $0.name == name }
    }
  }
}
