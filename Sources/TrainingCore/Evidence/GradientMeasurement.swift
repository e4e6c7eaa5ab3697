/// Runs all routes to the gradient and compares them.
struct GradientMeasurement {
  var gradient: GradientEvidence
  var samples: SampleEvidence
  var activations: [[Double]]
  var objective: Double
  var rounding: RoundingEstimate
  /// See ``scales(_:at:)``.
  var scales: [Double]

  /// - Throws: ``EvaluationError`` if a formula cannot be evaluated, or a sample's prediction, loss
  ///   or derivative is not a number at `at`.
  init(_ problem: Problem, _ work: Workload, at: [Double]) throws(EvaluationError) {
    let (taped, (rounding, symbolic), (averaged, fourth)) = concurrently(
      { SampleTape.run(work, at: at) },
      {
        (
          RoundingEstimate(work, at: at),
          Result { () throws(EvaluationError) in
            try SymbolicGradient.compute(problem, work, at: at)
          }
        )
      },
      {
        (
          Result { () throws(EvaluationError) in try AveragedTape.gradientOfMean(work, at: at) },
          DualEvaluator.gradientOfMean(work, at: at)
        )
      })
    let first = try averaged.get()
    try Self.check(taped, problem, at: at)
    scales = Self.scales(work, taped, at: at)
    let second = taped.gradients.mean
    let referee = FiniteDifference(work, at: at, scales: scales, lossRounding: rounding.loss)
    gradient = GradientEvidence(
      parameters: problem.parameters, at: at, gradientOfAverage: first.gradient,
      averageOfGradients: second, symbolic: try symbolic.get(), forwardMode: fourth,
      finiteDifference: referee.gradient, finiteDifferenceErrorBound: referee.errorBound,
      exact: ExactGradient.compute(work, at: at)?.gradient, perSample: taped.gradients,
      comparison: Self.compare(first.gradient, second, rounding), otherRoutes: [])
    gradient.otherRoutes = Self.routes(gradient, rounding)
    samples = taped.samples
    activations = taped.activations
    objective = first.mean
    self.rounding = rounding
  }

  /// Route 1 against every other one.
  private static func routes(
    _ gradient: GradientEvidence, _ rounding: RoundingEstimate
  ) -> [(name: String, comparison: Comparison)] {
    let bound = gradient.finiteDifferenceErrorBound
    let others: [(name: String, values: [Double]?, bound: [Double])] = [
      ("average of gradients", gradient.averageOfGradients, []),
      ("symbolic", gradient.symbolic, []), ("forward mode", gradient.forwardMode, []),
      ("finite difference", gradient.finiteDifference, bound), ("exact", gradient.exact, []),
    ]
    return others.compactMap { other in
      other.values.map {
        (other.name, compare(gradient.gradientOfAverage, $0, rounding, bound: other.bound))
      }
    }
  }

  /// Two gradients; `bound` is what the other one states about its own error.
  private static func compare(
    _ first: [Double], _ other: [Double], _ rounding: RoundingEstimate, bound: [Double] = []
  ) -> Comparison {
    let expected = rounding.relative(to: first, other)
    let size = max(VectorNorm.euclidean(first), VectorNorm.euclidean(other))
    // The referee may be off by its own bound and no more: that is what equality stands for.
    guard !bound.isEmpty, size > 0 else {
      return Comparison(left: first, right: other, expectedRounding: expected)
    }
    let allowed = VectorNorm.euclidean(bound) / size / Comparison.equalWithin
    return Comparison(
      left: first, right: other, expectedRounding: max(expected, allowed),
      tooWide: allowed > expected ? .refereeTooRough : nil)
  }

  /// How far a parameter moves the predictions by about the size of the data; in a model that is not
  /// affine at most a multiple of the largest parameter, since what saturates never moves them so far.
  static func scales(
    _ work: Workload, _ taped: SampleTape.Result, at: [Double]
  ) -> [Double] {
    let largest = at.map { abs($0) }.max() ?? 0
    let limit = ProblemStructure.isAffine(work) || largest == 0 ? .infinity : 16 * largest
    let sizes = zip(taped.samples.predictions, taped.samples.residuals).map { abs($0) + abs($1) }
    let size = Summation.mean(sizes)
    return at.indices.map { index in
      let slope = Summation.mean(taped.activations[index].map { abs($0) })
      let scale = size / slope
      return min(scale.isFinite && scale > 0 ? scale : max(1, abs(at[index])), limit)
    }
  }

  /// Refuses what is not a number, naming the first row.
  private static func check(
    _ taped: SampleTape.Result, _ problem: Problem, at: [Double]
  ) throws(EvaluationError) {
    let samples = taped.samples
    let columns = problem.parameters.count
    for row in samples.losses.indices {
      let what: String
      if !samples.predictions[row].isFinite {
        what = "prediction"
      } else if !samples.losses[row].isFinite {
        what = "loss"
      } else if !samples.deltas[row].isFinite
        || !(0..<columns).allSatisfy({ taped.gradients[row, $0].isFinite })
      {
        what = "gradient"
      } else {
        continue
      }
      throw refusal(of: what, row: row, problem, at: at)
    }
  }

  private static func refusal(
    of what: String, row: Int, _ problem: Problem, at: [Double]
  ) -> EvaluationError {
    let line = problem.data.lines?.line(of: row)
    let values = zip(problem.parameters, at).map { "\($0)=\($1)" }
    let point = values.prefix(8).joined(separator: ",")
    let rest = values.count > 8 ? " and \(values.count - 8) more" : ""
    return EvaluationError(
      "the \(what) for \(line == nil ? "row \(row + 1)" : "this row") is not a finite number"
        + " at \(point)\(rest); choose another point with --at, another formula, or drop the row",
      file: problem.data.lines?.path, line: line)
  }
}
