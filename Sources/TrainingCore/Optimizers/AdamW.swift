/// Adam with weight decay apart from the gradient: p ← (1 − η w) p, then ``Adam``'s step with the
/// derivative alone.
///
/// PyTorch's `AdamW`.
/// Source: I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", 2019.
public struct AdamW: NamedOptimizer {
  /// `adamw`.
  public let name = "adamw"
  /// What it does, in one line.
  public let summary = "Adam with weight decay apart from the gradient"
  /// η, what the step and the weight decay are multiplied by.
  public var learningRate = 1e-3
  /// β₁, β₂, ε and whether to keep the largest squares.
  public var moments = OptimizerMoments()
  /// w; every step takes the share η w of a parameter away.
  public var weightDecay = 1e-2

  /// PyTorch's defaults.
  public init() {}

  /// The constants with the bias corrections of that step.
  public func step(_ number: Int) -> OptimizerStep {
    moments.step(
      number, rate: learningRate, weightDecay: 0, shrink: 1 - learningRate * weightDecay)
  }

  /// Refuses numbers below 0, and betas of 1 or more.
  public func validate() throws(InputError) {
    try check(learningRate, "learning rate")
    try moments.validate(in: self)
    try check(weightDecay, "weight decay")
  }
}
