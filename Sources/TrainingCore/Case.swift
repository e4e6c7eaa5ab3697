/// One entry of the catalogue: a computation in which averaging and differentiating meet or part.
///
/// To add one, put a file into `Cases/` that declares a type of the file's name.
public protocol Case: Sendable {
  /// For the registry, which makes one of every case.
  init()
  /// A letter and two digits, as in the catalogue.
  var id: String { get }
  /// The premise that the case is about, "P1" to "P7".
  var premise: String { get }
  /// What the computation is called, in a few words without a full stop.
  var title: String { get }
  /// What holds for every problem, in one or two sentences without numbers.
  var statement: String { get }
  /// The gap between the sides, or where the wrong side stands still, as TeX.
  var formula: String { get }
  /// How to get it right, in one line.
  var repair: String { get }
  /// The repair as one line of code in the manner of PyTorch; empty if there is nothing to write.
  var code: String { get }
  /// What one would see in an observed gradient, written as a weighted sum of the samples' own:
  /// "all weights are 1/N". Empty if it shows nothing.
  var signature: String { get }
  /// Public threads that discuss it: a repository or site with the number, such as
  /// "pytorch #72047" or "stats.SE 183840".
  var discussedIn: [String] { get }
  /// A question for a class, whose answer the measurement is; empty for most.
  var exercise: String { get }
  /// What the left side is, in a few words.
  var leftName: String { get }
  /// What the right side is, in a few words.
  var rightName: String { get }
  /// The statement for a given problem, where more can be said than of every one.
  func statement(for input: CaseInput) -> String
  /// Measures both sides on the problem; left is the gradient of the average loss unless
  /// ``leftName`` says otherwise, right what the case's procedure gives.
  /// - Throws: ``Unavailable`` with the reason if the case does not apply to it.
  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement
}

extension Case {
  /// No question.
  public var exercise: String { "" }
  /// The side that most cases compare with.
  public var leftName: String { "gradient of the average loss" }
  /// None.
  public var code: String { "" }
  /// Nothing.
  public var signature: String { "" }
  /// None.
  public var discussedIn: [String] { [] }
  /// True of every case, for those that have no better name.
  public var rightName: String { "what this computation gives" }
  /// What holds for every problem.
  public func statement(for input: CaseInput) -> String { statement }

  /// The case with its measurement, or with the reason why there is none.
  func result(_ input: CaseInput) -> CaseResult {
    let outcome: Result<CaseResult.Measurement, Unavailable>
    do {
      outcome = .success(try measure(input))
    } catch {
      outcome = .failure(error)
    }
    return CaseResult(
      id: id, premise: premise, title: title, statement: statement(for: input), formula: formula,
      repair: repair, code: code, signature: signature, discussedIn: discussedIn,
      exercise: exercise,
      leftName: leftName, rightName: rightName, outcome: outcome.map(\.withoutBaselessGap))
  }
}

/// What a case may draw on: the problem and what has been measured on it already.
public struct CaseInput: Sendable {
  /// The problem with its comparison point.
  var problem: Problem
  /// The gradient by all routes at the comparison point.
  var gradient: GradientEvidence
  /// Predictions, residuals, losses and deltas there.
  var samples: SampleEvidence
  /// Deltas and activations there, averaged apart and together.
  var covariance: CovarianceEvidence
  /// The same and more on as many rows as the whole catalogue can be measured on in a moment.
  let bench: CaseBench
  /// Training as the inputs are, or why there is none.
  var training: Result<TrainingEvidence, Unavailable>
  /// The same with centred inputs.
  var centredTraining: Result<TrainingEvidence, Unavailable>
  let work: Workload
  let structure: ProblemStructure
  let rounding: RoundingEstimate
  /// How far each parameter moves the predictions by about their own size.
  let scales: [Double]
  /// The Hessian of a mean loss that is a quadratic of the parameters, else nil.
  let quadraticCurvature: [Double]?

  init(
    _ problem: Problem, _ work: Workload, _ structure: ProblemStructure,
    _ measured: GradientMeasurement, training: Result<TrainingEvidence, Unavailable>,
    centredTraining: Result<TrainingEvidence, Unavailable>
  ) throws(EvaluationError) {
    self.problem = problem
    bench = try CaseBench(problem, work, structure, measured)
    gradient = measured.gradient
    samples = measured.samples
    covariance = CovarianceEvidence(
      deltas: measured.samples.deltas, activations: measured.activations)
    self.training = training
    self.centredTraining = centredTraining
    self.work = work
    self.structure = structure
    rounding = measured.rounding
    scales = measured.scales
    quadraticCurvature = MeanCurvature.ofQuadratic(structure, activations: measured.activations)
  }

  /// The gradient of the average loss against another vector; equality that is an accident of the
  /// run is not called equality.
  func compare(_ other: [Double], accident: String? = nil)
    -> Comparison
  {
    let truth = gradient.gradientOfAverage
    var comparison = Comparison(
      left: truth, right: other, expectedRounding: rounding.relative(to: truth, other))
    if let accident { comparison.demoteEqual(why: accident + " in this run") }
    return comparison
  }
}
