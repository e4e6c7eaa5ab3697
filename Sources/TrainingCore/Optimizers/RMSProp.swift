/// Divides by the root of a moving mean of squares: s ← α s + (1 − α) g², then p ← p − η g/(√s + ε).
///
/// PyTorch's `RMSprop`; g is the derivative plus w p. If centred, with a moving mean m of g as well,
/// √(s − m²) takes the place of √s; where rounding makes that less than 0 it is 0, where PyTorch's
/// is no number. With a momentum, v ← μ v + g/(√s + ε) and p ← p − η v.
/// Source: T. Tieleman, G. Hinton, "Neural networks for machine learning", lecture 6.5, 2012;
/// centred: A. Graves, "Generating sequences with recurrent neural networks", 2013.
public struct RMSProp: NamedOptimizer {
  /// `rmsprop`.
  public let name = "rmsprop"
  /// What it does, in one line.
  public let summary = "each step divided by the root of a moving mean of squares"
  /// η, what the step is multiplied by.
  public var learningRate = 1e-2
  /// α, how much of the mean of squares stays.
  public var smoothing = 0.99
  /// ε, added to the root.
  public var epsilon = 1e-8
  /// μ, how much of the velocity stays; 0 for none.
  public var momentum = 0.0
  /// Whether to divide by the standard deviation in place of the root of the mean square.
  public var isCentred = false
  /// w, how much of a parameter is added to its derivative.
  public var weightDecay = 0.0

  /// PyTorch's defaults.
  public init() {}

  /// The same constants for every step: there is no bias correction.
  public func step(_ number: Int) -> OptimizerStep {
    OptimizerStep(
      .meanSquare(keep: smoothing, epsilon: epsilon, momentum: momentum, isCentred: isCentred),
      rate: learningRate, weightDecay: weightDecay)
  }

  /// Refuses numbers below 0, and a smoothing or a momentum of 1 or more.
  public func validate() throws(InputError) {
    try check(learningRate, "learning rate")
    try check(smoothing, "smoothing", below: 1)
    try check(epsilon, "epsilon")
    try check(momentum, "momentum", below: 1)
    try check(weightDecay, "weight decay")
  }
}
