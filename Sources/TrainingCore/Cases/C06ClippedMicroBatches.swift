import Formula

/// Every micro-batch's gradient is clipped before they are accumulated.
struct C06ClippedMicroBatches: Case {
  let id = "C06"
  let premise = "P4"
  let title = "Clipping every micro-batch"
  let leftName = "mean gradient, then clipped"
  let rightName = "mean of the micro-batches’ clipped gradients"
  let statement = """
    Clipping at every accumulation step shortens the micro-batches with long gradients and no \
    others, so the step may change its direction and not only its length.
    """
  let formula = #"\sum_k \frac{n_k}{N} \, \mathrm{clip}_C(\bar{g}_k) - \mathrm{clip}_C(\bar{g})"#
  let repair = "clip once, after the last micro-batch and after unscaling"
  let code = "if last_micro_batch: torch.nn.utils.clip_grad_norm_(params, C); optimizer.step()"
  let signature = """
    weights are equal inside a micro-batch and smaller where its gradient is longer; where the \
    running sum is clipped, earlier micro-batches count less
    """
  let discussedIn = [
    "transformers #1563", "transformers #986", "accelerate #641", "Megatron #1998",
    "pytorch/examples #1196", "Pytorch-UNet #468",
  ]

  /// The length from which on gradients are clipped; chosen from the data if nil.
  private let limit: Double?

  /// With the largest round number that is not above the micro-batches' median length.
  init() { limit = nil }
  /// With a given length.
  init(limit: Double) { self.limit = limit }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    guard bench.rows > 1 else { throw Unavailable("a single sample cannot be split") }
    let batches = MicroBatches.halves(bench.rows)
    let means = batches.map { bench.mean($0) }
    let lengths = means.map { VectorNorm.euclidean($0) }
    let limit = limit ?? RoundSetting.below(RoundSetting.median(lengths))
    let clipped = means.map { GradientClipping.byNorm($0, limit: limit) }
    // Weighted by their sizes, so that nothing but the clipping is left.
    let right = (0..<bench.parameters).map { index in
      zip(batches, clipped).reduce(0) { $0 + Double($1.0.count) / Double(bench.rows) * $1.1[index] }
    }
    let left = GradientClipping.byNorm(bench.meanGradient, limit: limit)
    let bound = bench.refereeLengthBound
    return CaseResult.Measurement(
      comparison: bench.compare(
        left, right,
        within: bench.meanGradientBound + bench.sampleGradientBound
          + bench.arithmetic(on: VectorNorm.euclidean(left) + min(limit, lengths.max() ?? 0)),
        accident: lengths.contains { $0 > limit }
          ? "clipping gives both sides the same"
          : "no micro-batch’s gradient is longer than the limit"),
      closedFormGap: nil,
      referee: GradientClipping.byNorm(bench.gradient.finiteDifference, limit: limit),
      refereeBound: left.map { _ in bound },
      numbers: [
        ("length C of the clipping", [limit]),
        ("micro-batch sizes", batches.map { Double($0.count) }),
        ("lengths of the micro-batches’ gradients", lengths),
      ] + Self.running(means, limit), inputNote: bench.note)
  }

  /// The running sum of the micro-batches' gradients, clipped after every one, against their sum,
  /// clipped once.
  private static func running(
    _ means: [[Double]], _ limit: Double
  ) -> [(name: String, values: [Double])] {
    let zero = [Double](repeating: 0, count: means.first?.count ?? 0)
    let sum = means.reduce(zero) { zip($0, $1).map { $0 + $1 } }
    let often = means.reduce(zero) { total, mean in
      GradientClipping.byNorm(zip(total, mean).map { $0 + $1 }, limit: limit)
    }
    let once = GradientClipping.byNorm(sum, limit: limit)
    return [
      ("running sum, clipped at every step", often), ("the sum, clipped once", once),
      ("angle between these two in degrees", [degrees(often, once)]),
    ]
  }

  /// The angle between two vectors by the half-angle formula, which loses no digits near zero; 0 if
  /// one of them is zero.
  ///
  /// Source: W. Kahan, "How futile are mindless assessments of roundoff", 2006, section 12.
  private static func degrees(_ left: [Double], _ right: [Double]) -> Double {
    let (a, b) = (VectorNorm.unit(left), VectorNorm.unit(right))
    let apart = VectorNorm.euclidean(zip(a, b).map { $0 - $1 })
    let together = VectorNorm.euclidean(zip(a, b).map { $0 + $1 })
    guard left.contains(where: { $0 != 0 }), right.contains(where: { $0 != 0 }) else { return 0 }
    return 2 * Elementary.atan2(apart, together) * 180 / .pi
  }
}
