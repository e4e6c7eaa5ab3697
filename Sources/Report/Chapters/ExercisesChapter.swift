import Figures
import TrainingCore

/// Questions for a class: predict, then unfold what this run measured.
struct ExercisesChapter: Chapter {
  let position = 90
  let id = "exercises"

  func content(of evidence: Evidence, figures: FigureSet) -> ChapterContent {
    let exercises: [TemplateObject] = evidence.cases.compactMap { result in
      guard !result.exercise.isEmpty, case .success = result.outcome else { return nil }
      return CaseValues.card(result).merging(["question": .text(result.exercise)])
    }
    return ChapterContent([
      "exercises": .list(exercises), "hasExercises": .flag(!exercises.isEmpty),
    ])
  }
}
