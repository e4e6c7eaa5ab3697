/// What the catalogue measures on: the reader's problem, or a random part of it where all of it
/// would take too long, with everything that is known about each sample.
///
/// The left side of a case comes from ``tape(seedingLosses:)`` or ``tape(seedingPredictions:)``
/// (reverse mode over all samples), the right side from ``perSample`` and ``activations`` (one small
/// tape for each sample), and the referee from ``stencil`` (no derivatives at all).
struct CaseBench: Sendable {
  /// The problem, with the rows that are measured.
  let problem: Problem
  let work: Workload
  let structure: ProblemStructure
  /// The gradient by all routes, on these rows.
  let gradient: GradientEvidence
  /// Predictions, residuals, losses and deltas of these rows.
  let samples: SampleEvidence
  /// Derivative of each sample's prediction by each parameter: P arrays of N.
  let activations: [[Double]]
  let rounding: RoundingEstimate
  /// How far each parameter moves the predictions by about their own size.
  let scales: [Double]
  let stencil: Stencil
  /// Which rows were measured, for the reader; nil if all.
  let note: String?
  /// How many rows there are, of which these may be a part.
  let allRows: Int

  /// N.
  var rows: Int { work.rows }
  /// P.
  var parameters: Int { work.parameters }
  /// The parameters' names.
  var names: [String] { problem.parameters }
  /// Where gradients are compared.
  var at: [Double] { gradient.at }
  /// The samples' own gradients, by route 2.
  var perSample: PerSampleGradients { gradient.perSample }
  /// The gradient of the mean loss, by route 1.
  var meanGradient: [Double] { gradient.gradientOfAverage }
  /// The targets of all samples.
  var targets: [Double] { work.columns[work.target] }

  /// The whole problem, or as much of it as can be measured in a moment.
  /// - Throws: ``EvaluationError`` if the rows that were chosen cannot be evaluated.
  init(
    _ problem: Problem, _ work: Workload, _ structure: ProblemStructure,
    _ measured: GradientMeasurement
  ) throws(EvaluationError) {
    let limit = Self.rowLimit(parameters: work.parameters)
    guard work.rows > limit else {
      self.init(problem, work, structure, measured, note: nil, of: work.rows)
      return
    }
    self = try Self.part(
      problem, structure, limit: limit, of: work.rows, at: measured.gradient.at)
  }

  private init(
    _ problem: Problem, _ work: Workload, _ structure: ProblemStructure,
    _ measured: GradientMeasurement, note: String?, of allRows: Int
  ) {
    self.allRows = allRows
    self.problem = problem
    self.work = work
    self.structure = structure
    gradient = measured.gradient
    samples = measured.samples
    activations = measured.activations
    rounding = measured.rounding
    scales = measured.scales
    self.note = note
    stencil = Stencil(
      work, at: measured.gradient.at, scales: measured.scales, samples: measured.samples)
  }

  /// More rows would need more than a moment or more than about 50 MB: every parameter is moved six
  /// times, and every time all samples are evaluated.
  static func rowLimit(parameters: Int) -> Int {
    max(64, 250_000 / (parameters * (1 + parameters / 200)))
  }

  private static func part(
    _ problem: Problem, _ structure: ProblemStructure, limit: Int, of allRows: Int, at: [Double]
  ) throws(EvaluationError) -> CaseBench {
    let rows = RandomRows.choose(limit, of: problem.data.rows, seed: problem.seed)
    var chosen = problem
    chosen.data = problem.data.keeping(rows: rows)
    let work = try Workload(chosen)
    return CaseBench(
      chosen, work, structure, try GradientMeasurement(chosen, work, at: at),
      note: RandomRows.note(limit, of: allRows, seed: problem.seed), of: allRows)
  }

  /// A random part of the rows, for what grows faster than their number; the same if there are no
  /// more.
  /// - Throws: ``Unavailable`` if the part cannot be evaluated.
  func part(_ limit: Int) throws(Unavailable) -> CaseBench {
    guard rows > limit else { return self }
    do {
      return try Self.part(problem, structure, limit: limit, of: allRows, at: at)
    } catch {
      throw Unavailable("\(error)")
    }
  }

  // MARK: The left side

  /// The gradient of the sum of the losses with these N weights: reverse mode over all samples.
  /// - Throws: ``Unavailable`` if the memory does not suffice.
  func tape(seedingLosses weights: [Double]) throws(Unavailable) -> [Double] {
    do {
      return try AveragedTape.gradient(work, at: at, lossWeights: weights)
    } catch {
      throw Unavailable("\(error)")
    }
  }

  /// The gradient of the sum of the predictions with these N weights: reverse mode over all samples.
  /// - Throws: ``Unavailable`` if the memory does not suffice.
  func tape(seedingPredictions weights: [Double]) throws(Unavailable) -> [Double] {
    do {
      return try AveragedTape.gradient(work, at: at, predictionWeights: weights)
    } catch {
      throw Unavailable("\(error)")
    }
  }

  /// The gradient of what an aggregation makes of the losses.
  /// - Throws: ``Unavailable`` if the memory does not suffice.
  func gradient(
    of aggregation: some Aggregation, _ grouping: SampleGrouping? = nil
  ) throws(Unavailable) -> [Double] {
    let grouping = grouping ?? SampleGrouping(samples: rows)
    return try tape(seedingLosses: aggregation.coefficients(samples.losses, grouping))
  }

  // MARK: The right side

  /// The sum of the samples' own gradients with these N weights.
  func sum(weights: [Double]) -> [Double] { perSample.sum(in: 0..<rows) { weights[$0] * $1 } }

  /// The mean of the samples' own gradients in a range of rows.
  func mean(_ range: Range<Int>) -> [Double] {
    perSample.sum(in: range) { $1 }.map { $0 / Double(range.count) }
  }

  // MARK: The referee

  /// Central differences of a function of the samples' losses.
  /// - Parameters:
  ///   - weight: By how much one loss moves it at most, times N: 1 for the mean.
  ///   - piece: What tells apart the smooth pieces of a function that has kinks; see ``Stencil``.
  func referee(
    weight: Double = 1, piece: (([Double]) -> [Double])? = nil, of value: ([Double]) -> Double
  ) -> (gradient: [Double], bound: [Double]) {
    let here = abs(value(samples.losses))
    return stencil.gradient(
      rounding: weight * rounding.loss
        + Double(Summation.deepest(rows) + 8) * RoundingEstimate.unit * here,
      weight: weight, piece: piece.map { piece in { piece($0.losses) } }
    ) { value($0.losses) }
  }

  /// Central differences of what an aggregation makes of the losses.
  func referee(
    of aggregation: some Aggregation, _ grouping: SampleGrouping? = nil
  ) -> (gradient: [Double], bound: [Double]) {
    let grouping = grouping ?? SampleGrouping(samples: rows)
    let factors = aggregation.coefficients(samples.losses, grouping)
    // What goes by the losses' order has a kink wherever two of them change places.
    let isOrdered = aggregation is any OrderedAggregation || aggregation is Maximum
    return referee(
      weight: Double(rows) * (factors.map(abs).max() ?? 0),
      piece: isOrdered ? { aggregation.coefficients($0, grouping) } : nil
    ) { aggregation.reduce($0, grouping) }
  }

  // MARK: The verdict

  /// Two vectors that are weighted sums of the samples' gradients.
  /// - Parameters:
  ///   - weight: The largest weight in either, times N: 1 for the mean, N for a single sample.
  ///   - claimedFactor: The factor that theory claims for right = factor times left, if any.
  ///   - accident: Why they may be equal on these data without a law behind it; nil if a law is.
  func compare(
    _ left: [Double], _ right: [Double], weight: Double = 1, claimedFactor: Double? = nil,
    accident: String? = nil
  ) -> Comparison {
    var comparison = Comparison(
      left: left, right: right,
      expectedRounding: max(1, weight) * rounding.relative(to: left, right),
      claimedFactor: claimedFactor)
    if let accident { comparison.demoteEqual(why: accident + " in this run") }
    return comparison
  }

  /// Why micro-batches give the same mean although they need not.
  func whyEqual(_ microBatches: [Range<Int>]) -> String {
    Set(microBatches.map(\.count)).count <= 1
      ? "all micro-batches have the same size"
      : "the micro-batches’ sizes have no covariance with their mean gradients"
  }
}
