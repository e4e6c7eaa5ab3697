/// The mean of the worst losses: the conditional value at risk, or expected shortfall.
///
/// Where the worst are not a whole number of samples, the last of them counts in part. Samples that
/// tie share evenly.
///
/// Source: R. T. Rockafellar and S. Uryasev, "Conditional value-at-risk for general loss
/// distributions", J. Banking & Finance 26 (2002).
struct ConditionalValueAtRisk: OrderedAggregation {
  init() {}
  init(worst: Double) { self.worst = worst }

  /// The share of the samples that counts, 0 to 1: at the confidence level 1 - worst. Below 1/N it
  /// is the maximum.
  var worst = 0.5

  let names = ["cvar", "expected-shortfall"]
  let summary = "the mean of the worst losses, here of the worst half"

  func share(of place: Int, in count: Int) -> Double {
    let tail = max(1, min(worst, 1) * Double(count))
    let fromTop = Double(count - 1 - place)
    return max(0, min(1, tail - fromTop)) / tail
  }
}
