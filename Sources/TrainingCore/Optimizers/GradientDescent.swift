/// Steps against the gradient: p ← p − η (g + w p).
///
/// PyTorch's `SGD` without momentum. With the gradient of a mini-batch it is stochastic descent.
/// Source: H. Robbins, S. Monro, "A stochastic approximation method", 1951.
public struct GradientDescent: NamedOptimizer {
  /// `gd`.
  public let name = "gd"
  /// What it does, in one line.
  public let summary = "gradient descent: a step against the gradient"
  /// η, what the gradient is multiplied by.
  public var learningRate = 1e-3
  /// w, how much of a parameter is added to its derivative.
  public var weightDecay = 0.0

  /// PyTorch's defaults.
  public init() {}

  /// The same constants for every step.
  public func step(_ number: Int) -> OptimizerStep {
    OptimizerStep(.descent, rate: learningRate, weightDecay: weightDecay)
  }

  /// Refuses numbers below 0.
  public func validate() throws(InputError) {
    try check(learningRate, "learning rate")
    try check(weightDecay, "weight decay")
  }

  /// 2/(λ + w).
  public func largestStableRate(curvature: Double) -> Double? {
    LearningRateLimit.gradientDescent(curvature: curvature + weightDecay)
  }
}
