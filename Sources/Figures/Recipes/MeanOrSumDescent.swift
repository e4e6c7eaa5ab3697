import Plotting
import TrainingCore
import Typesetting

/// F9: the loss step by step along the mean and along the sum of the gradients, with learning rates
/// below and above the largest that each of them stands.
struct MeanOrSumDescent: FigureRecipe {
  init() {}
  var name: String { "mean-or-sum" }
  var summary: String { "descent on mean and sum, below and above their largest learning rates" }
  var position: Int { 51 }

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let paths = try Self.paths(evidence)
    let mean = paths.first { !$0.isSum }?.limit ?? 0
    let sum = paths.first(where: \.isSum)?.limit ?? 0
    let limits = [mean, sum].map { NumberText.short($0) }
    return Figure(
      title: Self.title(paths, rows: evidence.problem.data.rows),
      subtitle: Captions.list([
        Captions.data(evidence.problem),
        Label(
          verbatim: "largest learning rate \(limits[0]) for the mean, \(limits[1]) for the sum"),
      ]), description: Self.description(paths, limits: limits, evidence),
      panels: [panel(paths)], size: Size(width: 680, height: 420))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let rows = try Self.paths(evidence).flatMap { path in
      path.losses.enumerated().map { step, loss in
        [
          path.isSum ? "sum" : "mean", path.rate.description, String(step), loss.description,
        ]
      }
    }
    return FigureData(header: ["reduction", "learning rate", "step", "average loss"], rows: rows)
  }

  private static func paths(_ evidence: Evidence) throws(Unavailable) -> [RatePath] {
    guard evidence.largestStableRate != nil else {
      throw Unavailable(
        "the average loss is no quadratic of the parameters, so no single rate is the largest")
    }
    guard !evidence.ratePaths.isEmpty else {
      throw Unavailable("there is nothing to descend at the point where gradients are compared")
    }
    return evidence.ratePaths
  }

  private static func ends(_ path: RatePath) -> (first: Double, last: Double) {
    (path.losses.first ?? 0, path.losses.last ?? 0)
  }

  /// Whether a path went where its learning rate should lead it.
  private static func isAsClaimed(_ path: RatePath) -> Bool {
    let ends = ends(path)
    return path.isStable ? ends.last <= ends.first : ends.last > ends.first
  }

  private static func title(_ paths: [RatePath], rows: Int) -> Label {
    guard paths.allSatisfy(isAsClaimed) else {
      return "Descent along the mean and along the sum of the gradients"
    }
    return Label(
      verbatim: "Summed, the loss needs a rate \(NumberText.count(rows)) times smaller")
  }

  private static func description(
    _ paths: [RatePath], limits: [String], _ evidence: Evidence
  ) -> String {
    let kinds = paths.map { path in
      let ends = ends(path)
      let way =
        ends.last > ends.first
        ? "grows beyond \(NumberText.short(ends.last, digits: 2))"
        : "falls to \(NumberText.loss(ends.last))"
      return "along the \(path.isSum ? "sum" : "mean") with learning rate "
        + "\(NumberText.short(path.rate, digits: 3)) it \(way)"
    }
    return
      "The average loss, \(NumberText.loss(evidence.objective)) at the start, over the steps of "
      + "\(paths.count) descents: \(kinds.joined(separator: "; ")). The largest learning rate is \(limits[0]) "
      + "for the mean and \(limits[1]) for the sum of \(NumberText.count(evidence.problem.data.rows))."
  }

  /// How many times the loss of the start is still shown.
  private static let top = 1e3
  /// Losses below this part of the start's are not shown.
  private static let bottom = 1e-6

  /// The sum at a rate N times smaller takes the mean's own way: dots on its line.
  private static func twin(_ paths: [RatePath]) -> RatePath? {
    paths.count > 4 ? paths[4] : nil
  }

  private func panel(_ all: [RatePath]) -> Panel {
    let paths = Array(all.prefix(4))
    let start = paths.first?.losses.first ?? 1
    let least = paths.flatMap(\.losses).min() ?? start
    let low = max(least, Self.bottom * start) / 2
    let shown = paths.map { path in
      // One point beyond the edge, so that the line runs up to it.
      let inside = path.losses.prefix { $0 <= Self.top * start }.count
      return Array(path.losses.prefix(inside + 1))
    }
    let longest = Double(shown.map(\.count).max() ?? 1)
    let lines = zip(paths, shown).map { path, losses in
      Line(
        losses.enumerated().map { Position(Double($0), max($1, low)) }, stroke: stroke(path),
        halo: true)
    }
    let labels = zip(paths, shown).map { path, losses in label(path, losses, start: start) }
    return Panel(
      x: Axis("step", domain: 0...max(1, longest - 1)),
      y: Axis("average loss", kind: .log, domain: low...(Self.top * start)),
      marks: lines + twins(all, low: low) + labels, legend: legend(all))
  }

  /// Solid for the mean, dashed for the sum; strong where it converges.
  private func stroke(_ path: RatePath) -> Stroke {
    Stroke(
      Paint(path.isSum ? .averageOfGradients : .gradientOfAverage), width: 2,
      dash: path.isStable ? [] : [5, 4], cap: path.isStable ? .round : .butt)
  }

  private func label(_ path: RatePath, _ losses: [Double], start: Double) -> TextMark {
    let kind = path.isSum ? "sum" : "mean"
    let rate = Label(verbatim: " = \(NumberText.short(path.rate, digits: 3))")
    let text = Label(markup: "\(kind), $\\eta$") + rate
    let role: ColorRole = path.isSum ? .averageOfGradients : .gradientOfAverage
    // Where the line leaves the picture, or a third of its way.
    let inside = losses.lastIndex { $0 <= 0.4 * Self.top * start } ?? 0
    let index = path.isStable ? losses.count / (path.isSum ? 2 : 4) : inside
    let value = max(losses[min(index, losses.count - 1)], Self.bottom * start)
    return TextMark(
      text, at: Position(Double(index), value), paint: Paint(role.forText),
      preferredAngles: path.isStable ? [80, 270] : [180, 0], clearance: 6, priority: 1,
      symbol: .line(stroke(path)))
  }

  private func twins(_ all: [RatePath], low: Double) -> [any Mark] {
    guard let twin = Self.twin(all) else { return [] }
    // Rings at every step would hide the path that they are on.
    let steps = stride(from: 0, to: twin.losses.count, by: 4)
    let points = steps.map { Position(Double($0), max(twin.losses[$0], low)) }
    return [Dots(points, paint: Paint(.averageOfGradients), radius: 3.5, style: .ring)]
  }

  private func legend(_ all: [RatePath]) -> [LegendEntry] {
    [
      LegendEntry(
        .line(Stroke(Paint(.gradientOfAverage), width: 2)), "mean of the gradients"),
      LegendEntry(.line(Stroke(Paint(.averageOfGradients), width: 2)), "sum of the gradients"),
      LegendEntry(
        .line(Stroke(Paint(.muted), width: 2, dash: [5, 4], cap: .butt)),
        "learning rate above its limit"),
    ]
      + (Self.twin(all).map { twin in
        [
          LegendEntry(
            .ring(Paint(.averageOfGradients)),
            Label(markup: "sum, $\\eta$")
              + Label(verbatim: " = \(NumberText.short(twin.rate, digits: 3)): the mean’s own path")
          )
        ]
      } ?? [])
  }
}
