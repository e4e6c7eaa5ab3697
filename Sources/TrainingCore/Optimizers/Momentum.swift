/// Steps along a velocity that gradients push and friction slows: v ← μ v + (1 − τ) (g + w p), in
/// the first step v = g + w p, then p ← p − η v.
///
/// PyTorch's `SGD` with a momentum. The learning rate is outside of the velocity, so that changing
/// it changes the next step by as much. With μ = 0 it is gradient descent.
/// Source: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
public struct Momentum: NamedOptimizer {
  /// `momentum`.
  public let name = "momentum"
  /// What it does, in one line.
  public let summary = "gradient descent with a velocity (heavy ball)"
  /// η, what the velocity is multiplied by.
  public var learningRate = 1e-3
  /// μ, how much of the velocity stays. Here alone the default is not that of PyTorch's `SGD`, which
  /// is 0 and means none; 0.9 is the usual value, and the first beta of Adam.
  public var momentum = 0.9
  /// τ, the share of a gradient that does not come into the velocity, except in the first step.
  public var dampening = 0.0
  /// w, how much of a parameter is added to its derivative.
  public var weightDecay = 0.0

  /// PyTorch's defaults, with a momentum of 0.9.
  public init() {}

  /// The velocity begins at 0, so the first step needs nothing but all of the gradient.
  public func step(_ number: Int) -> OptimizerStep {
    let fresh = number == 1 ? 1 : 1 - dampening
    return OptimizerStep(
      momentum == 0 ? .descent : .momentum(momentum, fresh: fresh, looksAhead: false),
      rate: learningRate, weightDecay: weightDecay)
  }

  /// Refuses numbers below 0, and a momentum or a dampening of 1 or more.
  public func validate() throws(InputError) {
    try check(learningRate, "learning rate")
    try check(momentum, "momentum", below: 1)
    try check(dampening, "dampening", below: 1)
    try check(weightDecay, "weight decay")
  }

  /// 2 (1 + μ)/((1 − τ) (λ + w)); without momentum there is no dampening either.
  public func largestStableRate(curvature: Double) -> Double? {
    LearningRateLimit.momentum(
      curvature: curvature + weightDecay, momentum: momentum,
      dampening: momentum == 0 ? 0 : dampening)
  }
}
