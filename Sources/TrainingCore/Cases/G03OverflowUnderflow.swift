/// Means whose sum is too large or whose terms are too small for a format.
struct G03OverflowUnderflow: Case {
  let id = "G03"
  let premise = "P7"
  let title = "Overflow and underflow in half precision"
  let leftName = "mean in double precision"
  let rightName = "the same in float16"
  let statement = """
    Adding first may leave the range of a short format above, dividing first below. A sum beyond \
    the largest number is infinite, and a term below half the smallest is zero. A factor on the \
    loss moves small gradients into the range, and is taken out again later.
    """
  let formula =
    #"\frac{1}{N} \sum_i g_i \quad\text{or}\quad \sum_i \frac{g_i}{N}, \qquad \frac{1}{s} \nabla (s L)"#
  let repair = "scale the loss up, and the gradient down again in single precision"
  let code = "scaler.scale(loss).backward(); scaler.step(optimizer); scaler.update()"
  let signature = "gradients are infinite, or many are exactly zero"

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let format = SmallFloat.float16
    // Powers of two, so that nothing but the range of the format can change them.
    let small = [Double](repeating: 0x1p-20, count: 64)
    let large = [Double](repeating: 100, count: 1000)
    let (tiny, scale) = (0x1p-26, 0x1p16)
    let summedFirst = format(format.sum(small) / Double(small.count))
    let dividedFirst = format.sum(small.map { format($0) / Double(small.count) })
    let left = [Summation.mean(small), Summation.mean(small), tiny, tiny]
    let right = [summedFirst, dividedFirst, format(tiny), format(tiny * scale) / scale]
    let sum = format.sum(large)
    let average = format.sum(large.map { format($0) / Double(large.count) })
    let bench = try input.bench.part(max(16, 50_000 / input.bench.parameters))
    let own = ownGradients(bench, format)
    return CaseResult.Measurement(
      comparison: Comparison(
        left: left, right: right, expectedRounding: RoundingEstimate.unit),
      closedFormGap: nil, referee: nil,
      numbers: [
        ("largest number of float16", [format.largest]),
        ("terms, each of 100", [Double(large.count)]),
        ("sums of them that are infinite, added first", [sum.isInfinite ? 1 : 0]),
        ("their mean, divided first", [average]),
        ("a small term", [1e-6]),
        ("in float16 divided by the number of terms", [format(format(1e-6) / Double(small.count))]),
        ("number of small terms", [Double(small.count)]),
        ("smallest gradient", [tiny]), ("in float16", [format(tiny)]),
        ("factor on the loss", [scale]), ("with it in float16", [format(tiny * scale)]),
      ] + own,
      inputNote: "a built-in example of single numbers; the counts at the end are of "
        + (bench.note ?? "all of the inputs’ own gradients"),
      components: [
        "small terms, added first", "small terms, divided first", "a small gradient",
        "a small gradient, scaled",
      ])
  }

  /// What the format would make of the reader's own gradients, divided by N first.
  private func ownGradients(
    _ bench: CaseBench, _ format: SmallFloat
  ) -> [(name: String, values: [Double])] {
    let values = bench.perSample.values
    let vanished = values.count { $0 != 0 && format($0 / Double(bench.rows)) == 0 }
    let overflown = values.count { format($0).isInfinite }
    return [
      ("components of the inputs’ own gradients", [Double(values.count)]),
      ("of these zero in float16 if divided first", [Double(vanished)]),
      ("of these infinite in float16", [Double(overflown)]),
    ]
  }
}
