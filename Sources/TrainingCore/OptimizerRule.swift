/// A rule that moves parameters against a gradient, with its hyperparameters.
///
/// To add one, put a file into `Optimizers/` that declares a type of the file's name. Hyperparameters
/// have PyTorch's defaults, and the step has PyTorch's conventions. Most rules only say what
/// ``step(_:)`` is; one that is none of ``OptimizerStep/Rule`` has an own ``update(_:gradient:state:step:)``,
/// marked `@specialized(where Scalar == Float)` and the same for Double if it is to be fast.
public protocol NamedOptimizer: Sendable {
  /// For the registry, which makes one of every optimizer.
  init()
  /// The name that `list optimizers` shows.
  var name: String { get }
  /// What it does, in one line.
  var summary: String { get }
  /// What the steps are multiplied by.
  var learningRate: Double { get set }
  /// How many numbers are kept for each parameter from step to step.
  var buffers: Int { get }
  /// What these numbers are before the first step.
  var initialState: Double { get }
  /// The constants of the step of the given number; the first is 1.
  func step(_ number: Int) -> OptimizerStep
  /// Refuses hyperparameters that are out of their range.
  /// - Throws: ``InputError`` (usage) that says which, and what the range is.
  func validate() throws(InputError)
  /// The largest learning rate with which full-batch steps on a quadratic converge.
  /// - Parameter curvature: the largest eigenvalue of the Hessian of the loss, above 0.
  /// - Returns: nil if no such rate is known for the rule.
  func largestStableRate(curvature: Double) -> Double?
  /// Moves P parameters by the step of the given number.
  /// - Parameters:
  ///   - parameters: P values.
  ///   - gradient: P derivatives.
  ///   - state: the ``buffers`` one after the other, P values each.
  ///   - step: which step it is; the first is 1.
  func update<Scalar: OptimizerScalar>(
    _ parameters: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
    state: inout MutableSpan<Scalar>, step: Int)
}

extension NamedOptimizer {
  /// As many as the step's loop needs.
  public var buffers: Int { step(1).buffers }
  /// Nothing.
  public var initialState: Double { 0 }
  /// Not known.
  public func largestStableRate(curvature: Double) -> Double? { nil }

  /// Moves P parameters by the constants of ``step(_:)``.
  public func update<Scalar: OptimizerScalar>(
    _ parameters: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
    state: inout MutableSpan<Scalar>, step: Int
  ) {
    Scalar.move(&parameters, gradient: gradient, state: &state, by: self.step(step))
  }

  /// The largest learning rate with which full-batch steps on a quadratic converge.
  /// - Parameters:
  ///   - hessian: the second derivatives of the loss, row by row, the same everywhere.
  ///   - size: the number of its rows.
  /// - Returns: nil if no such rate is known for the rule, or the loss is nowhere curved upwards.
  public func largestStableRate(hessian: [Double], size: Int) -> Double? {
    LearningRateLimit.largestCurvature(hessian, size: size).flatMap {
      largestStableRate(curvature: $0)
    }
  }

  /// Refuses a hyperparameter that is no number of the range.
  func check(
    _ value: Double, _ what: String, from low: Double = 0, below high: Double = .infinity
  ) throws(InputError) {
    guard value >= low, value < high else {
      let range = high.isFinite ? "from \(low) to below \(high)" : "of at least \(low)"
      throw InputError(
        .usage, "\(name): the \(what) is \(value)", advice: "give a number \(range)")
    }
  }
}

extension Registry {
  /// The optimizer of a name, with its default hyperparameters.
  /// - Throws: ``InputError`` (usage) that suggests a name if there is none of this one.
  public static func optimizer(named name: String) throws(InputError) -> any NamedOptimizer {
    if let found = optimizers.first(where: { $0.name == name }) { return found }
    let names = optimizers.map(\.name)
    throw InputError(
      .usage, "there is no optimizer \(Printable.quoted(name))",
      advice: Suggestion.advice(
        for: name, in: names, otherwise: "use one of \(Printable.list(names))"))
  }
}
