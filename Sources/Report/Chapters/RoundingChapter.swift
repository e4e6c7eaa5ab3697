import Figures
import TrainingCore

/// Rounding is not disagreement: what residual to expect where the two sides are equal.
struct RoundingChapter: Chapter {
  let position = 80
  let id = "rounding-and-equality"

  func content(of evidence: Evidence, figures: FigureSet) -> ChapterContent {
    let comparison = evidence.gradient.comparison
    let cards = CaseFigures(evidence.cases)
    func link(_ name: String) -> TemplateValue {
      cards.stands(name) ? figures.linkValue(name) : false
    }
    return ChapterContent([
      "roundingPair": .object(comparison.values),
      "isExact": .flag(comparison.maxUlps == 0),
      "maxUlps": .number(comparison.maxUlps, digits: 3),
      "singleUnit": .number(ModelCheck.Precision.float.unitRoundoff, digits: 2),
      "doubleUnit": .number(ModelCheck.Precision.double.unitRoundoff, digits: 2),
      "equalWithin": .number(Comparison.equalWithin),
      "differentBeyond": .number(Comparison.differentBeyond),
      "roundingFigure": link("rounding"),
      "differenceFigure": figures.value("finite-differences"),
    ])
  }
}
