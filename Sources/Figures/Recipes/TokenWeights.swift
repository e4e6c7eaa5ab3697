import Plotting
import TrainingCore
import Typesetting

/// F12: every token of every micro-batch, coloured by how much more or less than its share it counts
/// in the mean of the micro-batches' means.
struct TokenWeights: FigureRecipe {
  init() {}
  var name: String { "token-weights" }
  var summary: String { "tokens of micro-batches, coloured by what each counts in a mean of means" }
  var position: Int { 120 }
  var cases: [String] { ["B04"] }

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let strips = try Strips(evidence)
    return Figure(
      title: strips.title,
      subtitle: Label(verbatim: strips.subtitle),
      note: "A gap divides the sequences of a micro-batch.",
      description: strips.description(evidence.problem), panels: [strips.panel],
      size: Size(width: 680, height: 300))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let strips = try Strips(evidence)
    let columns = strips.table.columns
    let rows = strips.tokens.indices.map { row in
      ["\(row + 1)"] + columns.map { $0.values[row].description }
    }
    return FigureData(header: ["token"] + columns.map(\.name), rows: rows)
  }
}

/// The tokens as they are drawn.
private struct Strips {
  /// One token with its sequence, its row and its place in it.
  struct Token {
    var sequence, batch, place: Int
    var ratio: Double
  }

  let table: CaseTable
  let tokens: [Token]
  private let comparison: Comparison

  init(_ evidence: Evidence) throws(Unavailable) {
    let measured = try evidence.measured("B04")
    guard let table = measured.tables.first(where: { $0.name == "tokens" }) else {
      throw Unavailable("the tokens were not recorded")
    }
    self.table = table
    comparison = measured.comparison
    let columns = (table["sequence"], table["micro-batch"], table["weight ratio"])
    var counts: [Int: Int] = [:]
    tokens = columns.0.indices.map { row in
      let batch = Int(columns.1[row])
      counts[batch, default: 0] += 1
      return Token(
        sequence: Int(columns.0[row]), batch: batch, place: counts[batch] ?? 1,
        ratio: columns.2[row])
    }
    guard tokens.count > 1 else { throw Unavailable("there are no tokens to compare") }
  }

  private var batches: Int { tokens.map(\.batch).max() ?? 1 }
  private var longest: Int { tokens.map(\.place).max() ?? 1 }

  /// The same on both sides of a ratio of 1, which has the middle colour.
  private var domain: ClosedRange<Double> {
    let reach = tokens.reduce(0) { max($0, abs($1.ratio - 1)) }
    return reach > 0 ? 1 - reach...1 + reach : 0...2
  }

  private func paint(_ ratio: Double) -> Paint {
    let (low, high) = (domain.lowerBound, domain.upperBound)
    return Paint(.ramp(.diverging, min(1, max(0, (ratio - low) / (high - low)))))
  }

  private var percent: String { NumberText.short(100 * comparison.relativeDifference, digits: 3) }

  var title: Label {
    let counts = (1...batches).map { batch in tokens.count { $0.batch == batch } }
    let order = (1...batches).sorted { counts[$0 - 1] < counts[$1 - 1] }
    let isLess = ratio(order.last ?? 1) < 1 && ratio(order.first ?? 1) > 1
    return comparison.verdict == .different && isLess
      ? Label(
        verbatim: "In a mean of means a token of a long micro-batch counts less")
      : comparison.verdict == .different
        ? "A mean of means weighs tokens unevenly"
        : "Every token counts the same in this mean of means"
  }

  var subtitle: String {
    "the gradient is off by \(percent) %; \(tokens.count) tokens in \(tokens.last?.sequence ?? 1) sequences, a built-in example"
  }

  /// The ratio of the tokens in a micro-batch.
  private func ratio(_ batch: Int) -> Double { tokens.first { $0.batch == batch }?.ratio ?? 1 }

  func description(_ problem: Problem) -> String {
    let ratios = (1...batches).map { batch in
      let count = tokens.count { $0.batch == batch }
      return "\(NumberText.short(ratio(batch))) times its share in micro-batch \(batch) of \(count)"
    }
    return "Rows of tokens, one for each of \(batches) micro-batches. A token counts "
      + ratios.joined(separator: ", ") + ". The mean of the micro-batches’ gradients is off by "
      + "\(percent) % of the larger vector. The tokens are a built-in example and no part of "
      + "\(problem.data.name)."
  }

  /// Whether a token is the first of its sequence.
  private func isFirst(_ token: Token) -> Bool {
    !tokens.contains {
      $0.batch == token.batch && $0.place == token.place - 1 && $0.sequence == token.sequence
    }
  }

  var panel: Panel {
    let names = (1...batches).reversed().map { Label(verbatim: "micro-batch \($0)") }
    let items = tokens.map { token -> Rectangles.Item in
      let y = Double(batches - token.batch)
      let left = Double(token.place) - 0.5
      // A gap before a sequence moves it and all after it, so that every token is as wide.
      let before = tokens.count {
        $0.batch == token.batch && $0.place <= token.place && $0.place > 1 && isFirst($0)
      }
      let start = left + 0.05 + 0.2 * Double(before)
      return Rectangles.Item(
        from: Position(start, y - 0.36), to: Position(start + 0.9, y + 0.36),
        fill: paint(token.ratio))
    }
    let words = (1...batches).map { batch in
      TextMark(
        Label(verbatim: "× " + NumberText.short(ratio(batch), digits: 4)),
        at: Position(
          Double(tokens.count { $0.batch == batch }) + 1.1, Double(batches - batch)),
        preferredAngles: [0], clearance: 6)
    }
    return Panel(
      x: Axis(
        "tokens of a micro-batch, in their order", domain: 0.5...(Double(longest) * 1.25 + 1),
        ticks: .none),
      y: Axis(kind: .band(names)), frame: .open,
      marks: [
        Rectangles(items, fill: nil, stroke: Stroke(Paint(.muted), width: 1))
      ] + words,
      colorBar: ColorBar("weight × N", .ramp(.diverging, domain, .linear)))
  }
}
