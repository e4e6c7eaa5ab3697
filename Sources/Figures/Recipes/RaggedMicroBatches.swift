import Plotting
import TrainingCore
import Typesetting

/// F11: the weights that splits into micro-batches give the samples, and what becomes of the mean.
struct RaggedMicroBatches: FigureRecipe {
  init() {}
  var name: String { "micro-batch-weights" }
  var summary: String {
    "a sample’s weight in equal and unequal micro-batches, and how far the gradient is off"
  }
  var position: Int { 110 }
  var cases: [String] { ["B01"] }

  /// Up to here every sample has a bar; beyond, every micro-batch.
  static let sampleLimit = 16
  /// More micro-batches of one size are drawn as one.
  static let batchLimit = 32

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let view = try View(evidence)
    return Figure(
      title: title(view),
      subtitle: Captions.list([
        Captions.data(evidence.problem, note: view.note(evidence)),
        Captions.point(evidence.problem),
      ]),
      description: description(view), panels: [view.weights, view.gaps], columns: 2,
      legend: legend(view),
      size: Size(width: 680, height: 380), leastPanelWidth: 240)
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let view = try View(evidence)
    let rows = view.splits.flatMap { split in
      split.runs.map { run in
        [
          split.name, String(run.first + 1), String(run.count), String(run.size),
          run.weight.description, split.gap.description,
        ]
      }
    }
    return FigureData(
      header: [
        "split", "first sample", "micro-batches", "samples in each", "weight of a sample",
        "relative gap of the gradient",
      ], rows: rows)
  }

  private func title(_ view: View) -> Label {
    view.splits.contains(where: \.isSeen)
      ? "In a smaller micro-batch a sample counts more"
      : "Unequal weights, but no gap that these data show"
  }

  /// The line at 1/N.
  static let even = Stroke(Paint(.ink), width: 1.25, dash: [4, 3], cap: .butt)

  private func legend(_ view: View) -> [LegendEntry] {
    let sizes = [
      LegendEntry(.swatch(Paint(.averageOfGradients)), "equal sizes"),
      LegendEntry(.swatch(Paint(.wrong)), "unequal sizes"),
    ]
    let isAny = [view.splits.contains(where: \.isEven), true]
    return zip(sizes, isAny).filter(\.1).map(\.0) + [
      LegendEntry(.line(Self.even), "$1/N$ for every sample")
    ]
  }

  private func description(_ view: View) -> String {
    let parts = view.splits.map { split -> String in
      let weights = split.distinctWeights.map { "\($0)/N" }.joined(separator: " and ")
      let gap =
        split.isSeen
        ? "the gradient is off by \(split.gapText) of the longer of the two"
        : "no gap beyond rounding is seen"
      return "In micro-batches of \(split.name) a sample’s weight is \(weights), and \(gap)."
    }
    return "Bars show each sample’s weight in the mean of micro-batch means. "
      + parts.joined(separator: " ")
  }
}

extension RaggedMicroBatches {
  /// Micro-batches of one size, one after the other.
  struct Run {
    var first, count, size: Int
    var weight: Double
  }

  /// One way to split the samples, with what it does.
  struct Split {
    var runs: [Run]
    /// The distance of the two gradients over the longer one, and whether rounding cannot be it.
    var gap: Double
    var isSeen: Bool

    /// N.
    var samples: Int { runs.reduce(0) { $0 + $1.count * $1.size } }
    var batches: Int { runs.reduce(0) { $0 + $1.count } }
    var isEven: Bool { runs.count == 1 }
    var gapText: String { NumberText.short(gap, digits: 3) }

    /// The sizes: "3 + 1", or "12 × 500".
    var name: String {
      guard batches <= 3 else {
        return runs.map { "\(NumberText.count($0.count)) × \(NumberText.count($0.size))" }
          .joined(separator: " + ")
      }
      return runs.flatMap { Array(repeating: NumberText.count($0.size), count: $0.count) }
        .joined(separator: " + ")
    }

    /// The same where there is little room: sizes in thousands, equal ones put together.
    var shortName: String {
      let sizes = runs.flatMap { Array(repeating: Self.short($0.size), count: min(3, $0.count)) }
      let plain = sizes.joined(separator: " + ")
      if batches <= 3, plain.count <= 11 { return plain }
      return runs.map { ($0.count > 1 ? "\(Self.short($0.count)) × " : "") + Self.short($0.size) }
        .joined(separator: " + ")
    }

    private static func short(_ size: Int) -> String {
      size < 1000 ? String(size) : NumberText.short(Double(size) / 1000, digits: 3) + "k"
    }

    /// Whether a size is written in thousands.
    var hasThousands: Bool {
      samples >= 1000 && runs.contains { $0.size >= 1000 || $0.count >= 1000 }
    }

    /// The weight in multiples of 1/N, as on the axis.
    func text(_ run: Run) -> String {
      NumberText.short(Double(samples) * run.weight, digits: 3)
    }

    /// Weights in multiples of 1/N, each once, in words.
    var distinctWeights: [String] {
      runs.map { NumberText.short(Double(samples) * $0.weight, digits: 3) }
        .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
  }

  private struct View {
    var splits: [Split]

    init(_ evidence: Evidence) throws(Unavailable) {
      let tables = try evidence.measured("B01").tables
      guard let weights = tables.first(where: { $0.name == "weights" }),
        let gaps = tables.first(where: { $0.name == "gaps" })
      else { throw Unavailable("no micro-batches were measured") }
      let owners = weights["split"]
      let runs = owners.indices.map { row in
        Run(
          first: Int(weights["first row"][row]), count: Int(weights["micro-batches"][row]),
          size: Int(weights["samples in each"][row]), weight: weights["weight"][row])
      }
      splits = gaps["split"].indices.map { index in
        Split(
          runs: owners.indices.filter { owners[$0] == Double(index) }.map { runs[$0] },
          gap: gaps["relative gap"][index], isSeen: gaps["seen"][index] == 1)
      }
      guard splits.contains(where: { !$0.isEven }) else {
        throw Unavailable("so few samples make no micro-batches of different sizes")
      }
    }

    func note(_ evidence: Evidence) -> String? {
      let measured = splits.first?.samples ?? 0
      guard measured < evidence.problem.data.rows else { return nil }
      return Subset.note(shown: measured, of: evidence.problem.data.rows)
    }

    private var band: Axis {
      let title: Label =
        splits.contains(where: \.hasThousands)
        ? "sizes of the micro-batches, k for 1000" : "sizes of the micro-batches"
      return Axis(title, kind: .band(splits.map { Label(verbatim: $0.shortName) }))
    }

    private func paint(_ split: Split) -> Paint {
      Paint(split.isEven ? .averageOfGradients : .wrong)
    }

    /// Each split as bars side by side, as high as the weights.
    var weights: Panel {
      var marks: [any Mark] = splits.enumerated().map { place, split in
        Rectangles(
          boxes(split, at: Double(place)), fill: paint(split), stroke: nil)
      }
      marks.append(
        Rule(.horizontal(1), stroke: RaggedMicroBatches.even))
      for (place, split) in splits.enumerated() {
        marks += labels(split, at: Double(place))
      }
      let highest =
        splits.flatMap { split in
          split.runs.map { Double(split.samples) * $0.weight }
        }.max() ?? 1
      return Panel(
        title: "weight of a sample", x: band,
        y: Axis("weight in multiples of $1/N$", domain: 0...(1.14 * max(1, highest))),
        marks: marks)
    }

    /// Half of what a split takes of its band.
    private static let reach = 0.42

    /// A rectangle for each sample, or for each micro-batch, or for many of them.
    private func boxes(_ split: Split, at place: Double) -> [Rectangles.Item] {
      let width = 2 * Self.reach / Double(split.samples)
      let isFew = split.samples <= RaggedMicroBatches.sampleLimit
      return split.runs.flatMap { run -> [Rectangles.Item] in
        let isJoined = run.count > RaggedMicroBatches.batchLimit
        let (batches, size) = isJoined ? (1, run.count * run.size) : (run.count, run.size)
        return (0..<batches).flatMap { batch -> [Rectangles.Item] in
          let first = run.first + batch * size
          let bars = isFew ? size : 1
          return (0..<bars).map { bar in
            let low = place - Self.reach + width * Double(first + bar * size / bars)
            let high = low + width * Double(size / bars)
            // Samples stand close together, micro-batches apart.
            let gaps = [bar == 0, bar == bars - 1].map {
              min($0 ? 0.014 : 0.004, 0.15 * (high - low))
            }
            return Rectangles.Item(
              from: Position(low + gaps[0], 0),
              to: Position(high - gaps[1], Double(split.samples) * run.weight))
          }
        }
      }
    }

    /// The weights as fractions over the micro-batches, or over a run of them.
    private func labels(_ split: Split, at place: Double) -> [any Mark] {
      let width = 2 * Self.reach / Double(split.samples)
      return split.runs.map { run in
        let middle = Double(run.first) + Double(run.count * run.size) / 2
        return TextMark(
          Label(verbatim: split.text(run)),
          at: Position(place - Self.reach + width * middle, Double(split.samples) * run.weight),
          paint: Paint(paint(split).role.forText), preferredAngles: [90], clearance: 8,
          priority: 1)
      }
    }

    /// How far each split takes the gradient.
    var gaps: Panel {
      let marks: [any Mark] = splits.enumerated().map { place, split in
        Bars(
          [split.isSeen ? split.gap : 0], at: [Double(place)], width: 2 * Self.reach,
          paint: paint(split),
          numbers: .labels([
            split.isSeen ? Label(verbatim: split.gapText) : (split.gap == 0 ? "0" : "rounding")
          ]))
      }
      return Panel(
        title: "gap of the gradient", x: band,
        y: Axis("gap over the longer of the two", domain: gapDomain), marks: marks)
    }

    /// From 0, with room for the numbers; anything where there is no gap.
    private var gapDomain: ClosedRange<Double> {
      let largest = splits.filter(\.isSeen).map(\.gap).max() ?? 0
      return 0...(largest > 0 ? 1.14 * largest : 1)
    }
  }
}
