import Formula

extension ProblemModel {
  /// A network over all inputs.
  /// - Throws: ``InputError`` (usage) if it has more parameters than can be measured.
  static func network(
    _ name: NetworkName, inputs: [String], _ columns: [String]
  ) throws(InputError) -> ProblemModel {
    guard let network = name.network(inputs: inputs.count, outputs: 1),
      network.parameterCount <= mostParameters
    else { throw tooLarge(name, inputs: inputs.count) }
    // A column of a parameter's name keeps it; the parameter's own becomes longer.
    let taken = Set(columns)
    let names = network.parameterNames.map { name in
      var free = name
      while taken.contains(free) { free += "_" }
      return free
    }
    var mark = "@"
    while columns.contains(where: { $0.hasPrefix(mark) }) { mark += "@" }
    let formulas = NetworkFormulas(
      network, inputs: inputs.map { .variable($0) }, parameters: names, mark: mark)
    return ProblemModel(
      formula: formulas.output, text: name.text, inputs: inputs, parameters: names,
      definitions: formulas.definitions, network: network)
  }

  /// Says how many parameters there are, and which widths would do.
  private static func tooLarge(_ name: NetworkName, inputs: Int) -> InputError {
    let count = name.network(inputs: inputs, outputs: 1)?.parameterCount
    let size = count.map { "has \($0) parameters" } ?? "is far too large"
    var smaller = name
    let widest = name.hidden.max() ?? 1
    var width = min(widest, mostParameters)
    while width > 0 {
      smaller.hidden = name.hidden.map { min($0, width) }
      if let fitting = smaller.network(inputs: inputs, outputs: 1),
        fitting.parameterCount <= mostParameters
      {
        break
      }
      width -= 1
    }
    let advice =
      width > 0
      ? "\(smaller.text) would do" : "choose fewer inputs with --x, or fewer layers"
    let among = inputs == 1 ? "1 input" : "\(inputs) inputs"
    return InputError(
      .usage,
      "--model: \(name.text) \(size) for \(among), but at most \(mostParameters) can be measured",
      advice: advice)
  }

  /// Refuses what was meant as a network's name but is none; a formula has no colon.
  static func refuseNetwork(_ text: String) throws(InputError) {
    guard let colon = text.firstIndex(of: ":") else { return }
    let word = text[..<colon].lowercased()
    guard word.allSatisfy({ $0.isLetter || $0 == " " }) else { return }
    throw InputError(
      .usage, "--model: \(Printable.quoted(text)) is neither a formula nor a network",
      advice: "write a network as mlp:16,16:tanh, with the sizes of its hidden layers")
  }
}

extension Problem {
  /// Rows times the square of the parameters beyond which the routes take minutes.
  private static let mostWork = 4e9

  /// Refuses rows that are too many for the network.
  /// - Throws: ``InputError`` (bad data) that says how many rows would do.
  func checkWork(of path: String?) throws(InputError) {
    guard network != nil else { return }
    let size = Double(parameters.count)
    let most = Int(Self.mostWork / (size * size))
    guard data.rows > most else { return }
    throw InputError(
      .badData, file: path ?? data.name,
      "\(modelText) has \(parameters.count) parameters, which takes minutes on "
        + "\(data.rows) rows",
      advice: "give at most \(most) rows, or choose a smaller network")
  }
}
