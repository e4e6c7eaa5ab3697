import Figures
import TrainingCore

/// What the words mean, and every case's numbers in one table.
struct GlossaryChapter: Chapter {
  let position = 95
  let id = "glossary"

  func content(of evidence: Evidence, figures: FigureSet) -> ChapterContent {
    ChapterContent([
      "hasCases": .flag(!evidence.cases.isEmpty),
      "caseRows": .list(evidence.cases.map(row)),
    ])
  }

  private func row(_ result: CaseResult) -> TemplateObject {
    CaseValues.card(result).merging([
      "tileSign": .text(TileKind(result).sign), "tileWords": .text(TileKind(result).words),
      "tileClass": .text(TileKind(result).rawValue),
    ])
  }
}
