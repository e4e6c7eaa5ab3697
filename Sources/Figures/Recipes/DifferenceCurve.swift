import Plotting
import TrainingCore
import Typesetting

/// The error of central differences over their step, a V for a loss that bends: whoever checks a
/// gradient by differences sees their error, and not that of the gradient.
struct DifferenceCurve: FigureRecipe {
  init() {}
  var name: String { "finite-differences" }
  var summary: String { "the error of finite differences against their step" }
  var position: Int { 185 }

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let view = try View(evidence)
    return Figure(
      title: view.title,
      subtitle: Captions.list([
        Captions.data(evidence.problem), "central differences of the average loss",
      ]), note: view.note, description: view.description, panels: [view.panel],
      legend: view.legend, size: Size(width: 680, height: 420))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let rows = try View(evidence).curves.flatMap { curve in
      zip(curve.steps, curve.errors).map {
        [View.name(curve), curve.parameter, $0.description, $1.description]
      }
    }
    return FigureData(header: ["model", "parameter", "step", "relative error"], rows: rows)
  }
}

extension DifferenceCurve {
  private struct View {
    let curves: [TrainingCore.DifferenceCurve]

    /// Below all rounding; what is 0 is drawn there.
    private static let floor = 1e-17

    init(_ evidence: Evidence) throws(Unavailable) {
      let isNetwork = evidence.problem.network != nil
      let all = evidence.differenceCurves
      // The reader's own network makes another one needless.
      curves =
        isNetwork && all.contains { $0.kind == .own } ? all.filter { $0.kind == .own } : all
      guard !curves.isEmpty else {
        throw Unavailable("the derivatives are zero, so that no error can be a part of them")
      }
    }

    static func name(_ curve: TrainingCore.DifferenceCurve) -> String {
      curve.kind == .own ? "your model" : "a network"
    }

    private static func role(_ curve: TrainingCore.DifferenceCurve) -> ColorRole {
      curve.kind == .own ? .violet : .olive
    }

    private var best: [Double] { curves.compactMap { $0.best?.error } }

    /// A gap for every curve; one for all if all are the same.
    private var gaps: [(gap: Double, curve: TrainingCore.DifferenceCurve?)] {
      let values = curves.map(\.gap)
      if curves.count > 1, let first = values.first, values.allSatisfy({ $0 == first }) {
        return [(first, nil)]
      }
      return curves.map { ($0.gap, $0) }
    }

    /// The curves that have a V, of which alone can be said that differences see less.
    private var bent: [TrainingCore.DifferenceCurve] { curves.filter(\.isVShaped) }

    private var isFarAbove: Bool {
      !bent.isEmpty
        && bent.allSatisfy { curve in
          curve.best.map { $0.error > 10 * max(curve.gap, 0x1p-53) } ?? false
        }
    }

    var title: Label {
      guard isFarAbove else { return "What finite differences miss depends on their step" }
      return bent.count == curves.count
        ? "Differences err far more than the two sides differ"
        : "Unless the loss is a quadratic, no step makes differences exact"
    }

    var note: Label? {
      var sentences: [String] = []
      if curves.contains(where: { $0.kind == .own && !$0.isVShaped }) {
        sentences.append(
          "Where long steps do not err, the average loss is a quadratic along the parameter."
        )
      }
      if curves.contains(where: { $0.errors.contains(0) }) || gaps.contains(where: { $0.gap == 0 })
      {
        sentences.append("What is exactly 0 stands at the lower edge.")
      }
      if let note = curves.first(where: { $0.kind == .network })?.note {
        sentences.append("The network: \(note).")
      }
      return sentences.isEmpty ? nil : Label(verbatim: sentences.joined(separator: " "))
    }

    var description: String {
      let parts = curves.compactMap { curve -> String? in
        guard let best = curve.best else { return nil }
        return
          "for \(Self.name(curve)), moved along \(curve.parameter), "
          + (best.error > 0
            ? "the least error is \(NumberText.short(best.error, digits: 2)) of the derivative"
            : "there is no error")
          + " at a step of \(NumberText.short(best.step, digits: 2)), while the two sides "
          + (curve.gap > 0 ? "differ by \(NumberText.short(curve.gap, digits: 2))" : "are the same")
      }
      return
        "The error of central differences over their step, both on logarithmic axes: "
        + parts.joined(separator: "; ") + ". "
        + "Short steps are spoiled by rounding"
        + (bent.isEmpty
          ? "."
          : bent.count == curves.count
            ? ", long ones by the bend of the loss."
            : ", long ones by the bend of a loss that is no quadratic.")
    }

    private func shown(_ value: Double) -> Double { min(max(value, Self.floor), 1e3) }

    var panel: Panel {
      let lines = curves.map { curve in
        Line(
          zip(curve.steps, curve.errors).map { Position($0, shown($1)) },
          stroke: Stroke(
            Paint(Self.role(curve)), width: 2, dash: curve.kind == .own ? [] : [6, 3],
            cap: curve.kind == .own ? .round : .butt))
      }
      let dots = curves.compactMap { curve -> Dots? in
        guard let best = curve.best else { return nil }
        return Dots([Position(best.step, shown(best.error))], paint: Paint(Self.role(curve)))
      }
      let texts = curves.compactMap { curve -> TextMark? in
        guard let best = curve.best else { return nil }
        return TextMark(
          Label(
            verbatim: best.error > 0
              ? "best: \(NumberText.short(best.error, digits: 2))" : "best: no error at all"),
          at: Position(best.step, shown(best.error)), paint: Paint(Self.role(curve).forText),
          preferredAngles: curve.kind == .own ? [90, 60, 120] : [270, 300, 240], clearance: 10,
          priority: 2)
      }
      return Panel(
        x: Axis("step $h$", kind: .log),
        y: Axis("relative error", kind: .log, domain: Self.floor / 3...10),
        marks: gaps.map { Rule(.horizontal(shown($0.gap)), stroke: Self.gapStroke($0.curve)) }
          + lines + dots + texts)
    }

    private static func gapStroke(_ curve: TrainingCore.DifferenceCurve?) -> Stroke {
      Stroke(
        Paint(curve.map { role($0) } ?? .averageOfGradients), width: 2, dash: [2, 3], cap: .butt)
    }

    var legend: [LegendEntry] {
      curves.map { curve in
        LegendEntry(
          .line(
            Stroke(
              Paint(Self.role(curve)), width: 2, dash: curve.kind == .own ? [] : [6, 3],
              cap: .butt)),
          Label(verbatim: "error of differences, \(Self.name(curve))"))
      }
        + gaps.map { gap, curve in
          let whose = curves.count > 1 ? curve.map { ", \(Self.name($0))" } ?? "" : ""
          return LegendEntry(
            .line(Self.gapStroke(curve)),
            Label(verbatim: "between the two sides\(whose): \(NumberText.short(gap, digits: 2))"))
        }
    }
  }
}
