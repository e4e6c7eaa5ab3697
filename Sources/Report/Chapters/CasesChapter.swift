import Figures
import TrainingCore

/// The measured entries of the catalogue, one card each, by the premise that they are about.
struct CasesChapter: Chapter {
  let position = 70
  let id = "cases"

  func content(of evidence: Evidence, figures: FigureSet) -> ChapterContent {
    let pictures = CaseFigures(evidence.cases)
    let groups: [TemplateObject] = Premise.all.compactMap { premise in
      let cases = evidence.cases.filter { $0.premise == premise.id }
      guard !cases.isEmpty else { return nil }
      return PremiseValues.head(premise).merging([
        "cards": .list(
          cases.map { result in
            CaseValues.card(result).merging([
              "caseFigures": .list(pictures.names(of: result.id).compactMap(figures.drawnValue)),
              "sharedFigures": .list(
                pictures.elsewhere(than: result.id).filter { figures.isDrawn($0.name) }.map {
                  ["sharedFigure": .text("fig-" + $0.name), "sharedHome": .text($0.home)]
                }),
            ])
          })
      ])
    }
    return ChapterContent([
      "hasCases": .flag(!evidence.cases.isEmpty),
      "premiseGroups": .list(groups),
      "casesNote": .optional(evidence.casesNote.map { ["rowsNote": .text($0)] }),
    ])
  }
}

/// Which figures stand on which card: every figure once, on the first card of those it is drawn
/// from.
struct CaseFigures {
  private let recipes: [any FigureRecipe]
  private let order: [String]

  init(_ cases: [CaseResult]) {
    order = cases.map(\.id)
    recipes = Figures.Registry.recipes.filter { !$0.cases.isEmpty }
      .sorted { ($0.position, $0.name) < ($1.position, $1.name) }
  }

  /// Names of the figures that stand on a case's card.
  func names(of id: String) -> [String] {
    recipes.filter { home(of: $0) == id }.map(\.name)
  }

  /// The figures that show a case but stand on another's card, and on which.
  func elsewhere(than id: String) -> [(name: String, home: String)] {
    recipes.filter { $0.cases.contains(id) }.compactMap { recipe in
      home(of: recipe).flatMap { $0 == id ? nil : (recipe.name, $0) }
    }
  }

  /// Whether a figure stands on one of the cards.
  func stands(_ name: String) -> Bool {
    recipes.contains { $0.name == name && home(of: $0) != nil }
  }

  private func home(of recipe: any FigureRecipe) -> String? {
    recipe.cases.first { order.contains($0) }
  }
}

/// What templates ask about a case.
enum CaseValues {
  /// Everything about one case.
  static func card(_ result: CaseResult) -> TemplateObject {
    let head = name(result).merging([
      "statement": .text(result.statement),
      "caseFormula": .html(SharedValues.math(result.formula)),
      "needsRepair": .flag(!isHarmless(result)),
      "repair": .text(
        isHarmless(result)
          ? result.repair.prefix(1).uppercased() + result.repair.dropFirst() : result.repair),
      "codeLine": .optional(result.code.isEmpty ? nil : ["code": .text(result.code)]),
      "seenAs": .optional(
        result.signature.isEmpty ? nil : ["signature": .text(result.signature)]),
      "discussed": .optional(
        result.discussedIn.isEmpty
          ? nil : ["threads": .text(result.discussedIn.joined(separator: ", "))]),
      "leftName": .text(result.leftName), "rightName": .text(result.rightName),
    ])
    switch result.outcome {
    case .failure(let unavailable):
      return head.merging(["measured": false, "caseWhy": .text(unavailable.description)])
    case .success(let measurement):
      return head.merging(["measured": .object(values(of: measurement))])
    }
  }

  /// Whether nothing is wrong, so that there is nothing to get right.
  private static func isHarmless(_ result: CaseResult) -> Bool {
    result.repair.hasPrefix("nothing to repair")
  }

  /// Its identifier, premise and title.
  static func name(_ result: CaseResult) -> TemplateObject {
    [
      "caseID": .text(result.id), "premise": .text(result.premise),
      "caseTitle": .text(result.title),
    ]
  }

  private static func values(of measurement: CaseResult.Measurement) -> TemplateObject {
    measurement.comparison.values.merging([
      "cosine": .number(measurement.comparison.cosine, digits: 6),
      "closedForm": .optional(measurement.closedFormGap.map { ["closedFormGap": .vector($0)] }),
      "refereed": .optional(referee(measurement)),
      "numbers": .list(numbers(measurement.numbers)),
      "inputNote": .optional(measurement.inputNote.map { ["note": .text($0)] }),
      "componentsNote": .optional(
        measurement.components.map {
          ["componentNames": .text(Self.shortened($0).joined(separator: ", "))]
        }),
    ])
  }

  /// All names of a few, the first and the last ones of many.
  private static func shortened(_ names: [String]) -> [String] {
    names.count <= 8 ? names : names.prefix(4) + ["…"] + names.suffix(3)
  }

  /// The referee's vector, how far it may be off, and whether that is as far as it is long.
  private static func referee(_ measurement: CaseResult.Measurement) -> TemplateObject? {
    guard let referee = measurement.referee, let bound = measurement.refereeBound else {
      return nil
    }
    return [
      "referee": .vector(referee), "refereeBound": .html(NumberHTML.vector(bound, digits: 2)),
      "tooRough": .flag(measurement.isRefereeTooRough),
    ]
  }

  /// Further measured numbers by name.
  static func numbers(_ numbers: [(name: String, values: [Double])]) -> [TemplateObject] {
    numbers.map { name, values in
      [
        "numberName": .text(name),
        "numberValue": values.count == 1 ? .number(values[0]) : .vector(values),
      ]
    }
  }
}

/// What templates ask about a premise.
enum PremiseValues {
  /// Its identifier, name and statement.
  static func head(_ premise: Premise) -> TemplateObject {
    [
      "premiseID": .text(premise.id), "premiseName": .text(premise.name),
      "premiseStatement": .text(premise.statement),
    ]
  }
}
