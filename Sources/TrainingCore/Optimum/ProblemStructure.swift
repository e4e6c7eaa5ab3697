import Formula

extension Problem {
  /// Whether the loss is a multiple of the squared error, whose delta is a multiple of the error.
  public var hasSquaredError: Bool { ProblemStructure.squaredFactor(loss) != nil }
}

/// What can be told about a problem from the shape of its formulas.
struct ProblemStructure: Sendable {
  /// Whether the prediction is affine in the parameters.
  var isAffine: Bool
  /// c if the loss is c (y - f)^2, else nil.
  var squaredFactor: Double?
  /// The loss as a formula in the residual `r` = y - f, if it depends on nothing else.
  var residualLoss: Expression?

  init(_ problem: Problem, _ work: Workload) {
    isAffine = Self.isAffine(work)
    squaredFactor = Self.squaredFactor(problem.loss)
    let inner = Self.inResidual(problem.loss)
    residualLoss = inner.contains(anyOf: ["y", "f"]) ? nil : inner
  }

  /// Whether a problem's prediction is affine in the parameters.
  static func isAffine(_ work: Workload) -> Bool {
    degree(work.program, at: work.prediction) <= 1
  }

  /// The degree of a step as a polynomial in the parameters (or in the columns as well); more than
  /// 2 also stands for "not a polynomial".
  static func degree(_ program: Program, at output: Int, columnsCount: Bool = false) -> Int {
    let no = 1000
    var degrees: [Int] = []
    for step in program.steps {
      let a = step.operation.isLeaf ? 0 : degrees[step.a]
      let b = step.operation.isLeaf ? 0 : degrees[step.b]
      switch step.operation {
      case .constant: degrees.append(0)
      case .column: degrees.append(columnsCount ? 1 : 0)
      case .parameter: degrees.append(1)
      case .copy, .negate: degrees.append(a)
      case .add, .subtract: degrees.append(max(a, b))
      case .multiply: degrees.append(min(no, a + b))
      case .square: degrees.append(min(no, 2 * a))
      case .divide: degrees.append(b == 0 ? a : no)
      case .power, .function: degrees.append(a == 0 && b == 0 ? 0 : no)
      case .choose:
        let c = degrees[step.c]
        let d = degrees[step.d]
        degrees.append(a == 0 && b == 0 ? max(c, d) : no)
      }
    }
    return degrees[output]
  }

  /// A quadratic form in y and f is known from six of its values.
  static func squaredFactor(_ loss: Expression) -> Double? {
    var builder = ProgramBuilder()
    let output = try? builder.add(loss) { name in
      name == "y" ? .column(0) : (name == "f" ? .parameter(0) : nil)
    }
    guard let output, degree(builder.program, at: output, columnsCount: true) <= 2 else {
      return nil
    }
    func value(_ y: Double, _ f: Double) -> Double {
      var evaluator = DualEvaluator(builder.program)
      evaluator.evaluate(row: 0, columns: [[y]], at: [f], by: 0)
      return evaluator[output].value
    }
    let factor = value(1, 0)
    guard factor > 0, factor.isFinite else { return nil }
    let found = [value(-1, 0), value(0, 1), value(0, -1), value(0, 0), value(1, 1)]
    let wanted = [factor, factor, factor, 0, 0]
    return zip(found, wanted).allSatisfy { abs($0 - $1) <= 1e-13 * factor } ? factor : nil
  }

  /// The formula with every `y - f` replaced by `r` and every `f - y` by `-r`.
  private static func inResidual(_ expression: Expression) -> Expression {
    switch expression {
    case .subtract(.variable("y"), .variable("f")): return .variable("r")
    case .subtract(.variable("f"), .variable("y")): return .negate(.variable("r"))
    default: return expression.mappingChildren(inResidual)
    }
  }
}
