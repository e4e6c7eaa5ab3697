/// What a user asks, as the options or a specification say it; nil means "choose for me".
public struct Question: Sendable {
  /// The path of a file of separated values or of a `.npy` file, or a built-in set's name.
  public var data: String?
  /// Names of the input columns; blanks around a name count only if the data's name has them.
  public var x: [String]?
  /// Name of the target column.
  public var y: String?
  /// A formula of the prediction, or a model's name.
  public var model: String?
  /// A formula of one sample's loss in `y` and `f`, or a loss's name.
  public var loss: String?
  /// Where gradients are compared, one value for each parameter in any order.
  public var at: [(name: String, value: Double)]?
  /// Where everything random starts from; see ``Problem/seed``.
  public var seed: UInt64
  /// How a CSV file is to be read; without effect on built-in sets.
  public var csv: CSVOptions
  /// Cases of the catalogue to measure, by their identifiers; all if none and no premise is given.
  public var cases: [String] = []
  /// Premises whose cases are to be measured as well, "P1" to "P7".
  public var premises: [String] = []

  /// The question with everything left open but what is given; nothing is read or checked yet.
  public init(
    data: String? = nil, x: [String]? = nil, y: String? = nil, model: String? = nil,
    loss: String? = nil, at: [(name: String, value: Double)]? = nil, seed: UInt64 = 0,
    csv: CSVOptions = CSVOptions()
  ) {
    self.data = data
    self.x = x
    self.y = y
    self.model = model
    self.loss = loss
    self.at = at
    self.seed = seed
    self.csv = csv
  }

  /// The point that the text of `--at` gives, in the text's order: `m=0.5,b=0`.
  /// - Throws: ``InputError`` (usage) if a part is not NAME=NUMBER.
  public static func point(
    named text: String
  ) throws(InputError) -> [(name: String, value: Double)] {
    var point: [(name: String, value: Double)] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false).map(\.trimmed)
      let digits = Array((sides.last ?? "").utf8)
      guard sides.count == 2, !sides[0].isEmpty,
        case .number(let value) = DecimalNumber(point: 0x2E).read(digits.span, 0..<digits.count)
      else {
        throw InputError(
          .usage, "--at: \(Printable.quoted(String(part))) is not of the form NAME=NUMBER",
          advice: "write for example --at m=0.5,b=0")
      }
      point.append((sides[0], value))
    }
    return point
  }
}

extension Substring {
  /// The text without blanks around it.
  fileprivate var trimmed: String {
    var rest = self[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}

extension Problem {
  /// Reads the data, chooses what was left open, and checks that all fits together.
  ///
  /// `at` stays empty with an empty ``atReason`` if the user gave no point and the data have none;
  /// it is to be chosen once the optimum is known.
  /// - Throws: ``InputError`` at the first thing that is wrong.
  public init(_ question: Question) throws(InputError) {
    let source = try ProblemSource(question)
    var question = question
    question.x = question.x?.map { Self.name($0, in: source.columns) }
    let variables = try ProblemVariables(question, source)
    let model = try ProblemModel(question, source, variables)
    let loss = try ProblemLoss(question)
    self.init(
      data: try source.data(model.inputs + [variables.target]), inputs: model.inputs,
      target: variables.target, model: model.formula, modelText: model.text, loss: loss.formula,
      lossText: loss.text, parameters: model.parameters, at: [], atReason: "", seed: question.seed,
      question: question)
    definitions = model.definitions
    network = model.network
    try checkRows(of: source.path)
    try checkLabels()
    try checkWork(of: source.path)
    try place(question.at, source.at)
  }

  /// A column's name without the blanks around it that it does not have, such as one after a comma.
  private static func name(_ given: String, in columns: [String]) -> String {
    let spellings = [given, String(given.drop { $0 == " " }), given[...].trimmed]
    return spellings.first(where: columns.contains) ?? given[...].trimmed
  }

  private func checkRows(of path: String?) throws(InputError) {
    guard data.rows < 2 else { return }
    let left = data.rows == 0 ? "no row" : "only one row"
    let why = data.dropped > 0 ? " after \(data.dropped) with missing values were left out" : ""
    throw InputError(
      .badData, file: path ?? data.name, "there is \(left) of data\(why)",
      advice: "give at least 2 rows, for there is nothing to average otherwise")
  }

  /// Takes the user's point, or the built-in set's if it names the same parameters.
  private mutating func place(
    _ given: [(name: String, value: Double)]?, _ own: [(name: String, value: Double)]
  ) throws(InputError) {
    guard let given else {
      guard !own.isEmpty, Set(own.map(\.name)) == Set(parameters) else { return }
      at = parameters.compactMap { name in own.first { $0.name == name }?.value }
      atReason = "the built-in set's own point"
      return
    }
    for (index, entry) in given.enumerated() {
      guard parameters.contains(entry.name) else {
        throw InputError(
          .usage, "--at: there is no parameter \(Printable.quoted(entry.name))",
          advice: Suggestion.advice(
            for: entry.name, in: parameters,
            otherwise: "the parameters are \(Printable.list(parameters))"))
      }
      guard !given[..<index].contains(where: { $0.name == entry.name }) else {
        throw InputError(
          .usage, "--at: \(Printable.quoted(entry.name)) is given twice",
          advice: "give every parameter one value")
      }
      guard entry.value.isFinite else {
        throw InputError(
          .usage, "--at: the value of \(Printable.quoted(entry.name)) is not a finite number",
          advice: "give a finite number")
      }
    }
    let missing = parameters.filter { name in !given.contains { $0.name == name } }
    guard missing.isEmpty else {
      throw InputError(
        .usage, "--at: no value for \(Printable.list(missing))",
        advice: "give every parameter one value")
    }
    at = parameters.compactMap { name in given.first { $0.name == name }?.value }
    atReason = "as given"
  }
}
