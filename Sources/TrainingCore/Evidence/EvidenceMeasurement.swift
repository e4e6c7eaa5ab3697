extension Evidence {
  /// Measures everything about a problem.
  ///
  /// An empty ``Problem/at`` is filled in, with its reason. The same problem gives the same
  /// evidence, bit for bit, on one kind of processor.
  /// - Parameters:
  ///   - problem: what is measured.
  ///   - progress: called at the beginning of each stage with its name.
  /// - Throws: ``InputError`` of kind `badData` if the problem cannot be evaluated at its point;
  ///   the message says what to do, and where rows are at fault names the first. Of kind
  ///   `notFound` if OpenBLAS cannot be loaded.
  public init(
    measuring problem: Problem, progress: (String) -> Void = { _ in }
  ) throws(InputError) {
    try LAPACK.load()
    do {
      self = try Evidence.measure(problem, progress)
    } catch {
      throw InputError(.badData, file: error.file, line: error.line, error.description)
    }
  }

  private static func measure(
    _ given: Problem, _ progress: (String) -> Void
  ) throws(EvaluationError) -> Evidence {
    var problem = given
    let work = try Workload(problem)
    let structure = ProblemStructure(problem, work)
    guard problem.at.isEmpty || problem.at.count == work.parameters else {
      throw EvaluationError(
        "\(problem.at.count) values for \(work.parameters) parameters; give one for each with --at")
    }
    progress("finding the optimum")
    var optimum = OptimumFinder.find(problem, work, structure, at: problem.at)
    if problem.at.isEmpty {
      (problem.at, problem.atReason) = DefaultPoint.choose(problem, work, optimum: optimum)
    }
    progress("computing the gradient by six routes")
    let measured = try GradientMeasurement(problem, work, at: problem.at)
    optimum.measure(work, against: measured.gradient)
    progress("training, and evaluating the derivation")
    let (training, moved, lines) = concurrently(
      { [problem, optimum] in train(problem, .none, known: optimum) },
      { [problem] in train(problem, .centred) },
      { [problem] in
        Result { () throws(EvaluationError) in
          try Derivation(
            problem, work, structure, measured.gradient,
            rounding: measured.rounding)
        }
      })
    let derivation = try lines.get()
    let centred = TrainingMeasurement.comparable(moved, with: optimum, training)
    optimum.compare(with: [training, centred])
    progress("measuring the catalogue")
    let input = try CaseInput(
      problem, work, structure, measured, training: training, centredTraining: centred)
    let readings = Reading.all(work, measured, input.covariance)
    let (checks, curves, cases) = concurrently(
      { [problem] in
        ModelCheckTask.all(problem).concurrentMap { try? $0.measured() }.compactMap(\.self)
      },
      { [problem] in DifferenceCurve.all(input, ModelCheckTask.all(problem)) },
      { [problem] in CaseSelection(problem.question).cases.concurrentMap { $0.result(input) } })
    return Evidence(
      problem: problem, samples: measured.samples, gradient: measured.gradient,
      kinks: KinkEvidence(work, at: problem.at),
      objective: measured.objective, optimum: optimum,
      largestStableRate: input.quadraticCurvature.flatMap {
        MeanCurvature.largestStableRate($0, size: work.parameters)
      }, derivation: derivation,
      readings: readings, covariance: input.covariance, training: training,
      centredTraining: centred, cases: cases, casesNote: input.bench.note,
      modelChecks: checks + [ModelCheck(problem, measured.gradient, readings)],
      differenceCurves: curves, ratePaths: RatePath.all(input, objective: measured.objective))
  }

  private static func train(
    _ problem: Problem, _ transform: InputTransform, known: Optimum? = nil
  ) -> Result<TrainingEvidence, Unavailable> {
    Result { () throws(Unavailable) in
      try TrainingMeasurement.run(problem, transform: transform, known: known)
    }
  }
}
