/// Divides by the root of the sum of all squares so far: s ← s + g², then
/// p ← p − η/(1 + (t − 1) κ) · g/(√s + ε) in step t.
///
/// PyTorch's `Adagrad`; g is the derivative plus w p.
/// Source: J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods for online learning and
/// stochastic optimization", 2011.
public struct Adagrad: NamedOptimizer {
  /// `adagrad`.
  public let name = "adagrad"
  /// What it does, in one line.
  public let summary = "each step divided by the root of the sum of all squares so far"
  /// η, what the step is multiplied by.
  public var learningRate = 1e-2
  /// κ, how fast the learning rate falls, apart from what the sum does.
  public var learningRateDecay = 0.0
  /// s before the first step.
  public var initialAccumulator = 0.0
  /// ε, added to the root.
  public var epsilon = 1e-10
  /// w, how much of a parameter is added to its derivative.
  public var weightDecay = 0.0

  /// PyTorch's defaults.
  public init() {}

  /// The sum before the first step.
  public var initialState: Double { initialAccumulator }

  /// The learning rate falls with the number of steps that were taken before.
  public func step(_ number: Int) -> OptimizerStep {
    OptimizerStep(
      .sumOfSquares(epsilon: epsilon),
      rate: learningRate / (1 + Double(number - 1) * learningRateDecay), weightDecay: weightDecay)
  }

  /// Refuses numbers below 0.
  public func validate() throws(InputError) {
    try check(learningRate, "learning rate")
    try check(learningRateDecay, "decay of the learning rate")
    try check(initialAccumulator, "initial accumulator")
    try check(epsilon, "epsilon")
    try check(weightDecay, "weight decay")
  }
}
