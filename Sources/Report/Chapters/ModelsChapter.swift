import Figures
import TrainingCore

/// Whether the model is linear does not matter: both sides for several models.
struct ModelsChapter: Chapter {
  let position = 2
  let id = "models"

  func content(of evidence: Evidence, figures: FigureSet) -> ChapterContent {
    let checks = evidence.modelChecks
    let double = checks.filter { $0.precision == .double }
    let others = double.filter { $0.kind != .own }
    return ChapterContent([
      "checkRows": .list(checks.map(row)),
      "hasChecks": .flag(!checks.isEmpty),
      "allEqual": .flag(!double.isEmpty && double.allSatisfy { $0.comparison.verdict == .equal }),
      "modelDots": figures.value("models"),
      "scatterFigure": figures.value("scatter-identity"),
      "lineErrors": .optional(
        others.first { $0.kind == .line }?.averagedErrors.map(\.values)),
    ])
  }

  private func row(_ check: ModelCheck) -> TemplateObject {
    check.comparison.values.merging([
      "modelName": .text(check.name), "checkedModel": .text(check.model),
      "checkedLoss": .text(check.loss), "precisionName": .text(check.precision.rawValue),
      "checkUlps": .number(check.maxUlps, digits: 3),
      "checkNote": .optional(check.note.map { ["note": .text($0)] }),
    ])
  }
}
