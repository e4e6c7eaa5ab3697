import Formula

/// A problem's formulas on a plane: functions of u and v in place of the parameters.
struct PlaneFormula: Sendable {
  /// No formula's text can spell these names.
  static let u = "\u{1}u"
  static let v = "\u{1}v"

  let problem: Problem
  /// The prediction in columns, u and v.
  let model: Expression
  /// The loss in `y`, `f`, columns, u and v.
  let loss: Expression
  /// Both as one program over the columns; parameter 0 is u, parameter 1 is v.
  let work: Workload

  /// - Throws: ``SurfaceError/invalid(_:)`` if the plane has not as many parameters as the problem,
  ///   or a name is unknown.
  init(_ problem: Problem, on plane: Plane) throws(SurfaceError) {
    guard plane.origin.count == problem.parameters.count else {
      throw .invalid(
        "the problem has \(problem.parameters.count) parameters, but the plane is among"
          + " \(plane.origin.count)")
    }
    self.problem = problem
    var replacements: [String: Expression] = [:]
    for (index, name) in problem.parameters.enumerated() {
      replacements[name] = Self.parameter(plane, index)
    }
    model = problem.model.substituting(replacements)
    // In a loss these two are the prediction and the target, whatever parameters are called.
    loss = problem.loss.substituting(replacements.filter { $0.key != "f" && $0.key != "y" })
    do { work = try Workload(plane: problem, model: model, loss: loss) } catch {
      throw .invalid(error.description)
    }
  }

  /// A parameter on the plane, without what is zero.
  private static func parameter(_ plane: Plane, _ index: Int) -> Expression {
    var terms: [Expression] = []
    if plane.origin[index] != 0 { terms.append(.number(plane.origin[index])) }
    for (name, factor) in [(u, plane.first[index]), (v, plane.second[index])] where factor != 0 {
      terms.append(factor == 1 ? .variable(name) : .multiply(.number(factor), .variable(name)))
    }
    guard let first = terms.first else { return .number(0) }
    return terms.dropFirst().reduce(first) { .add($0, $1) }
  }

  /// Whether the prediction is affine in u and v, and the loss knows of neither.
  var isAffine: Bool {
    !loss.contains(anyOf: [Self.u, Self.v])
      && ProblemStructure.degree(work.program, at: work.prediction) <= 1
  }

  /// The coefficients of an affine prediction a + u p + v q.
  func coefficients() throws(SurfaceError) -> (a: PlaneColumn, p: PlaneColumn, q: PlaneColumn) {
    let zeros: [String: Expression] = [Self.u: .number(0), Self.v: .number(0)]
    return (
      try column(model.substituting(zeros).simplified()),
      try column(model.derivative(by: Self.u).substituting(zeros).simplified()),
      try column(model.derivative(by: Self.v).substituting(zeros).simplified())
    )
  }

  /// The values of a formula of columns alone, without copying where it is a column.
  func column(_ formula: Expression) throws(SurfaceError) -> PlaneColumn {
    if case .number(let value) = formula { return .constant(value) }
    let names = NameBinding(problem)
    if case .variable(let name) = formula, case .column(let index) = names.inModel(name) {
      return .values(work.columns[index])
    }
    var builder = ProgramBuilder()
    do {
      let output = try builder.add(formula) { names.inModel($0) }
      let program = builder.program
      guard program.steps[output].varies else {
        var tape = ColumnTape(
          work.replacing(program: program, output: output).first(1), at: [0, 0])
        return .constant(tape.all(of: output)[0])
      }
      var tape = ColumnTape(work.replacing(program: program, output: output), at: [0, 0])
      return .values(tape.all(of: output))
    } catch { throw .invalid(error.description) }
  }

  /// The target's values.
  var target: [Double] { work.columns[work.target] }
}

/// A value for each row, or one for all.
enum PlaneColumn: Sendable {
  case constant(Double)
  case values([Double])

  subscript(row: Int) -> Double {
    switch self {
    case .constant(let value): value
    case .values(let values): values[row]
    }
  }

  /// The largest magnitude; NaN if a value is not a number.
  func largest(_ rows: Range<Int>) -> Double {
    switch self {
    case .constant(let value): return abs(value)
    case .values(let values):
      var largest = 0.0
      for row in rows {
        guard !values[row].isNaN else { return .nan }
        largest = max(largest, abs(values[row]))
      }
      return largest
    }
  }
}

extension Workload {
  /// A problem whose parameters are u and v.
  fileprivate init(
    plane problem: Problem, model: Expression, loss formula: Expression
  ) throws(EvaluationError) {
    let names = NameBinding(problem)
    let place: (String) -> ProgramBuilder.Meaning? = { name in
      name == PlaneFormula.u ? .parameter(0) : name == PlaneFormula.v ? .parameter(1) : nil
    }
    var builder = ProgramBuilder()
    let value = try builder.add(model) { place($0) ?? names.inModel($0) }
    prediction = builder.copy(value)
    let output = prediction
    loss = try builder.add(formula) { place($0) ?? names.inLoss($0, prediction: output) }
    program = builder.program
    columns = problem.data.columns.map(\.values)
    guard let place = problem.data.columns.firstIndex(where: { $0.name == problem.target }) else {
      throw EvaluationError("there is no column '\(problem.target)'; choose the target with --y")
    }
    target = place
    rows = problem.data.rows
    parameters = 2
    guard rows > 0 else { throw EvaluationError("there are no rows; nothing can be averaged") }
    guard columns.allSatisfy({ $0.count == problem.data.rows }) else {
      throw EvaluationError("the columns differ in length; give every row a value")
    }
  }

  /// The first rows only.
  fileprivate func first(_ count: Int) -> Workload {
    replacing(columns: columns.map { Array($0.prefix(count)) })
  }
}
