import Figures
import TrainingCore

/// Mean or sum: the same direction, another learning rate.
struct MeanOrSumChapter: Chapter {
  let position = 5
  let id = "mean-or-sum"

  func content(of evidence: Evidence, figures: FigureSet) -> ChapterContent {
    let sum = evidence.cases.first { $0.id == "A02" }
    var measured: TemplateObject?
    if case .success(let measurement) = sum?.outcome {
      measured = measurement.comparison.values
    }
    let rate = evidence.largestStableRate
    let samples = evidence.problem.data.rows
    return ChapterContent([
      "sum": .optional(measured),
      "descentFigure": figures.value("mean-or-sum"),
      "rates": .optional(
        rate.map { ["meanRate": .number($0), "sumRate": .number($0 / Double(samples))] }),
    ])
  }
}
