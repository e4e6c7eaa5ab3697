import Plotting
import TrainingCore
import Typesetting

/// F17: how far a pass of single steps ends from one step of all samples, by learning rate and for
/// many orders of the samples; beside it where these passes end.
struct SequentialGap: FigureRecipe {
  init() {}
  var name: String { "sequential-gap" }
  var summary: String { "the gap between single steps and one step of all, by learning rate" }
  var position: Int { 170 }
  var cases: [String] { ["E01"] }

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let passes = try Passes(evidence)
    let map = passes.map()
    return Figure(
      title: passes.title,
      subtitle: Captions.list([
        Captions.data(evidence.problem, note: passes.measured.inputNote),
        Label(verbatim: passes.ordersInWords), Captions.point(evidence.problem),
      ]),
      note: map == nil
        ? nil
        : Label(
          verbatim: "The map shows where the ways end with the largest of the learning rates."),
      description: passes.description,
      panels: [passes.gaps()] + (map.map { [$0] } ?? []), columns: 2, legend: passes.legend,
      size: Size(width: 680, height: 380))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let passes = try Passes(evidence)
    let names = passes.plane
    let blank = names.map { _ in "" }
    func row(_ series: String, _ order: String, _ numbers: [Double]) -> [String] {
      [series, order] + numbers.map(\.description) + blank
    }
    var rows = passes.cloud.map { row("pass", String($0.order + 1), [$0.rate, $0.gap]) }
    for (index, rate) in passes.rates.enumerated() {
      rows.append(row("predicted pass", "1", [rate, passes.predicted[index]]))
      rows.append(row("mean of the passes", "", [rate, passes.mean[index]]))
    }
    for (kind, place) in passes.places {
      let order = kind == .order ? "" : (kind == .predicted ? "1" : "")
      rows.append(
        ["end: \(kind.words)", order, passes.rates[0].description, ""]
          + place.map(\.description))
    }
    return FigureData(header: ["series", "order", "learning rate", "gap"] + names, rows: rows)
  }
}

/// What the case has measured, ready to be drawn.
private struct Passes {
  /// What a row of the table of end points stands for, by its number there.
  enum Kind: Int {
    case start = 0
    case batch, order, mean, predicted

    var words: String {
      switch self {
      case .start: "start"
      case .batch: "one step of all"
      case .order: "pass"
      case .mean: "mean of the passes"
      case .predicted: "predicted pass"
      }
    }
  }

  let measured: CaseResult.Measurement
  let rates, gap, predicted, mean: [Double]
  /// Every order's gap at every learning rate.
  let cloud: [(rate: Double, order: Int, gap: Double)]
  /// The parameters on the map, one or two.
  let plane: [String]
  /// Ends at the first learning rate.
  let places: [(kind: Kind, at: [Double])]
  private let orders: Int

  init(_ evidence: Evidence) throws(Unavailable) {
    measured = try evidence.measured("E01")
    let tables = Dictionary(measured.tables.map { ($0.name, $0) }) { first, _ in first }
    guard let byRate = tables["gap by learning rate"], let byOrder = tables["gap by order"],
      let ends = tables["end points"]
    else { throw Unavailable("the passes were not measured") }
    (rates, gap) = (byRate["learning rate"], byRate["gap"])
    (predicted, mean) = (byRate["predicted"], byRate["mean gap"])
    let columns = (byOrder["learning rate"], byOrder["order"], byOrder["gap"])
    cloud = columns.0.indices.map { (columns.0[$0], Int(columns.1[$0]), columns.2[$0]) }
    orders = Set(cloud.map(\.order)).count
    plane = ends.columns.dropFirst().map(\.name)
    let kinds = ends["kind"]
    places = kinds.indices.compactMap { row in
      Kind(rawValue: Int(kinds[row])).map { kind in
        (kind, ends.columns.dropFirst().map { $0.values[row] })
      }
    }
    guard rates.count > 1, gap.contains(where: { $0 > 0 }) else {
      throw Unavailable("a pass of single steps ends where one step of all does")
    }
    if case .indistinguishable(let why) = measured.comparison.verdict {
      throw Unavailable("a pass and one step of all cannot be told apart: \(why)")
    }
  }

  /// By how much the gap falls when the learning rate is halved, at the smallest rates; nil if the
  /// smallest gap is lost to rounding or the rates are no halves of each other.
  var lastRatio: Double? {
    guard let last = gap.last, last > 0, rates.count > 1, gap[gap.count - 2] > 0 else {
      return nil
    }
    let halving = rates[rates.count - 2] / rates[rates.count - 1]
    let sizes = measured.comparison.left.map { abs($0) }.max() ?? 0
    let noise = 100 * measured.comparison.expectedRounding * sizes
    return abs(halving - 2) < 1e-9 && last > noise ? gap[gap.count - 2] / last : nil
  }

  private var quarters: Bool { lastRatio.map { abs($0 - 4) < 0.4 } ?? false }

  var title: Label {
    if quarters { return "Halving the learning rate quarters the gap between the two ways" }
    let falls = zip(gap, gap.dropFirst()).allSatisfy { $0 > $1 }
    return falls
      ? "A pass of single steps nears one step of all as the learning rate falls"
      : "A pass of single steps ends elsewhere than one step of all"
  }

  var ordersInWords: String { orders == 1 ? "one order" : "\(orders) orders of the samples" }

  var description: String {
    let (largest, smallest) = (NumberText.short(gap[0]), NumberText.short(gap[gap.count - 1]))
    var text =
      "On logarithmic axes, the distance between the end of a pass of single steps and the end of "
      + "one step of all samples falls from \(largest) at the learning rate "
      + "\(NumberText.short(rates[0])) to \(smallest) at "
      + "\(NumberText.short(rates[rates.count - 1])). "
    if let lastRatio {
      text +=
        "At the last halving of the rate it falls by the factor \(NumberText.short(lastRatio)). "
    }
    text += "The dashed line, from the samples’ gradients and curvatures at the start, expects "
    text += "\(NumberText.short(predicted[0])) and \(NumberText.short(predicted[rates.count - 1]))."
    return text
  }

  var legend: [LegendEntry] {
    var entries = [
      LegendEntry(.dot(Paint(.training)), "samples in the given order"),
      LegendEntry(.line(Self.dashes), "the same, predicted: $\\propto \\eta^2$"),
    ]
    if orders > 1 { entries.append(LegendEntry(.dot(Paint(.sample)), "other orders")) }
    return entries
  }

  private static let dashes = Stroke(Paint(.muted), width: 1.25, dash: [4, 3], cap: .butt)

  /// Gap against learning rate.
  func gaps() -> Panel {
    let others = cloud.filter { $0.order > 0 && $0.gap > 0 }.map { Position($0.rate, $0.gap) }
    func points(_ values: [Double]) -> [Position] {
      Position.pairsWithGaps(rates, values).filter { $0.y > 0 }
    }
    let line = points(predicted)
    var marks: [any Mark] = [
      Line(line, stroke: Self.dashes),
      Dots(others, paint: Paint(.sample, opacity: 0.6), radius: 2.5, halo: false),
    ]
    marks.append(Dots(points(gap), paint: Paint(.training), radius: 2.5))
    if line.count > 1 {
      let middle = line[line.count / 2]
      marks.append(
        TextMark(
          "slope 2", at: middle, paint: Paint(.muted), preferredAngles: [315, 135],
          clearance: 10))
    }
    return Panel(
      title: "distance of the ends", x: Axis("learning rate $\\eta$", kind: .log),
      y: Axis("$|\\theta_\\mathrm{pass} - \\theta_\\mathrm{batch}|$", kind: .log), marks: marks)
  }

  /// Where the ways end; nil with a single parameter, or if they end on a line along an axis.
  func map() -> Panel? {
    guard plane.count > 1 else { return nil }
    func points(_ wanted: Kind) -> [Position] {
      places.filter { $0.kind == wanted }.map { Position($0.at[0], $0.at[1]).orGap }
    }
    let (passes, batch) = (points(.order), points(.batch))
    guard let first = passes.first, let origin = batch.first else { return nil }
    let shown = passes + batch + points(.predicted)
    func span(_ values: [Double]) -> Double { (values.max() ?? 0) - (values.min() ?? 0) }
    let (width, height) = (span(shown.map(\.x)), span(shown.map(\.y)))
    guard width > 0, height > 0 else { return nil }
    let isEven = max(width, height) < 3 * min(width, height)
    var marks: [any Mark] = [
      Segments(from: [origin], to: points(.predicted), stroke: Self.dashes),
      Dots(
        Array(passes.dropFirst()), paint: Paint(.sample, opacity: 0.6), radius: 2.25, halo: false),
    ]
    if orders > 1 { marks += Self.ring(points(.mean), .averageOfGradients, "mean of all orders") }
    marks += Self.ring(batch, .gradientOfAverage, "one step of all")
    marks.append(Dots([first], paint: Paint(.training), radius: 3.5))
    return Panel(
      title: Label(verbatim: "ends at ") + Label(tex: "\\eta")
        + Label(verbatim: " = \(NumberText.short(rates[0], digits: 3))"),
      x: Axis(Names.parameter(plane[0])), y: Axis(Names.parameter(plane[1])),
      aspect: isEven ? .equal : .free, frame: .box, marks: marks)
  }

  /// A ring that covers what lies under it, with its name.
  private static func ring(
    _ points: [Position], _ role: ColorRole, _ name: Label
  ) -> [any Mark] {
    [
      Dots(points, paint: Paint(.paper), radius: 4.5, halo: false),
      Dots(points, paint: Paint(role), radius: 4.5, style: .ring, label: name),
    ]
  }
}
