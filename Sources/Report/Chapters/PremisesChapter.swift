import Figures
import TrainingCore

/// The seven premises, and where each case of the catalogue belongs: the catalogue's index.
struct PremisesChapter: Chapter {
  let position = 60
  let id = "premises"

  func content(of evidence: Evidence, figures: FigureSet) -> ChapterContent {
    let rows: [TemplateObject] = Premise.all.map { premise in
      let cases = evidence.cases.filter { $0.premise == premise.id }
      return PremiseValues.head(premise).merging([
        "hasTiles": .flag(!cases.isEmpty), "tiles": .list(cases.map(tile)),
      ])
    }
    return ChapterContent([
      "premises": .list(rows),
      "mapFigure": figures.value("premise-map"),
      "counts": .list(counts(evidence.cases)),
      "caseCount": .text(NumberText.count(evidence.cases.count)),
      "hasCases": .flag(!evidence.cases.isEmpty),
    ])
  }

  /// A link to the case's card with its verdict as a sign, a word for a reader of the page aloud
  /// and a class for its colour.
  private func tile(_ result: CaseResult) -> TemplateObject {
    let kind = TileKind(result)
    return CaseValues.name(result).merging([
      "tileClass": .text(kind.rawValue), "tileSign": .text(kind.sign),
      "tileWords": .text(kind.words),
    ])
  }

  /// How many cases there are of each verdict.
  private func counts(_ cases: [CaseResult]) -> [TemplateObject] {
    let kinds = cases.map { TileKind($0) }
    return TileKind.allCases.compactMap { kind in
      let count = kinds.count { $0 == kind }
      guard count > 0 else { return nil }
      return [
        "tileClass": .text(kind.rawValue), "tileSign": .text(kind.sign),
        "tileWords": .text(kind.words), "kindCount": .text(NumberText.count(count)),
      ]
    }
  }
}

/// A case's verdict as the index shows it.
enum TileKind: String, CaseIterable {
  case equal, proportional, different
  case indistinguishable = "open"
  case unmeasured

  init(_ result: CaseResult) {
    guard case .success(let measured) = result.outcome else {
      self = .unmeasured
      return
    }
    switch measured.comparison.verdict {
    case .equal: self = .equal
    case .proportional: self = .proportional
    case .different: self = .different
    case .indistinguishable: self = .indistinguishable
    }
  }

  /// One sign.
  var sign: String {
    switch self {
    case .equal: "="
    case .proportional: "∝"
    case .different: "≠"
    case .indistinguishable: "?"
    case .unmeasured: "–"
    }
  }

  /// A few words.
  var words: String {
    switch self {
    case .equal: "the same"
    case .proportional: "the same direction, another length"
    case .different: "different"
    case .indistinguishable: "cannot be told apart here"
    case .unmeasured: "not measured on this problem"
    }
  }
}
