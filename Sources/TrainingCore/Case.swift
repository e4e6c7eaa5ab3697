/// One entry of the catalogue: a computation in which averaging and differentiating meet or part.
///
/// To add one, put a file into `Cases/` that declares a type of the file's name.
public protocol Case: Sendable {
  /// Every case can be made without anything.
  init()
  /// A letter and two digits, as in the catalogue.
  var id: String { get }
  /// "P1" to "P7".
  var premise: String { get }
  /// A few words without a full stop.
  var title: String { get }
  /// One or two sentences without numbers.
  var statement: String { get }
  /// The gap's formula as TeX.
  var formula: String { get }
  /// How to get it right, in one line.
  var repair: String { get }
  /// What the left side is, in a few words.
  var leftName: String { get }
  /// What the right side is, in a few words.
  var rightName: String { get }
  /// The statement for a given problem, where more can be said than of every one.
  func statement(for input: CaseInput) -> String
  /// Measures both sides on the problem; left is the gradient of the average loss, right what the
  /// case's procedure gives.
  /// - Throws: ``Unavailable`` with the reason if the case does not apply to it.
  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement
}

extension Case {
  /// The side that most cases compare with.
  public var leftName: String { "gradient of the average loss" }
  /// What can be said of every case.
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
      repair: repair, leftName: leftName, rightName: rightName, outcome: outcome)
  }
}

/// What a case may draw on: the problem and what has been measured on it already.
public struct CaseInput: Sendable {
  public var problem: Problem
  public var gradient: GradientEvidence
  public var samples: SampleEvidence
  public var covariance: CovarianceEvidence
  public var training: Result<TrainingEvidence, Unavailable>
  public var centredTraining: Result<TrainingEvidence, Unavailable>
  let work: Workload
  let structure: ProblemStructure
  let rounding: RoundingEstimate
  /// How far each parameter moves the predictions by about their own size.
  let scales: [Double]
  /// The Hessian of a mean loss that is a quadratic of the parameters, else nil.
  let quadraticCurvature: [Double]?

  /// The gradient of the average loss against another vector; equality that is an accident of the
  /// run is not called equality.
  func compare(_ other: [Double], accident: String? = nil)
    -> Comparison
  {
    let truth = gradient.gradientOfAverage
    var comparison = Comparison(
      left: truth, right: other, expectedRounding: rounding.relative(to: truth, other))
    if let accident {
      comparison.demoteEqual(
        why: work.rows == 1 ? "one sample is its own average" : accident + " in this run")
    }
    return comparison
  }
}
