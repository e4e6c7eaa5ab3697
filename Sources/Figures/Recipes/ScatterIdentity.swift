import Plotting
import TrainingCore
import Typesetting

/// F3: every parameter of a network, once by the average of the gradients and once by the gradient
/// of the average: all on the diagonal, however small.
struct ScatterIdentity: FigureRecipe {
  init() {}
  var name: String { "scatter-identity" }
  var summary: String { "every parameter of a network: both sides against each other" }
  var position: Int { 21 }

  static let pointLimit = 2000

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let view = try View(evidence)
    return Figure(
      title: view.title,
      subtitle: Captions.list([
        Captions.data(evidence.problem), Label(verbatim: view.check.model),
        Label(verbatim: "\(NumberText.count(view.check.parameters.count)) parameters"),
      ]), note: view.note, description: view.description, panels: [view.panel],
      legend: view.legend, size: Size(width: 680, height: 480))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let check = try View(evidence).check
    let sides = check.comparison
    let rows = check.parameters.indices.map { index in
      [
        check.parameters[index], sides.right[index].description, sides.left[index].description,
        check.ulps[index].description,
      ]
    }
    return FigureData(
      header: ["parameter", "average of the gradients", "gradient of the average", "ulps apart"],
      rows: rows)
  }
}

extension ScatterIdentity {
  struct View {
    /// The reader's own network, or the one that all data are given to.
    let check: ModelCheck
    /// The same in single precision, if it was measured.
    let single: ModelCheck?
    private let positive, negative: [Position]

    init(_ evidence: Evidence) throws(Unavailable) {
      let network = evidence.modelCheck(.network, .double)
      let own = evidence.problem.network == nil ? nil : evidence.modelCheck(.own, .double)
      guard let check = own ?? network else { throw Unavailable("no network could be measured") }
      self.check = check
      single = own == nil ? evidence.modelCheck(.network, .float) : nil
      let sides = check.comparison
      let shown = Subset.indices(of: sides.left.count, limit: pointLimit, seed: 0)
      func points(_ sign: FloatingPointSign) -> [Position] {
        shown.compactMap { index in
          let (left, right) = (sides.left[index], sides.right[index])
          guard left != 0, right != 0, left.sign == sign, right.sign == sign else { return nil }
          return Position(abs(right), abs(left))
        }
      }
      positive = points(.plus)
      negative = points(.minus)
      guard !(positive + negative).isEmpty else {
        throw Unavailable("all components of the network’s gradient are zero")
      }
    }

    private var all: [Position] { positive + negative }

    /// How many components have no place on the picture: zero, or of two signs.
    private var missing: Int {
      min(check.parameters.count, pointLimit) - all.count
    }

    /// The smallest and the largest size of a component.
    private var ends: (low: Double, high: Double)? {
      let sizes = all.flatMap { [$0.x, $0.y] }
      guard let low = sizes.min(), let high = sizes.max() else { return nil }
      return (low, high)
    }

    var title: Label {
      let count = NumberText.count(check.parameters.count)
      guard check.comparison.verdict == .equal else {
        return "A network’s two sides, parameter by parameter"
      }
      return Label(verbatim: "Each of a network’s \(count) parameters lies on the diagonal")
    }

    var note: Label? {
      var sentences: [String] = []
      if let note = check.note { sentences.append("Measured with \(note).") }
      if missing > 0 {
        sentences.append(
          "\(NumberText.count(missing)) \(missing == 1 ? "component is" : "components are") 0 or "
            + "of two signs and left out.")
      }
      return sentences.isEmpty ? nil : Label(verbatim: sentences.joined(separator: " "))
    }

    private var range: String {
      guard let (low, high) = ends else { return "" }
      let texts = [low, high].map { NumberText.short($0, digits: 2) }
      return ", from \(texts[0]) to \(texts[1])"
    }

    var description: String {
      let relative = NumberText.short(check.comparison.relativeDifference, digits: 2)
      var text =
        "Each dot is one of \(NumberText.count(check.parameters.count)) parameters of the network "
        + "\(check.model): across, the average of the samples’ derivatives, upwards, the derivative "
        + "of the average loss, both without their signs\(range). The two vectors differ by "
        + "\(relative) of their length, and no component by more than "
        + "\(NumberText.short(check.maxUlps)) units in the last place"
      if let single {
        text += "; in single precision by \(NumberText.short(single.maxUlps)) of its own units"
      }
      return text + "."
    }

    var panel: Panel {
      let diagonal = ends.map { [$0.low, $0.high].map { Position($0, $0) } }
      return Panel(
        x: Axis("average of the gradients, size of a component", kind: .log),
        y: Axis("gradient of the average", kind: .log), frame: .box,
        marks: [
          Line(
            diagonal ?? [],
            stroke: Stroke(Paint(.muted), width: 1.25, dash: [4, 3], cap: .butt)),
          Dots(positive, paint: Paint(.averageOfGradients), radius: 4),
          Dots(negative, paint: Paint(.gradientOfAverage), radius: 4, style: .ring),
          Inset(histogram, corner: .bottomRight, size: Size(width: 0.46, height: 0.46)),
        ])
    }

    /// Upper ends of the bins of the histogram, in units in the last place.
    private static let bins: [(name: String, most: Double)] = [
      ("0", 0), ("1", 1), ("2", 2), ("4", 4), ("8", 8), (">8", .infinity),
    ]

    private func shares(_ ulps: [Double]) -> [Double] {
      var counts = Self.bins.map { _ in 0.0 }
      for value in ulps {
        counts[Self.bins.firstIndex { value <= $0.most } ?? counts.count - 1] += 1
      }
      return counts.map { 100 * $0 / Double(max(ulps.count, 1)) }
    }

    private var histogram: Panel {
      let width = single == nil ? 0.7 : 0.38
      var marks: [any Mark] = [
        Bars(
          shares(check.ulps), width: width, offset: single == nil ? 0 : -0.2,
          paint: Paint(.ink, opacity: 0.7))
      ]
      if let single {
        marks.append(
          Bars(shares(single.ulps), width: width, offset: 0.2, paint: Paint(.violet)))
      }
      return Panel(
        x: Axis("ulps apart, at most", kind: .band(Self.bins.map { Label(verbatim: $0.name) })),
        y: Axis("% of all"), marks: marks)
    }

    var legend: [LegendEntry] {
      var entries = [
        LegendEntry(.dot(Paint(.averageOfGradients)), "positive component"),
        LegendEntry(.ring(Paint(.gradientOfAverage)), "negative component"),
        LegendEntry(.swatch(Paint(.ink, opacity: 0.7)), "in double precision"),
      ]
      if single != nil {
        entries.append(LegendEntry(.swatch(Paint(.violet)), "in single precision"))
      }
      return entries
    }
  }
}
