import Figures
import Formula
import TrainingCore
import Typesetting

/// The values that every chapter may quote.
enum SharedValues {
  static func values(of evidence: Evidence) -> TemplateObject {
    let problem = evidence.problem
    let gradient = evidence.gradient
    return [
      "builtin": .flag(problem.isTheQuestionsOwn),
      "dataName": .text(problem.data.name),
      "samples": .text(NumberText.count(problem.data.rows)),
      "dropped": .optional(
        problem.data.dropped > 0
          ? ["droppedRows": .text(NumberText.count(problem.data.dropped))] : nil),
      "inputs": .text(problem.inputs.joined(separator: ", ")),
      "target": .text(problem.target),
      "model": .html(model(problem)),
      "loss": .html(math("\\ell = " + problem.loss.tex())),
      "modelText": .text(problem.modelText), "lossText": .text(problem.lossText),
      "parameters": .text(problem.parameters.joined(separator: ", ")),
      "manyParameters": .flag(problem.parameters.count > 4),
      "parameterCount": .text(NumberText.count(problem.parameters.count)),
      "at": .html(point(problem.at, of: problem.parameters)),
      "atReason": .text(problem.atReason),
      "seed": .text("\(problem.seed)"),
      "objective": .number(evidence.objective),
      "gradient": .vector(gradient.gradientOfAverage),
      "kinks": .optional(evidence.kinks.map(kinks)),
      "routes": .object(gradient.comparison.values),
    ]
  }

  /// The model's formula; of a network, which would fill pages, its shape in words.
  private static func model(_ problem: Problem) -> SafeHTML {
    guard let network = problem.network else { return math("f = " + problem.model.tex()) }
    let hidden = network.sizes.dropFirst().dropLast().map(NumberText.count)
    let layers = hidden.count == 1 ? "a hidden layer" : "hidden layers"
    let inputs = network.inputs == 1 ? "1 input" : "\(NumberText.count(network.inputs)) inputs"
    return .joined([
      math(#"f = f_{\theta}(x)"#),
      SafeHTML(
        escaping: ", the network \(problem.modelText): \(inputs), \(layers) of "
          + "\(hidden.joined(separator: " and ")) with \(network.activation.rawValue), "
          + "\(NumberText.count(network.parameterCount)) parameters"),
    ])
  }

  /// How many samples sit on a kink, and what was used in place of a derivative.
  private static func kinks(_ kinks: KinkEvidence) -> TemplateObject {
    [
      "kinkSamples": .text(NumberText.count(kinks.samples.count)),
      "oneOnKink": .flag(kinks.samples.count == 1),
      "branchTaken": .flag(kinks.takesBranch),
      "absSlope": .optional(kinks.slopeOfAbs.map { ["slopeOfAbs": .number($0)] }),
    ]
  }

  /// A formula; its source as it is if it cannot be set.
  static func math(_ tex: String, display: Bool = false) -> SafeHTML {
    guard let formula = try? Math(tex: tex) else {
      return .element("code", [:], SafeHTML(escaping: tex))
    }
    return .math(formula, display: display)
  }

  /// A parameter's name as a formula; with a prime if it belongs to transformed inputs.
  static func parameter(_ name: String, primed: Bool = false) -> SafeHTML {
    // A superscript prime floats too high in browsers: the sign is raised by itself.
    let letter = math(Expression.variable(name).tex())
    return primed ? .joined([letter, SafeHTML(escaping: "\u{2032}")]) : letter
  }

  /// "m = 0.5, b = 0"; all of four parameters, the first three and how many more there are.
  static func point(_ values: [Double], of names: [String], primed: Bool = false) -> SafeHTML {
    let parts = zip(names, values).prefix(names.count <= 4 ? 4 : 3).map { name, value in
      SafeHTML.element(
        "span", ["class": "whole"],
        .joined([
          parameter(name, primed: primed), SafeHTML(escaping: " = "), NumberHTML.short(value),
        ]))
    }
    let rest = names.count - parts.count
    let more = [SafeHTML(escaping: "and \(NumberText.count(rest)) more")]
    return .joined(rest > 0 ? parts + more : parts, separator: SafeHTML(escaping: ", "))
  }
}

extension Problem {
  /// Whether this is the problem that the question itself poses.
  var isTheQuestionsOwn: Bool {
    guard let own = try? Problem(Question()) else { return false }
    return own.data.sha256 == data.sha256 && own.model == model && own.loss == loss
      && own.inputs == inputs && own.target == target
  }
}
