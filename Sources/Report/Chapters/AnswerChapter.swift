import TrainingCore

/// The answer in one screen: the verdict, and what "average error" may mean.
struct AnswerChapter: Chapter {
  let position = 0
  let id = "answer"

  func content(of evidence: Evidence, figures: FigureSet) -> ChapterContent {
    ChapterContent([
      "readings": .list(evidence.readings.map { row($0, evidence.problem.hasSquaredError) }),
      "warningApplies": .flag(
        evidence.readings.contains { $0.kind != .losses && $0.comparison.isToldApart }),
      "gradientSum": figures.value("gradient-sum"),
    ])
  }

  /// - Parameter isSquared: Whether a delta is a multiple of the signed error.
  private func row(_ reading: Reading, _ isSquared: Bool) -> TemplateObject {
    reading.comparison.values.merging([
      "readingLosses": .flag(reading.kind == .losses),
      "readingErrors": .flag(reading.kind == .signedErrors && isSquared),
      "readingDeltas": .flag(reading.kind == .signedErrors && !isSquared),
      "readingInputs": .flag(reading.kind == .inputs),
      "readingFormula": .html(SharedValues.math(reading.tex)),
      "readingGradient": .vector(reading.gradient),
      "closedForm": .optional(reading.closedFormGap.map { ["closedFormGap": .vector($0)] }),
    ])
  }
}
