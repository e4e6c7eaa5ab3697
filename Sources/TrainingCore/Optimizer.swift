/// A rule with the state that it keeps from step to step, for P parameters.
///
/// A value: a copy goes its own way. Steps allocate nothing.
public struct Optimizer<Scalar: OptimizerScalar>: Sendable {
  /// The rule; its learning rate may be changed between steps.
  public private(set) var rule: any NamedOptimizer
  /// How many parameters there are.
  public let parameters: Int
  /// How many steps were taken.
  public private(set) var steps = 0
  /// The rule's buffers, one after the other.
  private var state: [Scalar]

  /// An optimizer that has taken no step yet.
  /// - Parameters:
  ///   - rule: what moves the parameters.
  ///   - parameters: how many there are.
  /// - Throws: ``InputError`` (usage) if a hyperparameter is out of its range or the state would not
  ///   fit into memory's addresses.
  public init(_ rule: any NamedOptimizer, parameters: Int) throws(InputError) {
    try rule.validate()
    let (count, overflows) = parameters.multipliedReportingOverflow(by: rule.buffers)
    guard parameters >= 0, !overflows, count <= Int.max / MemoryLayout<Scalar>.stride else {
      throw InputError(.usage, "there is no optimizer for \(parameters) parameters")
    }
    self.rule = rule
    self.parameters = parameters
    state = [Scalar](repeating: Scalar(rule.initialState), count: count)
  }

  /// What the rule's steps are multiplied by: for schedules.
  public var learningRate: Double {
    get { rule.learningRate }
    set { rule.learningRate = newValue }
  }

  /// Moves the parameters by one step.
  /// - Parameters:
  ///   - parameters: P values; as many as the optimizer was made for, or the program stops.
  ///   - gradient: the derivative of the loss by each of them.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public mutating func step(_ parameters: inout [Scalar], gradient: [Scalar]) {
    var span = parameters.mutableSpan
    update(parameters: &span, gradient: gradient.span)
  }

  /// Moves parameters that stand in memory of somebody else by one step.
  /// - Parameters:
  ///   - parameters: P values; as many as the optimizer was made for, or the program stops.
  ///   - gradient: the derivative of the loss by each of them.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public mutating func update(parameters: inout MutableSpan<Scalar>, gradient: Span<Scalar>) {
    precondition(
      parameters.count == self.parameters && gradient.count == self.parameters,
      "an optimizer for another number of parameters")
    steps += 1
    let (rule, step) = (rule, steps)
    var span = state.mutableSpan
    rule.update(&parameters, gradient: gradient, state: &span, step: step)
  }
}
