import Plotting
import TrainingCore
import Typesetting

/// F1: the samples' gradients head to tail, their mean, and the gradient of the average as a ring
/// around the same tip; the arrow from averaged errors misses it.
struct GradientSum: FigureRecipe {
  init() {}
  var name: String { "gradient-sum" }
  var summary: String {
    "single gradients head to tail, their mean, and the gradient of the average around its tip"
  }
  var position: Int { 10 }

  func figure(of evidence: Evidence) throws(Unavailable) -> Figure {
    let problem = evidence.problem
    guard problem.parameters.count >= 2 else {
      throw Unavailable("the model has one parameter, so its gradients are not arrows in a plane")
    }
    let arrows = GradientArrows(evidence)
    let (first, second) = evidence.shownPlane
    let names = [problem.parameters[first], problem.parameters[second]]
    let isEven = arrows.isEvenlySized
    var panels = [
      Panel(
        title: arrows.needsCloseUp ? "the whole arrows" : nil,
        x: Axis(Names.partial(names[0]), domain: isEven ? nil : arrows.domain(\.x)),
        y: Axis(Names.partial(names[1]), domain: isEven ? nil : arrows.domain(\.y)),
        aspect: isEven ? .equal : .free, frame: .box,
        marks: (arrows.needsCloseUp ? arrows.coincidingMarks() : arrows.marks())
          + (isEven ? [Margin(arrows.domain(\.x), arrows.domain(\.y))] : []))
    ]
    if arrows.needsCloseUp {
      panels.append(
        Panel(
          title: "their tips from near by",
          x: Axis(Names.partial(names[0]), domain: arrows.closeUp(\.x)),
          y: Axis(Names.partial(names[1]), domain: arrows.closeUp(\.y)),
          frame: .box, marks: arrows.marks()))
    }
    return Figure(
      title: title(evidence, arrows),
      subtitle: Captions.list([Captions.data(problem), Captions.point(problem)]),
      note: note(problem, arrows, isEven: isEven), description: description(evidence, arrows),
      panels: panels, columns: panels.count, legend: arrows.legend,
      size: Size(width: 680, height: 460))
  }

  func data(of evidence: Evidence) throws(Unavailable) -> FigureData {
    let gradient = evidence.gradient
    var rows = (0..<Subset.rowsOfData(gradient.perSample.rows, wide: gradient.perSample.columns))
      .map { row in
        ["sample \(row + 1)"] + gradient.perSample.row(row).map(\.description)
      }
    rows.append(["average of the gradients"] + gradient.averageOfGradients.map(\.description))
    rows.append(["gradient of the average"] + gradient.gradientOfAverage.map(\.description))
    for reading in evidence.readings where reading.kind != .losses {
      rows.append([Self.name(reading.kind)] + reading.gradient.map(\.description))
    }
    return FigureData(header: ["arrow"] + gradient.parameters.map { "d/d\($0)" }, rows: rows)
  }

  private static func name(_ kind: Reading.Kind) -> String {
    switch kind {
    case .losses: "averaged losses"
    case .signedErrors: "averaged errors"
    case .inputs: "averaged inputs"
    }
  }

  private func title(_ evidence: Evidence, _ arrows: GradientArrows) -> Label {
    switch evidence.gradient.comparison.verdict {
    case .equal where arrows.wrong != nil:
      Label(
        verbatim:
          "Averaged gradients: the same vector. Averaged \(evidence.multipliedAfterwards): another."
      )
    case .equal: "The gradient of the average is the average of the gradients"
    case .proportional, .different: "The two sides do not agree on these data"
    case .indistinguishable: "Rounding does not let the two sides be told apart here"
    }
  }

  private func note(_ problem: Problem, _ arrows: GradientArrows, isEven: Bool) -> Label? {
    var sentences: [String] = []
    if problem.network != nil {
      sentences.append(
        "Shown are the two largest of the gradient's \(NumberText.count(problem.parameters.count)) "
          + "components.")
    }
    if !arrows.chain.showsSingleSamples {
      sentences.append(
        "A grey arrow is the sum of all samples whose gradients point in about the same direction.")
    }
    if !isEven { sentences.append("The two axes have different scales.") }
    return sentences.isEmpty ? nil : Label(verbatim: sentences.joined(separator: " "))
  }

  private func description(_ evidence: Evidence, _ arrows: GradientArrows) -> String {
    let gradient = evidence.gradient
    let (x, y) = evidence.shownPlane
    func shown(_ all: [Double]) -> String { NumberText.vector([all[x], all[y]], digits: 5) }
    let (mean, average) = (shown(gradient.averageOfGradients), shown(gradient.gradientOfAverage))
    var text = single(gradient.perSample.rows, arrows.chain)
    text +=
      arrows.hidesSamples
      ? ", and lie under the teal arrow, " : ", and end at the tip of the teal arrow, "
    text += "their average \(mean). The gradient of the average loss, computed on its own, is the "
    text += "blue ring at \(average)."
    if let wrong = arrows.wrong {
      let end = NumberText.vector([wrong.x, wrong.y], digits: 5)
      text += " The plum arrow, from averaged errors, ends at \(end)"
      text += arrows.needsCloseUp ? "; the second panel shows the tips from near by." : "."
    }
    return text
  }

  /// What the grey arrows are.
  private func single(_ rows: Int, _ chain: GradientChain) -> String {
    let count = NumberText.count(rows)
    if rows == 1 { return "The grey arrow is the gradient of the one sample" }
    return chain.showsSingleSamples
      ? "The grey arrows are the gradients of \(count) samples, each divided by \(count), laid head to "
        + "tail"
      : "The grey arrows add up the gradients of \(count) samples, each divided by \(count), by "
        + "their direction"
  }
}

extension Comparison {
  /// The difference with every component that rounding may have made set to 0.
  var visibleDifference: [Double] {
    let largest = zip(left, right).map { max(abs($0), abs($1)) }.max() ?? 0
    let noise = Self.equalWithin * expectedRounding * largest
    return difference.map { abs($0) <= noise ? 0 : $0 }
  }

  /// Whether one side is a multiple of the other.
  var isMultiple: Bool {
    if case .proportional = verdict { true } else { false }
  }
}
