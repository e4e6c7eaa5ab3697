/// Rows that do not count, such as padding, divided by each micro-batch's own number of the rest.
struct B10IgnoredLabels: Case {
  let id = "B10"
  let premise = "P5"
  let title = "Ignored labels and padding"
  let leftName = "gradient of the mean over all rows that count"
  let rightName = "mean of the halves’ means over their rows that count"
  let statement = """
    A mean that leaves out ignored labels divides by the number of the others. Micro-batches \
    differ in that number, and one without any divides zero by zero: its loss is not a number, \
    and whatever a framework makes of its gradient, it counts in the number of micro-batches.
    """
  let formula =
    #"\frac{1}{K} \sum_k \frac{1}{n_k} \sum_{i \in k} g_i - \bar{g}, \quad n_k = |\{i \in k: y_i \text{ counts}\}|"#
  let repair = "divide by the number of all rows that count, and skip what has none"
  let code = "loss = F.cross_entropy(out, y, reduction=\"sum\") / max(1, (all_y != -100).sum())"
  let signature = "ignored rows have no weight, the others steps by micro-batch"

  private let labels: [Int?]

  init() { self.init(labels: [0, nil, 1, 2]) }
  /// With labels for four rows, nil for those that do not count.
  init(labels: [Int?]) { self.labels = labels }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let logits = [[2.0, 1, 0], [0.5, 1.5, -1], [-1, 0, 1], [1, -0.5, 0.5]]
    guard labels.count == logits.count, labels.allSatisfy({ $0.map { 0..<3 ~= $0 } ?? true }) else {
      throw Unavailable("four labels of three classes are needed")
    }
    let example = SoftmaxExample.ofLogits(logits, labels: labels)
    let halves = MicroBatches.halves(labels.count)
    let counted = labels.map { $0 == nil ? 0.0 : 1 }
    guard halves.allSatisfy({ counted[$0].contains(1) }) else {
      throw Unavailable("a half has no row that counts, so its mean is not a number")
    }
    let whole = B09ClassWeights.weights(counted, in: [0..<labels.count])
    let right = B09ClassWeights.weights(counted, in: halves)
    let means = MicroBatches.singles(labels.count).map { mean(example, $0) }
    let average = means.reduce(0, +) / Double(means.count)
    return try example.measure(
      left: whole, right: right,
      accident: "both halves have the same number of rows that count",
      numbers: [
        ("rows that count", counted), ("weights in the mean of all", whole),
        ("weights in the mean of two halves", right),
        ("ratio, 0 for ignored rows", zip(right, whole).map { $1 == 0 ? 0 : $0 / $1 }),
        ("micro-batches of a single row", [Double(means.count)]),
        ("of these without a row that counts", [Double(counted.filter { $0 == 0 }.count)]),
        ("means that are not a number", [Double(means.filter(\.isNaN).count)]),
        ("is the average of all means a number (1 for yes)", [average.isNaN ? 0 : 1]),
      ],
      note: "a built-in example of \(labels.count) rows in three classes, some of them ignored, "
        + "differentiated by their logits")
  }

  /// A micro-batch's mean loss as it is defined: the sum over the rows that count by their number.
  private func mean(_ example: SoftmaxExample, _ range: Range<Int>) -> Double {
    let rows = range.filter { labels[$0] != nil }
    return rows.reduce(0) { $0 + example.loss($1, example.at) } / Double(rows.count)
  }
}
