import Formula

/// Which columns are inputs and which is the target.
struct ProblemVariables {
  /// The inputs that were chosen; empty if the model's formula is to say.
  var inputs: [String] = []
  var target: String

  /// - Throws: ``InputError`` if a name is unknown or the data leave a choice that is the user's.
  init(_ question: Question, _ source: ProblemSource) throws(InputError) {
    for name in question.x ?? [] { try source.check(name, "--x") }
    if let name = question.y { try source.check(name, "--y") }
    try Self.checkDistinct(question)
    switch source {
    case .builtin(let set):
      target = question.y ?? set.target
      inputs = question.x ?? set.inputs.filter { $0 != question.y }
      if question.x == nil, target != set.target, inputs.count == set.inputs.count - 1 {
        inputs.append(set.target)
      }
      if let x = question.x, question.y == nil, x.contains(set.target) {
        throw InputError(
          .usage, "--x: \(Printable.quoted(set.target)) is the target",
          advice: "choose another with --y")
      }
    case .file(let file):
      (inputs, target) = try Self.choose(question, file)
    }
  }

  private static func checkDistinct(_ question: Question) throws(InputError) {
    var seen: Set<String> = []
    for name in question.x ?? [] where !seen.insert(name).inserted {
      throw InputError(
        .usage, "--x: the column \(Printable.quoted(name)) is named twice",
        advice: "name every column once")
    }
    guard let y = question.y, seen.contains(y) else { return }
    throw InputError(
      .usage, "\(Printable.quoted(y)) is both an input and the target",
      advice: "choose different columns for --x and --y")
  }

  /// With two columns of numbers the first is the input and the last the target, unless one of
  /// them was chosen otherwise; with more the user has to say. Where there are two columns in all,
  /// they are meant: what is no number in them is an error with a place, not a reason to ask.
  private static func choose(
    _ question: Question, _ file: TableFile
  ) throws(InputError) -> (inputs: [String], target: String) {
    if let x = question.x, let y = question.y { return (x, y) }
    if let y = question.y, let model = question.model,
      Self.namesColumns(model, file.columnNames.filter { $0 != y })
    {
      return ([], y)
    }
    let numeric = file.columnNames.count == 2 ? file.columnNames : try file.numericColumns()
    if numeric.count == 2 {
      let chosen = question.x ?? []
      let target = question.y ?? numeric.last { !chosen.contains($0) }
      if let target {
        let rest = numeric.filter { $0 != target }
        return (question.x ?? rest, target)
      }
    }
    let list =
      numeric.isEmpty
      ? "no column holds only numbers" : "columns of numbers: \(Printable.list(numeric))"
    let missing = question.x == nil ? question.y == nil ? "--x and --y" : "--x" : "--y"
    guard !numeric.isEmpty else {
      let otherwise = delimiterAdvice(question, file).map { ": \($0)" } ?? ""
      throw InputError(
        .badData, file: file.path, list,
        advice: "the columns are \(Printable.list(file.columnNames))\(otherwise)")
    }
    throw InputError(
      .usage, file: file.path, "it is not clear which columns are meant; \(list)",
      advice: misspelt(question, numeric) ?? "choose with \(missing)")
  }

  /// What to do about a file whose lines `--delimiter` does not divide; nil if it does.
  private static func delimiterAdvice(_ question: Question, _ file: TableFile) -> String? {
    guard question.csv.delimiter != nil, file.columnNames.count == 1 else { return nil }
    let signs = [(";", "';'"), ("\t", "tab"), ("|", "'|'"), (",", "','")]
    let other = signs.first { file.columnNames[0].contains($0.0) }
    return other.map { "leave out --delimiter or give \($0.1)" }
  }

  /// A name in the formula that is nearly a column's was probably meant to be that.
  private static func misspelt(_ question: Question, _ columns: [String]) -> String? {
    guard let model = question.model, let formula = try? ProblemModel.parse(model, "--model")
    else { return nil }
    for name in formula.names where name.unicodeScalars.count > 2 {
      guard let nearest = Suggestion.nearest(to: name, in: columns) else { continue }
      return "by \(Printable.quoted(name)) in --model, did you mean \(Printable.name(nearest))?"
    }
    return nil
  }

  /// Whether a formula says by itself which columns are the inputs.
  private static func namesColumns(_ model: String, _ columns: [String]) -> Bool {
    guard let formula = try? ProblemModel.parse(model, "--model") else { return false }
    return formula.names.contains { columns.contains($0) }
  }
}
