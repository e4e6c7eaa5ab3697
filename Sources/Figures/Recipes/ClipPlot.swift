import Foundation
import Plotting
import TrainingCore
import Typesetting

/// F13: gradients before and after clipping, and the weight that each sample is left with.
struct ClipPlot: FigureRecipe {
  init() {}
  var name: String { "clipping" }
  var summary: String { "clipped gradients, their mean, and each sample’s weight by its length" }
  var position: Int { 130 }
  var cases: [String] { ["C05"] }

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let view = try ClippedGradients(evidence)
    let panels = [view.plane, view.weights].compactMap(\.self)
    return Figure(
      title: view.title,
      subtitle: Captions.list([
        Captions.data(evidence.problem, note: view.rowsNote), Captions.point(evidence.problem),
        Label(markup: "$C = \(NumberText.short(view.limit))$"),
      ]),
      note: view.note, description: view.description, panels: panels, columns: panels.count,
      legend: view.legend, size: Size(width: 680, height: 400))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let table = try ClippedGradients.table(evidence)
    let columns = table.columns.map(\.values)
    let rows = (columns.first?.count ?? 0)
    return FigureData(
      header: table.columns.map(\.name),
      rows: (0..<rows).map { row in columns.map { $0[row].description } })
  }
}

/// What the figure of clipping shows.
struct ClippedGradients {
  let limit: Double
  let lengths, factors: [Double]
  /// N.
  let count: Int
  /// Ends of the gradients before and after, in the plane of the two largest components; nil for a
  /// model of one parameter.
  private let ends: (before: [Position], after: [Position])?
  private let names: [String]
  private let means: (clippedMean: Position, meanOfClipped: Position)
  private let differs: Bool
  /// Whether the mean gradient is longer than the limit.
  private let isMeanClipped: Bool
  private let cosine: Double
  /// Whether the mean of the clipped gradients is shorter than the clipped mean.
  private let isShorter: Bool
  private let parameters: Int

  static func table(_ evidence: Evidence) throws(Unavailable) -> CaseTable {
    guard let table = try evidence.measured("C05").tables.first else {
      throw Unavailable("no gradient was clipped")
    }
    return table
  }

  init(_ evidence: Evidence) throws(Unavailable) {
    let measured = try evidence.measured("C05")
    let table = try Self.table(evidence)
    limit = measured.numbers.first { $0.name.hasPrefix("length C") }?.values.first ?? 0
    lengths = table["length"]
    factors = table["factor"]
    count = evidence.gradient.perSample.rows
    parameters = evidence.problem.parameters.count
    let all = table.columns.map(\.name)
    let shown = all.filter { $0.hasPrefix("gradient, ") }.map { String($0.dropFirst(10)) }
    names = shown
    let comparison = measured.comparison
    differs = comparison.verdict == .different
    let mean = evidence.gradient.gradientOfAverage
    isMeanClipped = mean != comparison.left
    cosine = comparison.cosine
    let both = measured.numbers.first { $0.name == "lengths of the two" }?.values ?? []
    isShorter = both.count == 2 && both[1] < both[0]
    func place(_ vector: [Double]) -> Position {
      let at = shown.prefix(2).map { evidence.problem.parameters.firstIndex(of: $0) ?? 0 }
      return at.count == 2 ? Position(vector[at[0]], vector[at[1]]) : Position(0, 0)
    }
    means = (place(comparison.left), place(comparison.right))
    let isDrawable = (lengths + factors + comparison.left + comparison.right).allSatisfy(\.isFinite)
    guard isDrawable, limit > 0, lengths.contains(where: { $0 > 0 }) else {
      throw Unavailable("no sample’s gradient has a length that can be drawn")
    }
    guard shown.count >= 2 else {
      ends = nil
      return
    }
    func positions(_ kind: String) -> [Position] {
      zip(table["\(kind), \(shown[0])"], table["\(kind), \(shown[1])"]).map { Position($0, $1) }
    }
    ends = (positions("gradient"), positions("clipped"))
  }

  var rowsNote: String { Subset.note(shown: lengths.count, of: count) }

  var title: Label {
    guard differs else { return "Clipping each sample makes no difference here" }
    if !isMeanClipped {
      return "The mean is short enough; clipped samples average to another vector"
    }
    // A turn of less than five degrees is not what one sees.
    guard cosine > cos(5 * Double.pi / 180) else {
      return "Clipping each sample turns the mean, clipping the mean does not"
    }
    return isShorter
      ? "Clipping each sample leaves less of the mean than clipping the mean does"
      : "Clipping each sample changes the mean’s length"
  }

  /// Which components are drawn, and what is left out.
  var note: Label? {
    var sentences: [String] = []
    if parameters > 2 {
      sentences.append(
        "Of the gradients, the two largest components of \(NumberText.count(parameters)) are drawn; lengths are of all."
      )
    }
    if isZoomed, let ends {
      let outside = ends.before.count { max(abs($0.x), abs($0.y)) > reach }
      sentences.append("Gradients that leave the frame: \(NumberText.count(outside)).")
    }
    if lengths.count < count {
      sentences.append("Both results are of all \(NumberText.count(count)) samples.")
    }
    let zeros = lengths.count { $0 == 0 }
    if zeros > 0 {
      sentences.append(
        "Samples without a gradient have no place on the logarithmic axis: \(NumberText.count(zeros))."
      )
    }
    return sentences.isEmpty ? nil : Label(verbatim: sentences.joined(separator: " "))
  }

  var description: String {
    let clipped = factors.count { $0 < 1 }
    var text =
      "Of \(NumberText.count(lengths.count)) gradients, \(NumberText.count(clipped)) are longer than "
      + "\(NumberText.short(limit)) and are shortened to that length"
    text +=
      ends == nil
      ? ". "
      : ": grey lines end at the gradients, teal dots at what clipping leaves. The blue ring is the "
        + "mean\(isMeanClipped ? ", clipped," : ", short enough as it is,") at \(Self.text(means.clippedMean)), the plum dot the mean of all clipped "
        + "gradients at \(Self.text(means.meanOfClipped)). "
    text +=
      "Each sample’s weight is flat up to that length and falls beyond it as one over the length. "
    text += "The cosine of the two results is \(NumberText.short(cosine, digits: 5))."
    return text
  }

  private static func text(_ place: Position) -> String {
    NumberText.vector([place.x, place.y], digits: 4)
  }

  var legend: [LegendEntry] {
    guard ends != nil else { return [] }
    return [
      LegendEntry(.line(Stroke(Paint(.sample), width: 1)), "a sample’s gradient"),
      LegendEntry(.dot(Paint(.averageOfGradients)), "the same, clipped"),
      LegendEntry(
        .ring(Paint(.gradientOfAverage)),
        isMeanClipped ? "mean, then clipped" : "mean, shorter than $C$: as it is"),
      LegendEntry(.dot(Paint(.wrong)), "clipped, then averaged"),
      LegendEntry(
        .line(Stroke(Paint(.muted), width: 1.25, dash: [2, 2], cap: .butt)),
        "directions of the two"),
    ]
  }

  /// Whether gradients are so long that the circle would be a speck among them.
  private var isZoomed: Bool { (lengths.max() ?? 0) > 4 * limit }
  /// How far the frame then reaches from the origin.
  private var reach: Double { 1.75 * limit }

  /// Gradients as arrows from the origin, the circle, and both results.
  var plane: Panel? {
    guard let ends else { return nil }
    let isCrowd = ends.before.count > 40
    let origin = [Position](repeating: Position(0, 0), count: ends.before.count)
    let circle = (0...90).map { step in
      let angle = Double(step) / 90 * 2 * Double.pi
      return Position(limit * cos(angle), limit * sin(angle))
    }
    let clippedMean = [means.clippedMean]
    let domain = isZoomed ? -reach...reach : nil
    return Panel(
      title: "gradients and the circle of the limit",
      x: Axis(Names.partial(names[0]), domain: domain),
      y: Axis(Names.partial(names[1]), domain: domain), aspect: .equal,
      frame: .box,
      marks: [
        Rule(.horizontal(0), stroke: Stroke(Paint(.axis), width: 1, cap: .butt)),
        Rule(.vertical(0), stroke: Stroke(Paint(.axis), width: 1, cap: .butt)),
        Segments(
          from: origin, to: ends.before,
          stroke: Stroke(
            Paint(.sample, opacity: isCrowd ? 0.7 : 1), width: isCrowd ? 0.75 : 1.25)),
        Line(circle, stroke: Stroke(Paint(.muted), width: 1.25, dash: [4, 3])),
        Dots(
          ends.after, paint: Paint(.averageOfGradients, opacity: isCrowd ? 0.85 : 1),
          radius: isCrowd ? 2 : 3.5, halo: !isCrowd),
        ray(to: means.clippedMean, .gradientOfAverage), ray(to: means.meanOfClipped, .wrong),
        Dots([means.meanOfClipped], paint: Paint(.wrong), radius: 4.5),
        Dots(clippedMean, paint: Paint(.paper), radius: 6, halo: false),
        Dots(clippedMean, paint: Paint(.gradientOfAverage), radius: 5, style: .ring),
      ])
  }

  /// The direction of a result, up to the circle and a little beyond.
  private func ray(to end: Position, _ role: ColorRole) -> Segments {
    let length = (end.x * end.x + end.y * end.y).squareRoot()
    let scale = length > 0 ? 1.6 * limit / length : 0
    return Segments(
      from: [Position(0, 0)], to: [Position(scale * end.x, scale * end.y)],
      stroke: Stroke(Paint(role), width: 1.25, dash: [2, 2], cap: .butt))
  }

  /// Weights by length, on the curve of clipping.
  var weights: Panel? {
    let positive = lengths.filter { $0 > 0 }
    guard let low = positive.min(), let high = positive.max() else { return nil }
    let bounds = (min(low, limit / 2), max(high, limit * 2))
    let limit = limit
    let curve = FunctionGraph(
      over: bounds.0...bounds.1, stroke: Stroke(Paint(.muted), width: 1.5)
    ) { min(1, limit / $0) }
    let points = zip(lengths, factors).filter { $0.0 > 0 }.map { Position($0, $1) }
    return Panel(
      title: "each sample’s weight",
      x: Axis(Label(markup: "length of the gradient, $|g_i|$"), kind: .log),
      y: Axis(Label(markup: "weight $N c_i$ in $\\sum c_i g_i$"), kind: .log),
      marks: [
        curve,
        Dots(
          points, paint: Paint(.averageOfGradients, opacity: points.count > 40 ? 0.85 : 1),
          radius: points.count > 40 ? 2.25 : 3.5),
      ])
  }
}
