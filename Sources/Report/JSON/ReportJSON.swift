import TrainingCore

/// The numbers of a report in the shape that `docs/report.schema.json` promises.
enum ReportJSON {
  /// How many samples' gradients are written at most, and how many numbers they may be in all.
  static let longestPerSample = 10_000
  static let mostNumbersPerSample = 1_000_000

  /// The whole file.
  static func text(of evidence: Evidence, figures: [DrawnFigure]) -> String {
    let members: [(String, JSONValue)] = [
      ("schema", .integer(1)), ("version", .string(ProgramVersion.current)),
      ("problem", problem(evidence.problem)),
      ("gradient", gradient(evidence.gradient, evidence.kinks)),
      ("objective", objective(evidence)), ("optimum", optimum(evidence.optimum)),
      ("readings", .array(evidence.readings.map(reading))),
      ("derivation", .array(evidence.derivation.lines.map(line))),
      ("cases", .array(evidence.cases.map(result))), ("figures", .array(figures.map(figure))),
    ]
    let nulls = JSONValue.object(members).notFinite().map {
      JSONValue.object([("pointer", .string($0.pointer)), ("reason", .string($0.reason))])
    }
    return JSONValue.object(members + [("notFinite", .array(nulls))]).text
  }

  private static func problem(_ problem: Problem) -> JSONValue {
    .object([
      (
        "data",
        .object([
          ("name", .string(problem.data.name)), ("sha256", .string(problem.data.sha256)),
          ("rows", .integer(problem.data.rows)), ("dropped", .integer(problem.data.dropped)),
        ])
      ),
      ("x", .strings(problem.inputs)), ("y", .string(problem.target)),
      ("model", .string(problem.modelText)), ("loss", .string(problem.lossText)),
      ("parameters", .strings(problem.parameters)), ("at", .numbers(problem.at)),
      ("atReason", .string(problem.atReason)), ("seed", .unsigned(problem.seed)),
    ])
  }

  private static func gradient(_ gradient: GradientEvidence, _ kinks: KinkEvidence?) -> JSONValue {
    .object([
      ("gradientOfAverage", .numbers(gradient.gradientOfAverage)),
      ("averageOfGradients", .numbers(gradient.averageOfGradients)),
      ("symbolic", .numbers(gradient.symbolic)), ("forwardMode", .numbers(gradient.forwardMode)),
      ("finiteDifference", .numbers(gradient.finiteDifference)),
      ("finiteDifferenceErrorBound", .numbers(gradient.finiteDifferenceErrorBound)),
      ("exact", .optional(gradient.exact)),
      ("perSample", perSample(gradient.perSample)),
      ("relativeDifference", .number(gradient.comparison.relativeDifference)),
      ("maxUlps", .number(gradient.comparison.maxUlps)),
      ("expectedRounding", .number(gradient.comparison.expectedRounding)),
      ("verdict", .string(gradient.comparison.verdict.name)),
      ("verdictReason", gradient.comparison.verdict.reason),
      ("samplesOnKinks", .integer(kinks?.samples.count ?? 0)),
    ])
  }

  private static func perSample(_ gradients: PerSampleGradients) -> JSONValue {
    let fitting = max(1, mostNumbersPerSample / max(1, gradients.columns))
    return .array(
      (0..<min(longestPerSample, fitting, gradients.rows)).map { .numbers(gradients.row($0)) })
  }

  private static func objective(_ evidence: Evidence) -> JSONValue {
    .object([
      ("value", .number(evidence.objective)),
      ("perSample", .numbers(Array(evidence.samples.losses.prefix(longestPerSample)))),
    ])
  }

  private static func optimum(_ optimum: Optimum) -> JSONValue {
    .object([
      ("parameters", .numbers(optimum.parameters)), ("value", .number(optimum.value)),
      ("method", .string(optimum.method.rawValue)),
      ("relativeGradient", .number(optimum.relativeGradient)),
      ("iterations", .integer(optimum.iterations)), ("attained", .bool(optimum.isAttained)),
      ("caveat", optimum.caveat.map { .string($0) } ?? .null),
    ])
  }

  private static func reading(_ reading: Reading) -> JSONValue {
    .object([
      ("averaged", .string(reading.kind.rawValue)), ("tex", .string(reading.tex)),
      ("gradient", .numbers(reading.gradient)),
      ("gap", .numbers(reading.comparison.difference)),
      ("closedFormGap", .optional(reading.closedFormGap)),
      ("relativeGap", .number(reading.comparison.relativeDifference)),
      ("verdict", .string(reading.comparison.verdict.name)),
      ("verdictReason", reading.comparison.verdict.reason),
    ])
  }

  private static func line(_ line: Derivation.Line) -> JSONValue {
    .object([
      ("parameter", .string(line.parameter)), ("line", .integer(line.line)),
      ("rule", .string(line.rule)), ("tex", .string(line.tex)),
      ("mechanism", .string(line.mechanism)), ("value", .number(line.value)),
      ("ulpsFromExact", .optional(line.ulpsFromExact)),
    ])
  }

  private static func result(_ result: CaseResult) -> JSONValue {
    let head: [(String, JSONValue)] = [
      ("id", .string(result.id)), ("premise", .string(result.premise)),
      ("title", .string(result.title)), ("leftName", .string(result.leftName)),
      ("rightName", .string(result.rightName)), ("repair", .string(result.repair)),
      ("signature", .string(result.signature)), ("discussedIn", .strings(result.discussedIn)),
    ]
    switch result.outcome {
    case .success(let measurement): return .object(head + members(of: measurement))
    case .failure(let unavailable):
      let empty = [
        "left", "right", "gap", "closedFormGap", "referee", "refereeBound", "relativeGap", "cosine",
        "expectedRounding", "verdict", "factor",
      ].map { ($0, JSONValue.null) }
      let tail: [(String, JSONValue)] = [
        ("numbers", .object([])), ("components", .null), ("inputNote", .null),
        ("reason", .string(unavailable.description)),
      ]
      return .object(head + empty + tail)
    }
  }

  private static func members(of measured: CaseResult.Measurement) -> [(String, JSONValue)] {
    let comparison = measured.comparison
    return [
      ("left", .numbers(comparison.left)), ("right", .numbers(comparison.right)),
      ("gap", .numbers(comparison.difference)),
      ("closedFormGap", .optional(measured.closedFormGap)),
      ("referee", .optional(measured.referee)),
      ("refereeBound", .optional(measured.refereeBound)),
      ("relativeGap", .number(comparison.relativeDifference)),
      ("cosine", .number(comparison.cosine)),
      ("expectedRounding", .number(comparison.expectedRounding)),
      ("verdict", .string(comparison.verdict.name)),
      ("factor", .optional(comparison.verdict.factor)),
      (
        "numbers",
        .object(
          measured.numbers.map { name, values in
            (name, values.count == 1 ? .number(values[0]) : .numbers(values))
          })
      ),
      ("components", measured.components.map { .strings($0) } ?? .null),
      ("inputNote", measured.inputNote.map { .string($0) } ?? .null),
      ("reason", comparison.verdict.reason),
    ]
  }

  private static func figure(_ figure: DrawnFigure) -> JSONValue {
    .object([
      ("name", .string(figure.name)), ("title", .string(figure.title)),
      ("description", .string(figure.description)),
      ("files", .strings(figure.files.map(\.path).filter { !$0.hasSuffix(".csv") })),
      ("data", .string(FigureMaker.dataPath(of: figure.name))),
    ])
  }
}

extension Comparison.Verdict {
  /// The verdict in one word.
  var name: String {
    switch self {
    case .equal: "equal"
    case .proportional: "proportional"
    case .different: "different"
    case .indistinguishable: "indistinguishable"
    }
  }

  /// How many times longer the right side is, if the two are proportional.
  var factor: Double? {
    if case .proportional(let factor) = self { factor } else { nil }
  }

  /// Why the numbers settle nothing, if so.
  var reason: JSONValue {
    if case .indistinguishable(let why) = self { .string(why) } else { .null }
  }
}
