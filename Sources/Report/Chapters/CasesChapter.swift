import TrainingCore

/// The measured entries of the catalogue, one card each.
struct CasesChapter: Chapter {
  let position = 70
  let id = "cases"

  func content(of evidence: Evidence, figures: FigureSet) -> ChapterContent {
    ChapterContent([
      "hasCases": .flag(!evidence.cases.isEmpty),
      "cards": .list(evidence.cases.map(CaseValues.card)),
    ])
  }
}

/// What templates ask about a case.
enum CaseValues {
  /// Everything about one case.
  static func card(_ result: CaseResult) -> TemplateObject {
    let head: TemplateObject = [
      "caseID": .text(result.id), "premise": .text(result.premise),
      "caseTitle": .text(result.title), "statement": .text(result.statement),
      "caseFormula": .html(SharedValues.math(result.formula)), "repair": .text(result.repair),
      "leftName": .text(result.leftName), "rightName": .text(result.rightName),
    ]
    switch result.outcome {
    case .failure(let unavailable):
      return head.merging(["measured": false, "caseWhy": .text(unavailable.description)])
    case .success(let measurement):
      return head.merging(["measured": .object(values(of: measurement))])
    }
  }

  private static func values(of measurement: CaseResult.Measurement) -> TemplateObject {
    measurement.comparison.values.merging([
      "closedForm": .optional(measurement.closedFormGap.map { ["closedFormGap": .vector($0)] }),
      "refereed": .optional(referee(measurement)),
      "numbers": .list(numbers(measurement.numbers)),
      "inputNote": .optional(measurement.inputNote.map { ["note": .text($0)] }),
    ])
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
