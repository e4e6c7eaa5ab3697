import Formula

/// A problem made ready for evaluation: the loss as a program over numbered columns.
///
/// Not tied to a point: every evaluation takes the parameters as an argument.
struct Workload: Sendable {
  var program: Program
  /// Indices of the prediction's and the loss's steps.
  var prediction: Int
  var loss: Int
  var columns: [[Double]]
  /// The target column's number.
  var target: Int
  var rows: Int
  var parameters: Int
  /// What the matrix tape needs if the model is a network and the program is the problem's own.
  var network: NetworkBinding?

  /// Limit on rows times parameters, DESIGN 5.6.
  static let maximumCells = 1 << 31

  /// Binds names to columns and parameters.
  /// - Throws: ``EvaluationError`` if a name is unknown, columns differ in length, or rows times
  ///   parameters go beyond the limit.
  init(_ problem: Problem) throws(EvaluationError) {
    var names = NameBinding(problem)
    var builder = ProgramBuilder()
    let model = try builder.addModel(of: problem, &names)
    prediction = builder.copy(model)
    let output = prediction
    loss = try builder.add(problem.loss) { names.inLoss($0, prediction: output) }
    program = builder.program
    columns = problem.data.columns.map(\.values)
    guard let target = problem.data.columns.firstIndex(where: { $0.name == problem.target }) else {
      throw EvaluationError("there is no column '\(problem.target)'; choose the target with --y")
    }
    self.target = target
    rows = problem.data.rows
    parameters = problem.parameters.count
    guard rows > 0 else { throw EvaluationError("there are no rows; nothing can be averaged") }
    guard parameters > 0 else {
      throw EvaluationError("the model has no parameters; name something that is not a column")
    }
    guard columns.allSatisfy({ $0.count == problem.data.rows }) else {
      throw EvaluationError("the columns differ in length; give every row a value")
    }
    let (cells, overflow) = rows.multipliedReportingOverflow(by: parameters)
    guard !overflow, cells <= Self.maximumCells else {
      throw EvaluationError(
        "\(rows) rows times \(parameters) parameters are too many; use at most \(Self.maximumCells)"
      )
    }
    network = try NetworkBinding(problem, names)
    try checkMemory(cells: cells)
  }

  /// The same with other data; they must have the same columns.
  func replacing(columns: [[Double]]) -> Workload {
    var copy = self
    copy.columns = columns
    copy.rows = columns.first?.count ?? 0
    return copy
  }

  /// The same data with another program; `output` is what stands for the loss.
  func replacing(program: Program, output: Int) -> Workload {
    var copy = self
    copy.program = program
    copy.network = nil
    copy.loss = output
    copy.prediction = output
    return copy
  }

  /// At most `limit` rows, spread evenly.
  func thinned(to limit: Int) -> Workload {
    guard rows > limit, limit > 0 else { return self }
    let chosen = (0..<limit).map { Int(Double($0) / Double(limit) * Double(rows)) }
    return replacing(columns: columns.map { column in chosen.map { column[$0] } })
  }

  /// Refuses what cannot fit. A report takes about eight values for each row and five for each row
  /// and parameter at its height: gradients, activations, copies for training and what the figures
  /// show (measured on 10^7 rows with 3 parameters, release build).
  private func checkMemory(cells: Int) throws(EvaluationError) {
    let needed = (cells * 5 + rows * 8) * 8
    guard let free = AvailableMemory.free, needed > free else { return }
    throw EvaluationError(
      "\(rows) rows with \(parameters) parameters need about \(needed) bytes of memory, and \(free)"
        + " are free; use fewer rows")
  }
}

/// What the names of a problem stand for: parameters first, then columns, then the aliases.
struct NameBinding {
  private var meanings: [String: ProgramBuilder.Meaning]
  /// The target column.
  let target: ProgramBuilder.Meaning?

  init(_ problem: Problem) {
    var columns: [String: ProgramBuilder.Meaning] = [:]
    for (index, column) in problem.data.columns.enumerated() where columns[column.name] == nil {
      columns[column.name] = .column(index)
    }
    var meanings: [String: ProgramBuilder.Meaning] = [:]
    for (index, input) in problem.inputs.enumerated() {
      meanings["x\(index + 1)"] = columns[input]
      if index == 0 { meanings["x"] = columns[input] }
    }
    meanings.merge(columns) { _, column in column }
    for (index, name) in problem.parameters.enumerated() { meanings[name] = .parameter(index) }
    self.meanings = meanings
    target = columns[problem.target]
  }

  /// Gives a name of its own to a step.
  mutating func define(_ name: String, _ step: Int) { meanings[name] = .step(step) }

  func inModel(_ name: String) -> ProgramBuilder.Meaning? { meanings[name] }

  func inLoss(_ name: String, prediction: Int) -> ProgramBuilder.Meaning? {
    switch name {
    case "f": .step(prediction)
    case "y": target
    default: meanings[name]
    }
  }
}
