import Formula

extension Problem {
  /// The model's predictions: one for every row of the data, in units of the target.
  /// - Parameter parameters: One value for each of the problem's parameters.
  /// - Throws: ``Unavailable`` if a name of the model has no column.
  public func predictions(at parameters: [Double]) throws(Unavailable) -> [Double] {
    try evaluate(at: parameters) { data.columns[$0].values }
  }

  /// The model as a curve over its single input: one prediction for each place asked for.
  /// - Parameters:
  ///   - parameters: One value for each of the problem's parameters.
  ///   - input: Where the curve is wanted, in units of the input.
  /// - Throws: ``Unavailable`` if the model reads more than one column, or a name of it has none.
  public func curve(at parameters: [Double], over input: [Double]) throws(Unavailable) -> [Double] {
    guard readColumns.count <= 1 else {
      throw Unavailable("the model reads more than one column, so it is not a curve over one input")
    }
    let values = try evaluate(at: parameters) { _ in input }
    // A constant model has one value for all.
    return values.count == input.count
      ? values : Array(repeating: values.first ?? .nan, count: input.count)
  }

  /// The names of the columns that the model reads, without repetition.
  public var readColumns: [String] {
    let binding = NameBinding(self)
    var names: [String] = []
    for name in modelNames {
      guard case .column(let index)? = binding.inModel(name) else { continue }
      let column = data.columns[index].name
      if !names.contains(column) { names.append(column) }
    }
    return names
  }

  /// The names in the model's formula and in the definitions that it uses, each once.
  private var modelNames: [String] {
    var seen: Set<String> = []
    return (definitions.map(\.formula) + [model]).flatMap(\.names).filter {
      seen.insert($0).inserted
    }
  }

  /// The prediction with named values in it.
  private func evaluateDefinitions(
    at values: [Double], column: (Int) -> [Double]
  ) throws(Unavailable) -> [Double] {
    do {
      let work = try Workload(self)
      let columns = work.columns.indices.map { $0 == work.target ? [] : column($0) }
      let rows = columns.map(\.count).max() ?? 0
      var tape = ColumnTape(
        work.replacing(columns: columns.map { $0.isEmpty ? Array(repeating: 0, count: rows) : $0 }),
        at: values)
      return tape.all(of: work.prediction)
    } catch {
      throw Unavailable(error.description)
    }
  }

  private func evaluate(
    at values: [Double], column: (Int) -> [Double]
  ) throws(Unavailable) -> [Double] {
    guard definitions.isEmpty else { return try evaluateDefinitions(at: values, column: column) }
    let binding = NameBinding(self)
    var columns: [(name: String, values: [Double])] = []
    for name in model.names {
      guard case .column(let index)? = binding.inModel(name) else { continue }
      columns.append((name, column(index)))
    }
    do throws(ColumnProgram.UnboundName) {
      let program = try ColumnProgram(model, columns: columns.map(\.name), scalars: parameters)
      return program.evaluate(columns: columns.map(\.values), scalars: values, rows: data.rows)
    } catch {
      throw Unavailable(error.description)
    }
  }
}
