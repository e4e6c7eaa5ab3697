/// Divides a moving mean of gradients by the root of one of squares, both corrected for their start
/// at 0: m ← β₁ m + (1 − β₁) g and s ← β₂ s + (1 − β₂) g², then in step t
/// p ← p − η/(1 − β₁ᵗ) · m/(√(s/(1 − β₂ᵗ)) + ε).
///
/// PyTorch's `Adam`; g is the derivative plus w p, so that weight decay is divided by the root as
/// well (``AdamW`` does otherwise). With AMSGrad, the largest s so far takes the place of s.
/// Source: D. Kingma, J. Ba, "Adam: a method for stochastic optimization", 2015; AMSGrad:
/// S. Reddi, S. Kale, S. Kumar, "On the convergence of Adam and beyond", 2018.
public struct Adam: NamedOptimizer {
  /// `adam`.
  public let name = "adam"
  /// What it does, in one line.
  public let summary = "the mean of gradients over the root of the mean of squares"
  /// η, what the step is multiplied by: about the length of a step for each parameter.
  public var learningRate = 1e-3
  /// β₁, β₂, ε and whether to keep the largest squares.
  public var moments = OptimizerMoments()
  /// w, how much of a parameter is added to its derivative.
  public var weightDecay = 0.0

  /// PyTorch's defaults.
  public init() {}

  /// The constants with the bias corrections of that step.
  public func step(_ number: Int) -> OptimizerStep {
    moments.step(number, rate: learningRate, weightDecay: weightDecay, shrink: 1)
  }

  /// Refuses numbers below 0, and betas of 1 or more.
  public func validate() throws(InputError) {
    try check(learningRate, "learning rate")
    try moments.validate(in: self)
    try check(weightDecay, "weight decay")
  }
}
