import Figures
import TrainingCore

/// What the warning was about: signed errors and averaged inputs.
struct WarningChapter: Chapter {
  let position = 3
  let id = "warning"

  /// How many parameters the table of covariances has.
  private let shownRows = 12

  func content(of evidence: Evidence, figures: FigureSet) -> ChapterContent {
    ChapterContent([
      "covarianceRows": .list(rows(evidence.covariance, names: evidence.gradient.parameters)),
      "cutCovariance": .optional(
        evidence.gradient.parameters.count > shownRows
          ? [
            "moreCovariance": .text(
              NumberText.count(evidence.gradient.parameters.count - shownRows))
          ]
          : nil),
      "averaged": .text(evidence.problem.hasSquaredError ? "signed errors" : "deltas"),
      "errors": .optional(reading(.signedErrors, of: evidence)),
      "averagedInputs": .optional(reading(.inputs, of: evidence)),
      "trained": .optional(trained(evidence.training, caveat: evidence.optimum.caveat)),
      "notTrained": .optional(why(evidence.training)),
      "centred": .optional(trained(evidence.centredTraining, caveat: evidence.optimum.caveat)),
      "notCentred": .optional(why(evidence.centredTraining)),
      "covarianceFigure": figures.value("covariance"),
      "dataFigure": figures.value("data-fit"),
      "surfaceFigure": figures.value("loss-surface"),
      "surface3DFigure": figures.value("loss-surface-3d"),
      "fitsFigure": figures.value("fits-over-time"),
    ])
  }

  private func rows(_ covariance: CovarianceEvidence, names: [String]) -> [TemplateObject] {
    names.indices.prefix(shownRows).map { index in
      let sum = covariance.productOfMeans[index] + covariance.covariance[index]
      return [
        "covarianceParameter": .html(SharedValues.parameter(names[index])),
        "meanOfProducts": .number(covariance.meanOfProducts[index]),
        "productOfMeans": .number(covariance.productOfMeans[index]),
        "covarianceValue": .number(covariance.covariance[index]),
        "remainder": .number(covariance.meanOfProducts[index] - sum, digits: 2),
      ]
    }
  }

  private func reading(_ kind: Reading.Kind, of evidence: Evidence) -> TemplateObject? {
    guard let reading = evidence.readings.first(where: { $0.kind == kind }) else { return nil }
    return reading.comparison.values.merging([
      "closedForm": .optional(reading.closedFormGap.map { ["closedFormGap": .vector($0)] })
    ])
  }

  private func why(_ training: Result<TrainingEvidence, Unavailable>) -> TemplateObject? {
    if case .failure(let unavailable) = training {
      ["why": .text(unavailable.description)]
    } else {
      nil
    }
  }

  private func trained(
    _ training: Result<TrainingEvidence, Unavailable>, caveat: String?
  ) -> TemplateObject? {
    guard case .success(let training) = training, let right = end(training.right, of: training),
      let wrong = end(training.wrong, of: training)
    else { return nil }
    return [
      "rightEnd": .object(right),
      "wrongEnd": .object(wrong.merging(["cancelled": .flag(training.standstill.isZero)])),
      "uncertain": .flag(caveat != nil || training.optimum.caveat != nil),
      "resting": .optional(resting(training)),
      "best": .number(training.optimum.value),
      "bestAt": .html(
        SharedValues.point(
          training.optimum.parameters, of: training.problem.parameters,
          primed: training.inputTransform != .none)),
      "rate": .number(training.learningRate, digits: 4),
      "inputNote": .optional(
        training.inputNote.map {
          [
            "note": .text($0), "primed": .flag(training.inputTransform != .none),
            "standardised": .flag(training.inputTransform == .standardised),
          ]
        }),
    ]
  }

  /// What was trained and what stayed at the optimum; nil if every parameter was trained.
  private func resting(_ training: TrainingEvidence) -> TemplateObject? {
    let resting = training.restingNames
    guard !resting.isEmpty else { return nil }
    func names(_ names: [String]) -> TemplateValue {
      let isPrimed = training.inputTransform != .none
      return .html(
        .joined(
          names.map { SharedValues.parameter($0, primed: isPrimed) },
          separator: SafeHTML(escaping: " and ")))
    }
    return [
      "trainedNames": names(training.trainedNames),
      "fewRest": .optional(resting.count <= 2 ? ["restingNames": names(resting)] : nil),
      "oneRests": .flag(resting.count == 1),
      "restingCount": .text(NumberText.count(resting.count)),
    ]
  }

  /// Where a path ended and what became of it.
  private func end(_ path: Trajectory, of training: TrainingEvidence) -> TemplateObject? {
    guard let loss = path.losses.last, let step = path.steps.last else { return nil }
    let outcome = training.outcome(of: path)
    var divergedAt: Int?
    if case .diverged(let step) = outcome { divergedAt = step }
    var isShort = false
    if case .stoppedShort = outcome { isShort = true }
    return [
      "endAt": .html(
        SharedValues.point(
          path.points.last ?? [], of: training.problem.parameters,
          primed: training.inputTransform != .none)),
      "endLoss": .number(loss), "endStep": .text(NumberText.count(step)),
      "diverged": .optional(
        divergedAt.map {
          [
            "divergedStep": .text(NumberText.count($0)),
            "stable": .optional(training.largestStableRate.map { ["stableRate": .number($0)] }),
          ]
        }),
      "arrived": .flag(outcome == .arrived), "unfinished": .flag(outcome == .unfinished),
      "stoppedShort": .flag(isShort),
    ]
  }
}
