import Formula

/// The prediction's formula, bound to inputs and parameters.
struct ProblemModel {
  var formula: Expression
  var text: String
  /// The chosen inputs, then other columns that the formula names.
  var inputs: [String]
  var parameters: [String]
  /// See ``Problem/definitions``.
  var definitions: [Definition] = []
  /// See ``Problem/network``.
  var network: DenseNetwork?

  /// More would take minutes: the routes' work grows with the square of their number.
  static let mostParameters = 1000
}

extension ProblemModel {
  /// - Throws: ``InputError`` (usage) if the formula or a name in it is wrong.
  init(
    _ question: Question, _ source: ProblemSource, _ variables: ProblemVariables
  ) throws(InputError) {
    let columns = source.columns
    let given = question.model ?? (variables.inputs.count == 1 ? "line" : "linear")
    if NetworkName.isMeant(by: given), !columns.contains(given) {
      self = try Self.network(NetworkName(given), inputs: variables.inputs, columns)
      return
    }
    inputs = variables.inputs
    let aliases = Self.spellings(inputs, columns)
    if let named = Registry.models.first(where: { $0.name == given }), !columns.contains(given) {
      (formula, text) = try Self.formula(of: named, aliases, columns)
    } else {
      try Self.refuseNetwork(given)
      try BareName.refuse(given, as: "model", in: Registry.models.map(\.name), unless: columns)
      formula = try Self.parse(given, "--model")
      text = given
    }
    let names = formula.names
    for name in names where columns.contains(name) && !inputs.contains(name) {
      guard name != variables.target else {
        throw InputError(
          .usage, "--model: \(Printable.quoted(name)) is the target and cannot predict itself",
          advice: "choose another target with --y")
      }
      inputs.append(name)
    }
    parameters = []
    for name in names where !columns.contains(name) {
      if try !Self.isAlias(name, inputs.count) { parameters.append(name) }
    }
    guard !parameters.isEmpty else {
      throw InputError(
        .usage, "--model: \(Printable.quoted(given)) has no parameters, so there is no gradient",
        advice: "use a name that is not a column, such as m in m*x")
    }
    try Self.check(parameters.count)
  }

  private static func check(_ parameters: Int) throws(InputError) {
    guard parameters > mostParameters else { return }
    throw InputError(
      .usage, "--model: more than \(mostParameters) parameters are too many to measure",
      advice: "choose fewer inputs with --x, or another formula")
  }

  /// Reads a formula; its error names the column and carries the place in its excerpt.
  static func parse(
    _ text: String, _ option: String, longest: Int = FormulaLimits.characters
  ) throws(InputError) -> Expression {
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw InputError(
        .usage, "\(option): the formula is empty",
        advice: option == "--loss" ? "write for example (y - f)^2" : "write for example m*x + b")
    }
    do { return try Expression(parsing: text, longest: longest) } catch {
      var wrong = InputError(.usage, file: option, line: 1, column: error.column, error.message)
      wrong.excerpt = error.caret
      throw wrong
    }
  }

  /// How each input is written in a formula made for it: `x` if there is only one, unless that is
  /// the name of another column, else its own name, so that nobody has to count columns.
  private static func spellings(_ inputs: [String], _ columns: [String]) -> [String] {
    inputs.map { name in
      let isClear = inputs.count == 1 && (!columns.contains("x") || name == "x")
      return isClear ? "x" : Expression.variable(name).plain
    }
  }

  /// A named model's formula, whose parameters step aside for columns of their names; where it is
  /// longer than what may be given as a formula, the model's name is its text.
  private static func formula(
    of model: any NamedModel, _ aliases: [String], _ columns: [String]
  ) throws(InputError) -> (Expression, String) {
    guard let text = model.formula(inputs: aliases) else {
      throw InputError(
        .usage, "--model: \(model.name) takes one input, but there are \(aliases.count)",
        advice: "choose with --x, or use linear")
    }
    try check(aliases.count)
    func spelled(_ text: String) -> String {
      text.unicodeScalars.count <= FormulaLimits.characters ? text : model.name
    }
    let formula = try parse(text, "--model", longest: .max)
    // Which names are parameters shows only without the inputs of the same names.
    let plain = try parse(
      model.formula(inputs: aliases.indices.map { "input_\($0)" }) ?? text, "--model",
      longest: .max)
    let own = plain.names.filter { !$0.hasPrefix("input_") }
    guard own.contains(where: columns.contains) else { return (formula, spelled(text)) }
    let readable = ["m": "slope", "b": "intercept"]
    var renamed: [String: Expression] = [:]
    for name in own where columns.contains(name) {
      var new = readable[name] ?? name + "_"
      while columns.contains(new) || own.contains(new) { new += "_" }
      renamed[name] = .variable(new)
    }
    var inputs: [String: Expression] = [:]
    for (index, alias) in aliases.enumerated() {
      inputs["input_\(index)"] = try parse(alias, "--model")
    }
    let changed = plain.substituting(renamed.merging(inputs) { first, _ in first })
    return (changed, spelled(changed.plain))
  }

  /// Whether a name stands for an input: `x` for the only one, `x1`, `x2` ... for each.
  private static func isAlias(_ name: String, _ count: Int) throws(InputError) -> Bool {
    if name == "y" || name == "f" {
      throw InputError(
        .usage, "--model: \(name) stands for the \(name == "y" ? "target" : "prediction")",
        advice: "give the parameter another name")
    }
    if name == "x" {
      guard count == 1 else {
        throw InputError(
          .usage, "--model: x is not clear, for there are \(count) inputs",
          advice: "write x1, x2 and so on, or the columns' names")
      }
      return true
    }
    guard name.hasPrefix("x"), let number = Int(name.dropFirst()), "x\(number)" == name,
      number > 0
    else { return false }
    guard number <= count else {
      throw InputError(
        .usage,
        "--model: there is no input \(name), for there \(count == 1 ? "is 1" : "are \(count)")",
        advice: "choose the inputs with --x, or give the parameter another name")
    }
    return true
  }
}
