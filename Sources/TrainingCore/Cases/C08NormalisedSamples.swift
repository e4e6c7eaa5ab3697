/// Every sample's gradient is brought to length one before the mean.
struct C08NormalisedSamples: Case {
  let id = "C08"
  let premise = "P4"
  let title = "Normalising every sample’s gradient"
  let leftName = "mean gradient, normalised"
  let rightName = "mean of the samples’ normalised gradients"
  let statement = """
    With every gradient at the same length only the directions are averaged: samples that are \
    far off count no more than others, and the mean of unit vectors is at most one long.
    """
  let formula = #"\overline{g / |g|} - \bar{g} / |\bar{g}|"#
  let repair = "normalise the mean gradient once"
  let code = "loss.mean().backward(); update = grad / grad.norm()"
  let signature = "a sample’s weight is one over N times the length of its own gradient"

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let normalize = NormalizeEachSample()
    let left = normalize.transform(bench.meanGradient)
    let right = normalize.combine(bench.perSample, bench.samples.losses)
    let length = VectorNorm.euclidean(bench.meanGradient)
    let referee = bench.gradient.finiteDifference
    let bound = Self.turn(bench.refereeLengthBound, VectorNorm.euclidean(referee))
    return CaseResult.Measurement(
      comparison: bench.compare(
        left, right,
        within: Self.turn(bench.meanGradientBound, length) + Self.samplesTurn(bench)
          + bench.arithmetic(on: 2),
        accident: "all samples’ gradients have the same direction"),
      closedFormGap: nil, referee: normalize.transform(referee),
      refereeBound: left.map { _ in bound },
      numbers: [
        ("length of the mean of unit vectors", [VectorNorm.euclidean(right)]),
        ("samples without a gradient", [Double(bench.gradientLengths.count { $0 == 0 })]),
      ],
      inputNote: bench.note)
  }

  /// How far a vector's direction may move if the vector may: twice the error over the length, as
  /// far as the unit sphere is wide; a zero has no direction.
  private static func turn(_ error: Double, _ length: Double) -> Double {
    length > 0 ? min(2, 2 * error / length) : 2
  }

  /// The same on average over the samples. The errors' mean is known and not each of them: those
  /// longer than N times the mean have a direction, the others count as open. Exact zeros are taken
  /// as such, because neither side does anything with them.
  private static func samplesTurn(_ bench: CaseBench) -> Double {
    let error = bench.sampleGradientBound
    let lengths = bench.gradientLengths.filter { $0 > 0 }
    let limit = 2 * Double(bench.rows) * error
    let open = Double(lengths.count { $0 <= limit }) / Double(bench.rows)
    guard let shortest = lengths.filter({ $0 > limit }).min() else { return 2 * open }
    return 2 * open + 4 * error / shortest
  }
}
