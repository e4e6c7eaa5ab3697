/// The arithmetic mean, where gradient and average may change places.
public struct Mean: Aggregation {
  public init() {}
  public let name = "mean"
  public let summary = "the arithmetic mean of the losses, or of the gradients"

  public func reduce(_ losses: [Double]) -> Double { Summation.mean(losses) }
  public func combine(_ gradients: PerSampleGradients) -> [Double] { gradients.mean }
}
