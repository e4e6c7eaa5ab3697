/// Sums that stop growing, as the next term is less than half a digit of theirs.
struct G02StagnatingSum: Case {
  let id = "G02"
  let premise = "P7"
  let title = "Sums that stop growing in short formats"
  let leftName = "gradient of the average of terms of slope one"
  let rightName = "sum of the ones in a short format, divided by their number"
  let statement = """
    A sum of ones stops where its last digit counts two: one more is half a digit and is rounded \
    away. From there on every sample is lost, and the average is too small.
    """
  let formula =
    #"\hat{s} + 1 = \hat{s} \quad \text{from } \hat{s} = 2^{p} \text{ with } p \text{ binary digits}"#
  let repair = "add up in single or double precision, whatever format the terms have"
  let code = "grad = per_sample.float().sum(0) / n"
  let signature = "the last samples have weight zero"
  let discussedIn = ["pytorch/xla #2425", "Megatron #502", "Liger #830"]

  private let count: Int

  init() { count = 1000 }
  /// With a number of ones.
  init(count: Int) { self.count = max(1, count) }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let formats = [SmallFloat.bfloat16, .float16, .float32]
    let ones = [Double](repeating: 1, count: count)
    let recording = NumberRecording()
    let slope = recording.variable(1)
    let mean = RecordedNumber.mean(ones.map { $0 * slope })
    let left = recording.gradient(of: mean, by: [slope])
    let right = formats.map { $0.sum(ones) / Double(count) }
    let last = formats.map(\.lastSumOfOnes)
    var comparison = Comparison(
      left: formats.flatMap { _ in left }, right: right,
      // The way back adds up one share after the other.
      expectedRounding: Double(count + 2) * RoundingEstimate.unit)
    comparison.demoteEqual(why: "there are too few terms for any of the sums to stop in this run")
    return CaseResult.Measurement(
      comparison: comparison,
      closedFormGap: formats.map { format in
        min(1, Double(sign: .plus, exponent: format.digits, significand: 1) / Double(count)) - 1
      },
      referee: nil,
      numbers: [
        ("number of ones", [Double(count)]), ("sum of them", formats.map { $0.sum(ones) }),
        ("where a sum of ones stops", last),
        ("one more", zip(formats, last).map { $0($1 + 1) }),
      ],
      inputNote: "a built-in example of ones in bfloat16, float16 and float32",
      components: formats.map(\.name), tables: [table([.bfloat16, .float16])])
  }

  /// Sums of ones against their number, beyond where the longer of two formats stops.
  private func table(_ formats: [SmallFloat]) -> CaseTable {
    let last = Int(min(0x1p14, formats.map(\.lastSumOfOnes).max() ?? 1)) * 2
    var sums = formats.map { _ in 0.0 }
    var columns = formats.map { _ in [Double]() }
    var counts: [Double] = []
    for term in 1...last {
      for index in formats.indices { sums[index] = formats[index](sums[index] + 1) }
      guard term % 32 == 0 else { continue }
      counts.append(Double(term))
      for index in formats.indices { columns[index].append(sums[index]) }
    }
    return CaseTable(
      name: "sum of ones",
      columns: [("number of ones", counts)]
        + zip(formats, columns).map { (name: $0.name, values: $1) })
  }
}
