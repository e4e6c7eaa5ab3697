import Formula

extension Derivation {
  /// At most this many parameters are shown, the first ones: every one takes seven passes.
  static let maximumParameters = 10

  /// Evaluates every line for every parameter by a mechanism of its own.
  /// - Throws: ``EvaluationError`` if a line cannot be evaluated.
  init(
    _ problem: Problem, _ work: Workload, _ structure: ProblemStructure,
    _ gradient: GradientEvidence, rounding: RoundingEstimate
  ) throws(EvaluationError) {
    let chain = LossChain(problem, structure)
    lines = []
    literal = []
    let shown = Self.shown(problem)
    let ladders = try shown.concurrentMap { index throws(EvaluationError) in
      try DerivationLadder(
        problem, work, chain, parameter: index, at: gradient.at,
        first: gradient.gradientOfAverage[index],
        perSample: Summation.mean(gradient.perSample.column(index)))
    }
    for (index, ladder) in zip(shown, ladders) {
      let name = problem.parameters[index]
      let reference = gradient.exact?[index] ?? ladder.values[0]
      for (line, value) in ladder.values.enumerated() {
        lines.append(
          Line(
            parameter: name, line: line, rule: Self.rules[line], tex: ladder.tex.lines[line],
            mechanism: Self.mechanisms[line], value: value,
            ulpsFromExact: gradient.exact.map { VectorNorm.ulps(value, $0[index]) },
            comparison: Comparison(
              left: [reference], right: [value],
              expectedRounding: rounding.relative(component: index, to: reference, value))))
      }
      guard chain.isResidual else { continue }
      for (line, (tex, value)) in zip([3, 4], zip(ladder.tex.literal, ladder.literal)) {
        literal.append(LiteralReading(parameter: name, line: line, tex: tex, value: value))
      }
    }
  }

  /// The first parameters; of a network the first weight and the first bias of every layer.
  private static func shown(_ problem: Problem) -> [Int] {
    guard let network = problem.network else {
      return Array(problem.parameters.indices.prefix(maximumParameters))
    }
    return Array(network.layers.flatMap { [$0.weights, $0.biases] }.prefix(maximumParameters))
  }

  private static let rules = [
    "definition", "factor rule", "sum rule", "chain rule", "definition of f",
    "differentiate the inside", "commutative and distributive law",
  ]

  private static let mechanisms = [
    "reverse mode on the averaged loss", "dual numbers on the sum, factor outside",
    "reverse mode on each sample by itself, then the mean",
    "dual numbers of the inside times the outer function’s symbolic slope",
    "the same with the model written out",
    "symbolic slopes of the outer function and of the inside",
    "simplified closed form, constants in front",
  ]
}

/// The seven values and texts for one parameter.
struct DerivationLadder: Sendable {
  var values: [Double]
  /// Lines 3 and 4 without their brackets; of meaning for a loss of the residual only.
  var literal: [Double]
  var tex: DerivationTeX

  init(
    _ problem: Problem, _ work: Workload, _ chain: LossChain, parameter: Int, at: [Double],
    first: Double, perSample: Double
  ) throws(EvaluationError) {
    let name = problem.parameters[parameter]
    let count = Double(work.rows)
    let onSum = Self.duals(work, at: at, by: parameter)
    let withF = try Self.chained(problem, work, chain, at: at, by: parameter, writesOutModel: false)
    let withModel = try Self.chained(
      problem, work, chain, at: at, by: parameter, writesOutModel: true)
    let (innerSlope, modelSlope) = chain.slopes(problem, by: name)
    let byPrediction = chain.marks.marking(problem.loss).derivative(by: chain.marks.prediction)
    let closed = Expression.multiply(byPrediction, modelSlope).simplified().splittingConstant
    let sums = try Self.symbolic(
      problem, work, chain, at: at, by: parameter,
      terms: [(true, innerSlope), (false, closed.rest)])
    values = [
      first, onSum.slope / count, perSample, withF.bracketed / count, withModel.bracketed / count,
      sums[0] / count, closed.constant * sums[1] / count,
    ]
    literal = [withF.literal / count, withModel.literal / count]
    tex = DerivationTeX(
      problem, chain, parameter: name, innerSlope: innerSlope, closed: closed)
  }

  /// L1: the sum as one dual number, its derivative read off at the end.
  private static func duals(_ work: Workload, at: [Double], by parameter: Int) -> Dual {
    var evaluator = DualEvaluator(work.program)
    var sum = DualSum()
    for row in 0..<work.rows {
      evaluator.evaluate(row: row, columns: work.columns, at: at, by: parameter)
      sum.add(evaluator[work.loss])
    }
    return sum.total
  }

  /// L3 and L4: the slope of the outer function times the dual number's slope of the inside; and
  /// read literally, times that of y alone, minus the prediction.
  private static func chained(
    _ problem: Problem, _ work: Workload, _ chain: LossChain, at: [Double], by parameter: Int,
    writesOutModel: Bool
  ) throws(EvaluationError) -> (bracketed: Double, literal: Double) {
    var builder = ProgramBuilder()
    var bound = NameBinding(problem)
    let model = try builder.addModel(of: problem, &bound)
    let names = bound
    let inner: Int
    let output: Int
    if writesOutModel {
      let whole = chain.inner.substituting([chain.marks.prediction: problem.model])
      inner = try builder.add(whole) {
        names.inChain($0, chain.marks, prediction: nil, argument: nil)
      }
      output = model
    } else {
      let named = builder.copy(model)
      output = named
      inner = try builder.add(chain.inner) {
        names.inChain($0, chain.marks, prediction: named, argument: nil)
      }
    }
    let target = try builder.add(.variable(chain.marks.target)) {
      names.inChain($0, chain.marks, prediction: nil, argument: nil)
    }
    let outer = try builder.add(chain.outerSlope) {
      names.inChain($0, chain.marks, prediction: nil, argument: inner)
    }
    var evaluator = DualEvaluator(builder.program)
    var sum = RunningSum()
    var literal = RunningSum()
    for row in 0..<work.rows {
      evaluator.evaluate(row: row, columns: work.columns, at: at, by: parameter)
      let slope = evaluator[outer].value
      sum.add(slope * evaluator[inner].slope)
      literal.add(slope * evaluator[target].slope - evaluator[output].value)
    }
    return (sum.total, literal.total)
  }

  /// L5 and L6: sums of formulas over the columns, the first kind times the outer slope.
  private static func symbolic(
    _ problem: Problem, _ work: Workload, _ chain: LossChain, at: [Double], by parameter: Int,
    terms: [(isChained: Bool, formula: Expression)]
  ) throws(EvaluationError) -> [Double] {
    var builder = ProgramBuilder()
    var bound = NameBinding(problem)
    let model = try builder.addModel(of: problem, &bound)
    if !problem.definitions.isEmpty {
      let slopes = try SymbolicChain(problem, bound, seed: nil, in: &builder).slopes
      if let slope = slopes[parameter] { bound.define(chain.marks.slope, slope) }
    }
    let names = bound
    let output = builder.copy(model)
    let inner = try builder.add(chain.inner) {
      names.inChain($0, chain.marks, prediction: output, argument: nil)
    }
    var outputs: [Int] = []
    for term in terms {
      let formula: Expression =
        term.isChained ? .multiply(chain.outerSlope, term.formula) : term.formula
      outputs.append(
        try builder.add(formula) {
          names.inChain($0, chain.marks, prediction: output, argument: inner)
        })
    }
    var tape = ColumnTape(
      work.replacing(program: builder.program, output: outputs.first ?? 0), at: at)
    return tape.sums(of: outputs)
  }
}

/// A pairwise sum of dual numbers.
private struct DualSum {
  private var values = RunningSum()
  private var slopes = RunningSum()

  mutating func add(_ term: Dual) {
    values.add(term.value)
    slopes.add(term.slope)
  }

  var total: Dual { Dual(values.total, slope: slopes.total) }
}

extension NameBinding {
  /// The meaning of the marks and of the model's names.
  func inChain(
    _ name: String, _ marks: ChainMarks, prediction: Int?, argument: Int?
  ) -> ProgramBuilder.Meaning? {
    switch name {
    case marks.prediction: return prediction.map { .step($0) }
    case marks.argument: return argument.map { .step($0) }
    case marks.target: return target
    default: return inModel(name)
    }
  }
}
