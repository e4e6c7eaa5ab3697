/// The numbers of one step of an optimizer, the same for all parameters, for the loops that there
/// are.
///
/// They are doubles whatever the parameters are, and rounded once when the loop begins, as
/// PyTorch's are. Below, p is a parameter, r the ``rate``, w the ``weightDecay`` and g the
/// derivative plus w p.
public struct OptimizerStep: Sendable, Equatable {
  /// What moves the parameters.
  public enum Rule: Sendable, Equatable {
    /// p ← p − r g.
    case descent
    /// v ← `momentum` v + `fresh` g, then p ← p − r v, or p ← p − r (g + `momentum` v) if it looks
    /// ahead.
    case momentum(_ momentum: Double, fresh: Double, looksAhead: Bool)
    /// s ← `keep` s + (1 − `keep`) g² and, if centred, m ← `keep` m + (1 − `keep`) g; then with
    /// d = √s + `epsilon` or √(s − m²) + `epsilon`, p ← p − r g/d, or, with momentum,
    /// v ← `momentum` v + g/d and p ← p − r v.
    case meanSquare(keep: Double, epsilon: Double, momentum: Double, isCentred: Bool)
    /// s ← s + g², then p ← p − r g/(√s + `epsilon`).
    case sumOfSquares(epsilon: Double)
    /// m ← `keep` m + (1 − `keep`) g and s ← `keepSquares` s + (1 − `keepSquares`) g², then
    /// p ← `shrink` p − r m/(`rootScale` √s + `epsilon`), with the largest s so far if wanted.
    case moments(
      keep: Double, keepSquares: Double, rootScale: Double, epsilon: Double, shrink: Double,
      usesLargest: Bool)
  }
  /// The rule with its constants.
  public var rule: Rule
  /// What the direction is multiplied by.
  public var rate: Double
  /// How much of a parameter is added to its derivative; 0 for nothing.
  public var weightDecay: Double

  /// A step with coupled weight decay, by default none.
  public init(_ rule: Rule, rate: Double, weightDecay: Double = 0) {
    self.rule = rule
    self.rate = rate
    self.weightDecay = weightDecay
  }

  /// How many numbers the rule keeps for each parameter.
  public var buffers: Int {
    switch rule {
    case .descent: 0
    case .momentum, .sumOfSquares: 1
    case .meanSquare(_, _, let momentum, let isCentred):
      1 + (isCentred ? 1 : 0) + (momentum != 0 ? 1 : 0)
    case .moments(_, _, _, _, _, let usesLargest): usesLargest ? 3 : 2
    }
  }
}

/// What parameters may be made of: Float or Double.
public protocol OptimizerScalar: BinaryFloatingPoint, Sendable {
  /// Moves parameters by a step.
  ///
  /// The state holds the step's ``OptimizerStep/buffers`` one after the other, each as long as the
  /// parameters. The result for a parameter does not depend on its place or on the processor.
  static func move(
    _ parameters: inout MutableSpan<Self>, gradient: Span<Self>, state: inout MutableSpan<Self>,
    by step: OptimizerStep)
}

extension Float: OptimizerScalar {
  /// Moves parameters by a step.
  public static func move(
    _ parameters: inout MutableSpan<Float>, gradient: Span<Float>,
    state: inout MutableSpan<Float>, by step: OptimizerStep
  ) {
    OptimizerLoops.move(&parameters, gradient: gradient, state: &state, by: step)
  }
}

extension Double: OptimizerScalar {
  /// Moves parameters by a step.
  public static func move(
    _ parameters: inout MutableSpan<Double>, gradient: Span<Double>,
    state: inout MutableSpan<Double>, by step: OptimizerStep
  ) {
    OptimizerLoops.move(&parameters, gradient: gradient, state: &state, by: step)
  }
}
