import Formula

/// A model of the checks, ready to be measured.
struct ModelCheckTask: Sendable {
  var kind: ModelCheck.Kind
  var precision: ModelCheck.Precision
  var problem: Problem
  var note: String

  /// The network that every reader's data are given to.
  static let networkName = "mlp:8:tanh"

  /// The four models in double precision, the line and the network in single precision as well.
  static func all(_ problem: Problem) -> [ModelCheckTask] {
    let inputs = ModelCheckInputs(problem)
    return ModelCheck.Kind.allCases.filter { $0 != .own }.flatMap { kind -> [ModelCheckTask] in
      guard let made = try? make(kind, inputs, problem) else { return [] }
      let note = inputs.note + (kind == .logistic ? "; " + inputs.labelNote : "")
      let hasFloat = kind == .line || kind == .network
      return (hasFloat ? ModelCheck.Precision.allCases : [.double]).map {
        ModelCheckTask(kind: kind, precision: $0, problem: made, note: note)
      }
    }
  }

  /// The network in single precision; nil if the data cannot be given to it.
  static func network(_ problem: Problem) -> ModelCheckTask? {
    let inputs = ModelCheckInputs(problem)
    guard let made = try? make(.network, inputs, problem) else { return nil }
    return ModelCheckTask(kind: .network, precision: .float, problem: made, note: inputs.note)
  }

  private static func make(
    _ kind: ModelCheck.Kind, _ inputs: ModelCheckInputs, _ origin: Problem
  ) throws(InputError) -> Problem {
    let names = inputs.inputs.indices.map { "x\($0 + 1)" }
    let isLogistic = kind == .logistic
    let columns =
      zip(names, inputs.inputs).map { Dataset.Column(name: $0, values: $1) }
      + [Dataset.Column(name: "y", values: isLogistic ? inputs.labels : inputs.target)]
    let model = try model(kind, names)
    let loss = isLogistic ? LogisticLoss().formula : SquaredLoss().formula
    var problem = Problem(
      data: Dataset(name: origin.data.name, sha256: "", columns: columns), inputs: names,
      target: "y", model: model.formula, modelText: model.text,
      loss: try ProblemModel.parse(loss, "--loss"), lossText: loss, parameters: model.parameters,
      at: start(model, seed: origin.seed), atReason: "a random start", seed: origin.seed)
    problem.definitions = model.definitions
    problem.network = model.network
    return problem
  }

  private static func model(
    _ kind: ModelCheck.Kind, _ names: [String]
  ) throws(InputError) -> ProblemModel {
    if kind == .network {
      return try ProblemModel.network(NetworkName(networkName), inputs: names, names + ["y"])
    }
    let terms = names.enumerated().flatMap { index, name -> [String] in
      let powers = kind == .polynomial ? [1, 2, 3] : [1]
      return powers.map { $0 == 1 ? "m\(index + 1)*\(name)" : "m\(index + 1)_\($0)*\(name)^\($0)" }
    }
    let text = (["b"] + terms).joined(separator: " + ")
    let formula = try ProblemModel.parse(text, "--model", longest: .max)
    return ProblemModel(
      formula: formula, text: text, inputs: names,
      parameters: formula.names.filter { !names.contains($0) })
  }

  /// A network's usual weights; all other parameters are uniform between -1 and 1, biases too:
  /// with biases of 0, data that are their own mirror image have derivatives that are 0 by symmetry.
  private static func start(_ model: ProblemModel, seed: UInt64) -> [Double] {
    var generator = SplitMix64(seed: seed)
    let uniform = model.parameters.map { _ in 2 * generator.uniform() - 1 }
    guard let network = model.network else { return uniform }
    var start = network.initialParameters(seed: seed)
    for layer in network.layers {
      for index in layer.biases..<layer.biases + layer.outputs { start[index] = uniform[index] }
    }
    return start
  }

  /// Both sides in the task's precision.
  /// - Throws: ``EvaluationError`` if they cannot be computed.
  func measured() throws(EvaluationError) -> ModelCheck {
    let work = try Workload(problem)
    let at = problem.at
    let rounding = RoundingEstimate(work, at: at)
    if precision == .float {
      let sides = try ModelCheckFloat(problem, rounding, hasMatrices: work.network != nil)
      return check(sides.comparison, ulps: sides.ulps, averagedErrors: nil)
    }
    let left = try AveragedTape.gradientOfMean(work, at: at).gradient
    let taped = SampleTape.run(work, at: at)
    let right = taped.gradients.mean
    func compare(_ other: [Double]) -> Comparison {
      Comparison(
        left: left, right: other, expectedRounding: rounding.relative(to: left, other))
    }
    let covariance = CovarianceEvidence(
      deltas: taped.samples.deltas, activations: taped.activations)
    var wrong = compare(covariance.productOfMeans)
    wrong.demoteEqual(why: covariance.whyZero + " in this run")
    return check(compare(right), ulps: ModelCheck.ulps(left, right), averagedErrors: wrong)
  }

  private func check(
    _ comparison: Comparison, ulps: [Double], averagedErrors: Comparison?
  ) -> ModelCheck {
    ModelCheck(
      kind: kind, precision: precision, model: problem.modelText, loss: problem.lossText,
      parameters: problem.parameters, at: problem.at, rows: problem.data.rows, note: note,
      comparison: comparison, ulps: ulps, averagedErrors: averagedErrors)
  }
}

extension ModelCheck {
  static func ulps(_ left: [Double], _ right: [Double]) -> [Double] {
    zip(left, right).map { VectorNorm.ulps($0, $1) }
  }

  /// The check of the reader's own model, from what has been measured already.
  init(_ problem: Problem, _ gradient: GradientEvidence, _ readings: [Reading]) {
    self.init(
      kind: .own, precision: .double, model: problem.modelText, loss: problem.lossText,
      parameters: problem.parameters, at: gradient.at, rows: problem.data.rows, note: nil,
      comparison: gradient.comparison,
      ulps: Self.ulps(gradient.gradientOfAverage, gradient.averageOfGradients),
      averagedErrors: readings.first { $0.kind == .signedErrors }?.comparison)
  }
}
