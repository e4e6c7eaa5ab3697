/// The reader's inputs and target as every model of the checks gets them: at most so many rows and
/// inputs, each with mean 0 and standard deviation 1.
struct ModelCheckInputs: Sendable {
  /// More rows would need more than a moment, and show nothing else.
  static let mostRows = 1000
  /// More inputs than these are left out: a network's cost grows with them.
  static let mostInputs = 8

  /// One column for each input.
  let inputs: [[Double]]
  let target: [Double]
  /// The target turned into labels, 1 and 0.
  let labels: [Double]
  /// What they stand for.
  let labelNote: String
  /// What was done, for the reader.
  let note: String
  var rows: Int { target.count }

  init(_ problem: Problem) {
    let count = problem.data.rows
    let chosen = problem.inputs.prefix(Self.mostInputs)
    let rows =
      count > Self.mostRows
      ? RandomRows.choose(Self.mostRows, of: count, seed: problem.seed) : Array(0..<count)
    func column(_ name: String) -> [Double] {
      guard let values = problem.data[name] else { return rows.map { _ in 0 } }
      return rows.map { values[$0] }
    }
    inputs = chosen.map { Self.standardised(column($0)) }
    let raw = column(problem.target)
    target = Self.standardised(raw)
    (labels, labelNote) = Self.labels(raw)
    var parts = ["inputs and target standardised"]
    if chosen.count < problem.inputs.count {
      parts.append("the first \(chosen.count) of \(problem.inputs.count) inputs")
    }
    if rows.count < count {
      parts.append(
        "\(NumberText.count(rows.count)) of \(NumberText.count(count)) rows, chosen at random with "
          + "seed \(problem.seed)")
    }
    note = parts.joined(separator: "; ")
  }

  /// Mean 0 and standard deviation 1; zeros where a column does not vary.
  private static func standardised(_ values: [Double]) -> [Double] {
    // Divided first, so that no sum or square overflows.
    let largest = values.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return values.map { _ in 0 } }
    let scaled = values.map { $0 / largest }
    let mean = Summation.mean(scaled)
    let centred = scaled.map { $0 - mean }
    let spread = Summation.mean(centred.map { $0 * $0 }).squareRoot()
    guard spread > 1e-13 else { return values.map { _ in 0 } }
    return centred.map { $0 / spread }
  }

  /// The target itself if it has two values only, else 1 above its median; of an even number of values
  /// the lower one in the middle counts.
  private static func labels(_ values: [Double]) -> (values: [Double], note: String) {
    let sorted = values.sorted()
    guard let least = sorted.first, let greatest = sorted.last else { return ([], "no labels") }
    guard !values.allSatisfy({ $0 == least || $0 == greatest }) else {
      return (values.map { $0 > least ? 1 : 0 }, "labels: 1 for the larger target, else 0")
    }
    let median = sorted[(sorted.count - 1) / 2]
    // Where more than half of the targets are the largest, none is above their median.
    let threshold = median < greatest ? median : sorted.last { $0 < greatest } ?? least
    return (
      values.map { $0 > threshold ? 1 : 0 },
      median < greatest
        ? "labels: 1 for targets above their median, else 0"
        : "labels: 1 for the largest target, else 0"
    )
  }
}
