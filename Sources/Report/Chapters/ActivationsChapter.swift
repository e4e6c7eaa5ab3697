import Figures
import TrainingCore

/// Which activations belong to an averaged loss: all of them.
struct ActivationsChapter: Chapter {
  let position = 4
  let id = "activations"

  func content(of evidence: Evidence, figures: FigureSet) -> ChapterContent {
    let samples = evidence.problem.data.rows
    return ChapterContent([
      "ribbonsFigure": figures.value("backprop-ribbons"),
      "seedValue": .number(1 / Double(samples)),
      "wrongProduct": .vector(evidence.covariance.productOfMeans),
      "rightProduct": .vector(evidence.covariance.meanOfProducts),
      "partReading": .optional(
        evidence.readings.first { $0.kind == .signedErrors }?.comparison.values),
    ])
  }
}
