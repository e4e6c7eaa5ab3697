import Plotting
import TrainingCore
import Typesetting

/// The derivative under an integral for several values of its parameter: the area stays, and moves
/// out of sight.
struct LeibnizSpike: FigureRecipe {
  init() {}
  var name: String { "leibniz-spike" }
  var summary: String { "the derivative under an integral, whose area escapes to infinity" }
  var position: Int { 190 }
  var cases: [String] { ["F04"] }

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let spikes = try Spikes(evidence)
    return Figure(
      title: spikes.title, subtitle: spikes.subtitle,
      note: "Times x, so that areas on the logarithmic axis are those of the integral.",
      description: spikes.description(evidence.problem), panels: [spikes.panel],
      size: Size(width: 680, height: 360))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let table = try Spikes(evidence).table
    let rows = (table.columns.first?.values ?? []).indices.map { row in
      table.columns.map { $0.values[row].description }
    }
    return FigureData(header: table.columns.map(\.name), rows: rows)
  }
}

/// The curves as they are drawn.
private struct Spikes {
  let table: CaseTable
  private let measured: CaseResult.Measurement
  /// One curve for each t, the largest first.
  private let curves: [(t: Double, points: [Position])]

  init(_ evidence: Evidence) throws(Unavailable) {
    measured = try evidence.measured("F04")
    guard let table = measured.tables.first else {
      throw Unavailable("the integrand was not recorded")
    }
    self.table = table
    let columns = (table["t"], table["x"], table["derivative times x"])
    var curves: [(t: Double, points: [Position])] = []
    for row in columns.0.indices {
      if curves.last?.t != columns.0[row] { curves.append((columns.0[row], [])) }
      curves[curves.count - 1].points.append(Position(columns.1[row], columns.2[row]))
    }
    self.curves = curves
    guard curves.count > 1 else { throw Unavailable("there is nothing to compare") }
  }

  private var areas: [Double] {
    measured.numbers.first { $0.name == "integral of the derivative at t" }?.values ?? []
  }
  private var keepsArea: Bool {
    areas.count == curves.count && areas.allSatisfy { abs($0 - 1) < 1e-9 }
  }

  var title: Label {
    measured.comparison.verdict == .different && keepsArea
      ? "The signed area stays one and escapes to infinity as t goes to zero"
      : "The derivative under an integral, for several t"
  }

  var subtitle: Label {
    let left = NumberText.short(measured.comparison.left.first ?? 0, digits: 3)
    let right = NumberText.short(measured.comparison.right.first ?? 0, digits: 3)
    return Label(parts: [
      .words("of "), .math(#"\int_0^\infty t^3 e^{-t^2 x} dx"#),
      .words(
        "; at t = 0 its derivative is \(left), the integral of the integrand’s derivative \(right)"),
    ])
  }

  func description(_ problem: Problem) -> String {
    let shown = curves.map { NumberText.short($0.t, digits: 3) }.joined(separator: ", ")
    let sizes = Set(areas.map { NumberText.short($0, digits: 6) }).sorted()
    return "Curves of one shape on a logarithmic axis of x for t = \(shown): the smaller t is, the "
      + "farther to the right. \(sizes.count == 1 ? "Each has the signed area" : "Signed areas:") "
      + sizes.joined(separator: ", ") + ". At t = 0 no curve is left. The integral is a built-in "
      + "example; a finite average, such as that of the \(NumberText.count(problem.data.rows)) "
      + "samples of \(problem.data.name), never does this."
  }

  /// "t = 2^-4", or the number if it is no power of two.
  private static func name(_ t: Double) -> Label {
    t.significand == 1
      ? Label(tex: "t = 2^{\(t.exponent)}")
      : Label(parts: [.math("t"), .words(" = \(NumberText.short(t, digits: 3))")])
  }

  var panel: Panel {
    // The later ones in thinner lines: all have names of their own.
    var marks: [any Mark] = curves.enumerated().map { place, curve in
      let share = Double(place) / Double(max(1, curves.count - 1))
      return Line(
        curve.points, stroke: Stroke(Paint(.averageOfGradients), width: 2.5 - 1.25 * share))
    }
    for curve in curves {
      guard let peak = curve.points.max(by: { $0.y < $1.y }) else { continue }
      marks.append(
        TextMark(
          Self.name(curve.t),
          at: peak, preferredAngles: [90], clearance: 5, priority: 2))
    }
    let values = curves.flatMap { $0.points.map(\.y) }
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    return Panel(
      x: Axis("$x$", kind: .log),
      y: Axis(
        "derivative by $t$, times $x$",
        domain: low - 0.08 * (high - low)...high + 0.2 * (high - low)),
      marks: marks)
  }
}
