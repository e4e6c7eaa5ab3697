import Plotting
import TrainingCore
import Typesetting

/// F16: what micro-batches of every size make of the gradient of batch normalisation's scale.
struct BatchNormSizes: FigureRecipe {
  init() {}
  var name: String { "batch-norm" }
  var summary: String { "the gradient of batch normalisation’s scale by the micro-batch size" }
  var position: Int { 160 }
  var cases: [String] { ["D01"] }

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let view = try View(evidence)
    return Figure(
      title: view.title, subtitle: subtitle(evidence, view), note: view.note,
      description: view.description, panels: [view.panel],
      size: Size(width: 680, height: 380))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let view = try View(evidence)
    return FigureData(
      header: ["samples in a micro-batch", "gradient of gamma"],
      rows: zip(view.sizes, view.slopes).map { [Int($0).description, $1.description] })
  }

  private func subtitle(_ evidence: Evidence, _ view: View) -> Label {
    let note = try? evidence.measured("D01").inputNote
    return Captions.list([
      Captions.data(evidence.problem, note: note), Captions.point(evidence.problem),
      Label(markup: "$\\gamma = 1$, the scale; mean over micro-batches, by size"),
    ])
  }
}

extension BatchNormSizes {
  private struct View {
    var sizes: [Double]
    var slopes: [Double]
    /// Whether the measured sides differ at all.
    var differs: Bool

    init(_ evidence: Evidence) throws(Unavailable) {
      let measured = try evidence.measured("D01")
      guard let table = measured.tables.first(where: { $0.name.hasPrefix("gamma") }) else {
        throw Unavailable("the scale’s gradient was not measured")
      }
      sizes = table["micro-batch size"]
      slopes = table["gradient of gamma"]
      guard sizes.count == slopes.count, sizes.count > 1, slopes.allSatisfy(\.isFinite) else {
        throw Unavailable("the scale’s gradient is not a number for every micro-batch size")
      }
      guard slopes.contains(where: { $0 != 0 }) else {
        throw Unavailable("the scale’s gradient is zero for every micro-batch size")
      }
      differs = measured.comparison.verdict == .different
    }

    /// The whole batch's value.
    var whole: Double { slopes.last ?? 0 }

    /// Sizes whose gradient has the other sign than the whole batch's, beyond what rounding may do
    /// to a zero.
    private var turned: [Double] {
      let noise = 1e-9 * (slopes.map(abs).max() ?? 0)
      guard abs(whole) > noise else { return [] }
      return zip(sizes, slopes).filter { $1 * whole < 0 && abs($1) > noise }.map(\.0)
    }

    /// The finding, as far as these numbers go.
    var title: Label {
      guard differs else { return "Here halves have the whole batch’s statistics" }
      return turned.isEmpty
        ? "With batch normalisation the gradient depends on the batch size"
        : "With batch normalisation smaller batches turn a gradient around"
    }

    var note: Label? {
      slopes[0] == 0
        ? "A sample alone is its own mean: it becomes zero, and the scale gets no gradient."
        : nil
    }

    var description: String {
      let largest = NumberText.count(Int(sizes.last ?? 0))
      let points = zip(sizes, slopes).prefix(12).map { size, slope in
        "\(NumberText.short(slope)) at \(NumberText.count(Int(size)))"
      }
      var text =
        "The horizontal axis is the number of samples in a micro-batch, the vertical axis the "
        + "gradient of the scale of batch normalisation, averaged over micro-batches: "
        + points.joined(separator: ", ")
        + ". The blue ring, and the dashed line through it, is the whole batch of \(largest), "
        + "\(NumberText.short(whole))."
      if !turned.isEmpty {
        let list = turned.map { NumberText.count(Int($0)) }.joined(separator: ", ")
        text += " The sign is the other one for micro-batches of \(list)."
      }
      return text
    }

    /// All values, with room for a name above and below.
    private var room: ClosedRange<Double> {
      let all = slopes + [0]
      let (low, high) = (all.min() ?? 0, all.max() ?? 1)
      return low - 0.15 * (high - low)...high + 0.15 * (high - low)
    }

    /// Sizes stand where their logarithms are: the last one may be little more than the one before.
    var panel: Panel {
      let points = zip(sizes, slopes).map { Position($0, $1) }
      let last = Array(points.suffix(1))
      let blue = Paint(.gradientOfAverage)
      return Panel(
        x: Axis("samples in a micro-batch", kind: .log),
        y: Axis(Label(tex: "\\partial J / \\partial \\gamma"), domain: room),
        marks: [
          Rule(.horizontal(0), stroke: Stroke(Paint(.axis), width: 1, cap: .butt)),
          Rule(.horizontal(whole), stroke: Stroke(blue, width: 1.25, dash: [4, 3], cap: .butt)),
          Line(points, stroke: Stroke(Paint(.wrong), width: 1.5)),
          Dots(Array(points.dropLast()), paint: Paint(.wrong), radius: 4),
          Dots(last, paint: Paint(.paper), radius: 6, halo: false),
          Dots(last, paint: blue, radius: 5, style: .ring),
        ] + names(points))
    }

    /// Values beside the points where there are few, and always the whole batch's.
    private func names(_ points: [Position]) -> [any Mark] {
      let first = points.count <= 5 ? 0 : points.count - 1
      return points.enumerated().dropFirst(first).map { index, point in
        let value = NumberText.short(point.y)
        let isWhole = index == points.count - 1
        return TextMark(
          Label(verbatim: isWhole ? "the whole batch: " + value : value), at: point,
          paint: Paint(isWhole ? .text(.gradientOfAverage) : .text(.wrong)),
          size: isWhole ? 11 : 10.5, clearance: 8, priority: isWhole ? 2 : 3)
      }
    }
  }
}
