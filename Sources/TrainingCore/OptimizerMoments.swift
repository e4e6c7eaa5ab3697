import Formula

/// What ``Adam`` and ``AdamW`` keep of gradients and their squares.
public struct OptimizerMoments: Sendable, Equatable {
  /// β₁, how much of the mean of gradients stays.
  public var beta1 = 0.9
  /// β₂, how much of the mean of squares stays.
  public var beta2 = 0.999
  /// ε, added to the root after the bias correction.
  public var epsilon = 1e-8
  /// Whether to divide by the root of the largest mean of squares so far.
  public var usesLargest = false

  /// PyTorch's defaults.
  public init() {}

  /// The constants of a step of the given number; the first is 1.
  func step(_ number: Int, rate: Double, weightDecay: Double, shrink: Double) -> OptimizerStep {
    let first = 1 - Elementary.pow(beta1, Double(number))
    let second = 1 - Elementary.pow(beta2, Double(number))
    return OptimizerStep(
      .moments(
        keep: beta1, keepSquares: beta2, rootScale: 1 / second.squareRoot(), epsilon: epsilon,
        shrink: shrink, usesLargest: usesLargest),
      rate: rate / first, weightDecay: weightDecay)
  }

  func validate(in optimizer: some NamedOptimizer) throws(InputError) {
    try optimizer.check(beta1, "first beta", below: 1)
    try optimizer.check(beta2, "second beta", below: 1)
    try optimizer.check(epsilon, "epsilon")
  }
}
