/// The sum: N times the mean, on both sides.
public struct Sum: Aggregation {
  public init() {}
  public let name = "sum"
  public let summary = "the sum of the losses, or of the gradients"

  public func reduce(_ losses: [Double]) -> Double { Summation.pairwise(losses) }
  public func combine(_ gradients: PerSampleGradients) -> [Double] {
    (0..<gradients.columns).map { Summation.pairwise(gradients.column($0)) }
  }
}
