import Figures
import TrainingCore

/// Rounding is not disagreement: what residual to expect where the two sides are equal.
struct RoundingChapter: Chapter {
  let position = 80
  let id = "rounding-and-equality"

  func content(of evidence: Evidence, figures: FigureSet) -> ChapterContent {
    let comparison = evidence.gradient.comparison
    return ChapterContent([
      "roundingPair": .object(comparison.values),
      "maxUlps": .number(comparison.maxUlps, digits: 3),
      "equalWithin": .number(Comparison.equalWithin),
      "differentBeyond": .number(Comparison.differentBeyond),
      "roundingFigure": figures.linkValue("rounding"),
      "differenceFigure": figures.linkValue("finite-differences"),
    ])
  }
}
