import Plotting
import TrainingCore
import Typesetting

/// F18: errors of sums in single precision by the number of terms, and sums of ones in short formats
/// that stop growing.
struct Rounding: FigureRecipe {
  init() {}
  var name: String { "rounding" }
  var summary: String { "errors of sums by their order, and sums of ones that stop growing" }
  var position: Int { 180 }
  var cases: [String] { ["G01", "G02"] }

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let sums = try Sums(evidence)
    return Figure(
      title: sums.title,
      subtitle: "random samples in single precision, and ones; built-in examples",
      note: Label(
        verbatim:
          "Errors are the median of at least \(NumberText.count(Sums.leastRuns)) runs; longer sums, of "
          + "which there are fewer, are in the data only."),
      description: sums.description(evidence.problem), panels: [sums.errors, sums.ones], columns: 2,
      size: Size(width: 680, height: 340))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let sums = try Sums(evidence)
    let rows = [sums.byCount, sums.ofOnes].flatMap { table -> [[String]] in
      table.columns.dropFirst().flatMap { column in
        zip(table.columns[0].values, column.values).map {
          [table.name, column.name, $0.description, $1.description]
        }
      }
    }
    return FigureData(header: ["panel", "series", "number of terms", "value"], rows: rows)
  }
}

/// What the two cases have measured, ready to be drawn.
private struct Sums {
  let byCount, ofOnes: CaseTable
  private let orders: CaseResult.Measurement

  init(_ evidence: Evidence) throws(Unavailable) {
    orders = try evidence.measured("G01")
    let ones = try evidence.measured("G02")
    guard let first = orders.tables.first, let second = ones.tables.first,
      first.columns.count > 1, second.columns.count > 1
    else { throw Unavailable("the sums were not recorded") }
    (byCount, ofOnes) = (first, second)
    let runs = first["runs"]
    shown = runs.indices.filter { runs[$0] >= Double(Self.leastRuns) }
    guard shown.count > 1 else { throw Unavailable("too few sums were added up") }
  }

  /// A few runs may happen to end near the exact sum.
  static let leastRuns = 8
  /// The rows of the first table that are drawn.
  private let shown: [Int]

  private func drawn(_ series: String) -> [Double] {
    let values = byCount[series]
    return shown.map { values[$0] }
  }

  private func last(_ series: String) -> Double { drawn(series).last ?? 0 }

  /// The formats whose sums have stopped before their last term.
  private var stopped: [(name: String, sum: Double)] {
    let counts = ofOnes.columns[0].values
    return ofOnes.columns.dropFirst().compactMap { column in
      guard let sum = column.values.last, sum < counts.last ?? 0 else { return nil }
      return (column.name, sum)
    }
  }

  var title: Label {
    // Less than a digit in pairs, and more than that one by one.
    guard last("sequential") > 2 * last("pairwise"), last("pairwise") < 2 else {
      return "Sums in single precision and in short formats"
    }
    return stopped.isEmpty
      ? "Added one by one, sums lose more and more digits; added in pairs, hardly any"
      : "Sums lose digits one by one, hardly any in pairs; in short formats they stop"
  }

  func description(_ problem: Problem) -> String {
    let count = NumberText.count(Int(last("N")))
    func shown(_ series: String) -> String { NumberText.short(last(series), digits: 3) }
    let stops = stopped.map { "\($0.name) at \(NumberText.short($0.sum))" }
    let own = orders.numbers.first { $0.name.hasSuffix("sequential") }?.values.max() ?? 0
    return "Errors, on logarithmic axes: after \(count) terms a sum in single precision is off by "
      + "\(shown("sequential")) units in the last place one by one, \(shown("pairwise")) in pairs "
      + "and \(shown("Kahan")) with Kahan’s compensation. Sums of ones stop growing in "
      + stops.joined(separator: " and in ")
      + ". The gradients of \(problem.data.name), added one by "
      + "one, are off by at most \(NumberText.short(own, digits: 3)) such units."
  }

  var errors: Panel {
    let styles: [(String, Label, ColorRole, [Double])] = [
      ("sequential", "one by one", .wrong, []), ("pairwise", "in pairs", .averageOfGradients, []),
      ("Kahan", "compensated", .gradientOfAverage, [6, 4]),
    ]
    return Panel(
      title: "error of a sum",
      x: Axis("number of terms", kind: .log), y: Axis("units in the last place", kind: .log),
      marks: styles.map { name, label, role, dash in
        let points = zip(drawn("N"), drawn(name)).map {
          Position($0, $1 > 0 ? $1 : .nan)
        }
        return Line(
          points, stroke: Stroke(Paint(role), width: 2, dash: dash), endLabel: label)
      })
  }

  var ones: Panel {
    let counts = ofOnes.columns[0].values
    let roles: [ColorRole] = [.wrong, .averageOfGradients]
    let ideal = Line(
      counts.map { Position($0, $0) },
      stroke: Stroke(Paint(.sample), width: 1.25, dash: [4, 3], cap: .butt), endLabel: "exact")
    return Panel(
      title: "sum of ones",
      x: Axis("number of ones", kind: .log), y: Axis("sum", kind: .log),
      marks: [ideal]
        + zip(ofOnes.columns.dropFirst(), zip(roles, [[], [5, 4]])).reversed().map {
          column, style in
          // They run together until the first one stops: the other is dashed below it.
          Line(
            zip(counts, column.values).map { Position($0, $1) },
            stroke: Stroke(Paint(style.0), width: 2.5, dash: style.1, cap: .butt),
            endLabel: Label(verbatim: column.name))
        })
  }
}
