/// Every component of every sample's gradient is clipped before the mean.
struct C07ClippedComponents: Case {
  let id = "C07"
  let premise = "P4"
  let title = "Clipping every sample by value"
  let leftName = "mean gradient, then clipped by value"
  let rightName = "mean of the samples’ gradients clipped by value"
  let statement = """
    Clipping every component to a range cuts off the samples that push hardest, each component \
    by itself. The mean of what is left is not the clipped mean, and may have another direction.
    """
  let formula = #"\overline{\mathrm{clip}_{\pm c}(g)} - \mathrm{clip}_{\pm c}(\bar{g})"#
  let repair = "clip the mean gradient once, and by its length if the direction matters"
  let code = "loss.mean().backward(); torch.nn.utils.clip_grad_value_(params, c)"
  let signature = """
    1/N times the smaller of one and the limit over the component’s size, so another weight in \
    each component
    """

  /// The size from which on components are clipped; chosen from the data if nil.
  private let limit: Double?

  /// With the largest round number that is not above the median of the samples' largest components.
  init() { limit = nil }
  /// With a given size.
  init(limit: Double) { self.limit = limit }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let limit = limit ?? RoundSetting.below(RoundSetting.median(Self.largest(bench.perSample)))
    let clip = ClipByValue(limit: limit)
    let left = clip.transform(bench.meanGradient)
    let right = clip.combine(bench.perSample, bench.samples.losses)
    let cut = bench.perSample.sum(in: 0..<bench.rows) { abs($1) > limit ? 1 : 0 }
    let sizes = bench.perSample.meanOfRows { min(abs($1), limit) }
    return CaseResult.Measurement(
      comparison: bench.compare(
        left, right,
        // Moving a number into a range brings two numbers no farther apart.
        within: 2 * bench.meanGradientBound + bench.arithmetic(on: VectorNorm.euclidean(sizes)),
        accident: cut.contains { $0 > 0 }
          ? "clipping gives both sides the same" : "no component is beyond the limit"),
      closedFormGap: nil, referee: clip.transform(bench.gradient.finiteDifference),
      refereeBound: bench.gradient.finiteDifferenceErrorBound,
      numbers: [
        ("limit c of the components", [limit]),
        ("components of single samples at the limit", [cut.reduce(0, +)]),
        (
          "components of the mean gradient at the limit",
          [
            Double(bench.meanGradient.count { abs($0) > limit })
          ]
        ),
      ],
      inputNote: bench.note)
  }

  /// The size of each sample's largest component.
  private static func largest(_ gradients: PerSampleGradients) -> [Double] {
    (0..<gradients.rows).map { row in
      var largest = 0.0
      for column in 0..<gradients.columns { largest = max(largest, abs(gradients[row, column])) }
      return largest
    }
  }
}
