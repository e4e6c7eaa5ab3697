/// Tells from the losses of a training whether it diverged.
///
/// It did at the first loss that is no finite number, or is greater than `factor` times the size of
/// the first one plus 1: the 1 keeps a training that begins at a loss of 0 from counting as lost
/// when rounding moves it.
public struct DivergenceCheck: Sendable, Equatable {
  /// The growth of the loss at which a training counts as lost, unless another is given.
  public static let usualFactor = 1e8

  /// The growth of the loss at which this training counts as lost.
  public let factor: Double
  /// The last loss that was a finite number; nil if none was.
  public private(set) var lastFiniteLoss: Double?
  private var bound = Double.infinity

  /// A check that has seen no loss yet.
  /// - Parameter factor: how many times the first loss a loss may be.
  public init(factor: Double = usualFactor) { self.factor = factor }

  /// Takes in the loss after a step; 0 is the step of the loss before training.
  ///
  /// The first loss is what later ones are compared with.
  /// - Returns: nil as long as nothing is wrong.
  public mutating func observe(_ loss: Double, step: Int) -> Divergence? {
    guard loss.isFinite else { return Divergence(step: step, lastFiniteLoss: lastFiniteLoss) }
    if lastFiniteLoss == nil { bound = factor * (abs(loss) + 1) }
    lastFiniteLoss = loss
    return loss <= bound ? nil : Divergence(step: step, lastFiniteLoss: loss)
  }
}

/// When a training diverged.
public struct Divergence: Sendable, Equatable {
  /// The number of the step after which the loss was no number or too large; 0 if it was before the
  /// first.
  public var step: Int
  /// The last loss that was a finite number; nil if none was.
  public var lastFiniteLoss: Double?

  /// What to tell the user, with the reason where it is known.
  /// - Parameters:
  ///   - learningRate: what the steps were multiplied by.
  ///   - largestStableRate: the largest one with which training would converge, as of
  ///     ``NamedOptimizer/largestStableRate(hessian:size:)``; nil if it is not known.
  /// - Returns: one line of ``InputError``'s form.
  public func error(learningRate: Double, largestStableRate: Double? = nil) -> InputError {
    guard let lastFiniteLoss else {
      return InputError(
        .badData, "training diverged at step \(step) (no loss was finite)",
        advice: "begin where the loss is a finite number")
    }
    let last = NumberText.short(lastFiniteLoss)
    let what = "training diverged at step \(step) (last finite loss \(last))"
    guard let largestStableRate else {
      let rate = NumberText.short(learningRate)
      return InputError(.usage, what, advice: "choose a learning rate smaller than \(rate)")
    }
    let (rate, limit) = Self.told(learningRate, largestStableRate)
    guard learningRate > largestStableRate else {
      // Full batches on a quadratic would not have done this: mini-batches, or a loss that is none.
      return InputError(
        .usage, "\(what) below the largest learning rate \(limit) that is stable on all data",
        advice: "choose one smaller than \(rate), or larger batches")
    }
    return InputError(
      .usage, "\(what); the learning rate \(rate) is above the largest stable one \(limit)",
      advice: "choose a smaller one")
  }

  /// Two rates in as many digits as tell them apart.
  private static func told(_ rate: Double, _ limit: Double) -> (rate: String, limit: String) {
    let digits = (4..<17).first {
      NumberText.short(rate, digits: $0) != NumberText.short(limit, digits: $0)
    }
    return (
      NumberText.short(rate, digits: digits ?? 17), NumberText.short(limit, digits: digits ?? 17)
    )
  }
}
