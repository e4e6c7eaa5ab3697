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
    for name in model.names {
      guard case .column(let index)? = binding.inModel(name) else { continue }
      let column = data.columns[index].name
      if !names.contains(column) { names.append(column) }
    }
    return names
  }

  private func evaluate(
    at values: [Double], column: (Int) -> [Double]
  ) throws(Unavailable) -> [Double] {
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
