import Figures
import TrainingCore

/// Data, provenance, and the main numbers with all their digits.
struct DataChapter: Chapter {
  let position = 100
  let id = "data"

  /// How many components of a vector are written out.
  private let shownComponents = 20

  func content(of evidence: Evidence, figures: FigureSet) -> ChapterContent {
    let problem = evidence.problem
    return ChapterContent([
      "sha256": .text(problem.data.sha256),
      "version": .text(ProgramVersion.current),
      "fullNumbers": .list(numbers(evidence)),
      "warnings": .list(problem.warnings.map { ["warning": .text($0)] }),
      "cutNumbers": .optional(
        problem.parameters.count > shownComponents
          ? ["moreNumbers": .text(NumberText.count(problem.parameters.count - shownComponents))]
          : nil),
      "optimumMethod": .text(evidence.optimum.method.rawValue),
      "optimumCaveat": .optional(evidence.optimum.caveat.map { ["caveat": .text($0)] }),
      "dataFigure": figures.value("data-fit"),
      "samplesTable": .list(samples(evidence)),
      "cutSamples": .optional(
        problem.data.rows > 30 ? ["shownSamples": .text(NumberText.count(30))] : nil),
      "inputNames": .list(problem.inputs.prefix(4).map { ["inputName": .text($0)] }),
      "gradientNames": .list(
        gradientNames(problem).map { ["gradientName": .html(SharedValues.parameter($0))] }),
    ])
  }

  /// One row for a number, or one for each component of a vector.
  private func numbers(_ evidence: Evidence) -> [TemplateObject] {
    let gradient = evidence.gradient
    let isAttained = evidence.optimum.isAttained
    let found = evidence.optimum.caveat == nil ? "" : " that was found"
    let vectors: [(String, [Double])] = [
      ("gradient of the average loss", gradient.gradientOfAverage),
      ("average of the gradients", gradient.averageOfGradients),
      ("point of comparison", gradient.at),
      (
        isAttained
          ? "parameters with the least average loss\(found)" : "parameters where the search ended",
        evidence.optimum.parameters
      ),
    ]
    let single: [TemplateObject] = [
      ("average loss at the point of comparison", evidence.objective),
      (
        isAttained ? "least average loss\(found)" : "average loss where the search ended",
        evidence.optimum.value
      ),
    ].map { ["quantity": .text($0.0), "fullValue": .text(NumberHTML.full($0.1))] }
    return single
      + vectors.flatMap { name, values in
        zip(gradient.parameters, values).prefix(shownComponents).map { parameter, value in
          [
            "quantity": .html(
              .joined([SafeHTML(escaping: name + ", "), SharedValues.parameter(parameter)])),
            "fullValue": .text(NumberHTML.full(value)),
          ]
        }
      }
  }

  private func gradientNames(_ problem: Problem) -> [String] { Array(problem.parameters.prefix(4)) }

  private func samples(_ evidence: Evidence) -> [TemplateObject] {
    let problem = evidence.problem
    let names = problem.inputs.prefix(4) + [problem.target]
    let rows = [
      30, problem.data.rows, evidence.samples.predictions.count, evidence.samples.residuals.count,
      evidence.samples.losses.count, evidence.gradient.perSample.rows,
    ].min()
    return (0..<(rows ?? 0)).map { row in
      var cells = names.compactMap { problem.data[$0]?[row] }
      cells += [
        evidence.samples.predictions[row], evidence.samples.residuals[row],
        evidence.samples.losses[row],
      ]
      cells += evidence.gradient.perSample.row(row).prefix(4)
      return [
        "sampleNumber": .text(NumberText.count(row + 1)),
        "sampleCells": .list(cells.map { ["sampleValue": .number($0)] }),
      ]
    }
  }
}
