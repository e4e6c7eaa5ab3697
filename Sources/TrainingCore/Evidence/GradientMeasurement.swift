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
    let (taped, (rounding, symbolic), (first, fourth)) = concurrently(
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
        var columns = ColumnTape(work, at: at)
        return (columns.gradientOfMean(), DualEvaluator.gradientOfMean(work, at: at))
      })
    try Self.check(taped, problem, at: at)
    scales = Self.scales(taped, at: at)
    let second = taped.gradients.mean
    let third = try symbolic.get()
    let referee = FiniteDifference(
      work, at: at, scales: scales, lossRounding: rounding.loss)
    let exact = ExactGradient.compute(work, at: at)
    func against(_ other: [Double], bound: [Double] = []) -> Comparison {
      var expected = rounding.relative(to: first.gradient, other)
      let size = max(VectorNorm.euclidean(first.gradient), VectorNorm.euclidean(other))
      // The referee may be off by its own bound and no more: that is what equality stands for.
      guard !bound.isEmpty, size > 0 else {
        return Comparison(left: first.gradient, right: other, expectedRounding: expected)
      }
      let allowed = VectorNorm.euclidean(bound) / size / Comparison.equalWithin
      let isTooRough = allowed > expected
      expected = max(expected, allowed)
      return Comparison(
        left: first.gradient, right: other, expectedRounding: expected,
        tooWide: isTooRough ? .refereeTooRough : nil)
    }
    var others = [
      ("average of gradients", against(second)), ("symbolic", against(third)),
      ("forward mode", against(fourth)),
      ("finite difference", against(referee.gradient, bound: referee.errorBound)),
    ]
    if let exact { others.append(("exact", against(exact.gradient))) }
    gradient = GradientEvidence(
      parameters: problem.parameters, at: at, gradientOfAverage: first.gradient,
      averageOfGradients: second, symbolic: third, forwardMode: fourth,
      finiteDifference: referee.gradient, finiteDifferenceErrorBound: referee.errorBound,
      exact: exact?.gradient, perSample: taped.gradients, comparison: against(second),
      otherRoutes: others.map { (name: $0.0, comparison: $0.1) })
    samples = taped.samples
    activations = taped.activations
    objective = first.mean
    self.rounding = rounding
  }

  /// How far a parameter moves the predictions by about their own size.
  static func scales(_ taped: SampleTape.Result, at: [Double]) -> [Double] {
    let sizes = zip(taped.samples.predictions, taped.samples.residuals).map { abs($0) + abs($1) }
    let size = Summation.mean(sizes)
    return at.indices.map { index in
      let slope = Summation.mean(taped.activations[index].map { abs($0) })
      let scale = size / slope
      return scale.isFinite && scale > 0 ? scale : max(1, abs(at[index]))
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
      let point = zip(problem.parameters, at).map { "\($0)=\($1)" }.joined(separator: ",")
      throw EvaluationError(
        "the \(what) of row \(row + 1) is not a finite number at \(point);"
          + " choose another point with --at, another formula, or drop the row")
    }
  }
}
