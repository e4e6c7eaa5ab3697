/// Momentum that looks ahead: v ← μ v + g + w p, then p ← p − η (g + w p + μ v).
///
/// PyTorch's `SGD` with `nesterov=True`: the parameters are those of the point ahead, where the
/// gradient is taken. With μ = 0 it is gradient descent.
/// Source: Y. Nesterov, "A method for solving the convex programming problem with convergence rate
/// O(1/k²)", 1983, in the form of I. Sutskever, J. Martens, G. Dahl, G. Hinton, "On the importance of
/// initialization and momentum in deep learning", 2013.
public struct Nesterov: NamedOptimizer {
  /// `nesterov`.
  public let name = "nesterov"
  /// What it does, in one line.
  public let summary = "momentum with the gradient taken ahead"
  /// η, what the step is multiplied by.
  public var learningRate = 1e-3
  /// μ, how much of the velocity stays; 0.9 as with ``Momentum``.
  public var momentum = 0.9
  /// w, how much of a parameter is added to its derivative.
  public var weightDecay = 0.0

  /// PyTorch's defaults, with a momentum of 0.9.
  public init() {}

  /// The same constants for every step: the velocity begins at 0.
  public func step(_ number: Int) -> OptimizerStep {
    OptimizerStep(
      momentum == 0 ? .descent : .momentum(momentum, fresh: 1, looksAhead: true),
      rate: learningRate, weightDecay: weightDecay)
  }

  /// Refuses numbers below 0, and a momentum of 1 or more.
  public func validate() throws(InputError) {
    try check(learningRate, "learning rate")
    try check(momentum, "momentum", below: 1)
    try check(weightDecay, "weight decay")
  }

  /// 2 (1 + μ)/((1 + 2μ) (λ + w)).
  public func largestStableRate(curvature: Double) -> Double? {
    LearningRateLimit.nesterov(curvature: curvature + weightDecay, momentum: momentum)
  }
}
