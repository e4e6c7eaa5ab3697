/// Where a problem's numbers come from: a built-in set or a file.
enum ProblemSource {
  case builtin(any BuiltinDataset)
  case file(TableFile)

  /// - Throws: ``InputError`` (not found) if the name is neither a set's nor a file's.
  init(_ question: Question) throws(InputError) {
    let name = question.data ?? "seed"
    if let builtin = Dataset.builtin(name) {
      self = .builtin(builtin)
      return
    }
    do {
      self = .file(try TableFile(name, options: question.csv))
    } catch {
      guard error.kind == .notFound, !name.utf8.contains(UInt8(ascii: "/")) else { throw error }
      var better = error
      let names = Registry.builtinData.map(\.name)
      if let nearest = Suggestion.nearest(to: name, in: names) {
        better.advice = "did you mean the built-in set \(nearest)?"
      }
      throw better
    }
  }

  /// All columns' names.
  var columns: [String] {
    switch self {
    case .builtin(let set): set.columns.map(\.name)
    case .file(let file): file.columnNames
    }
  }

  /// The file's name as the user gave it; nil for built-in data.
  var path: String? {
    guard case .file(let file) = self else { return nil }
    return file.path
  }

  /// The comparison point that belongs to the data.
  var at: [(name: String, value: Double)] {
    guard case .builtin(let set) = self else { return [] }
    return set.at
  }

  /// The columns named, as numbers.
  func data(_ names: [String]) throws(InputError) -> Dataset {
    switch self {
    case .builtin(let set):
      var data = set.dataset
      data.columns = names.compactMap { name in data.columns.first { $0.name == name } }
      return data
    case .file(let file): return try file.dataset(names)
    }
  }

  /// Checks that there is a column of that name.
  func check(_ name: String, _ option: String) throws(InputError) {
    guard !columns.contains(name) else { return }
    throw InputError(
      .usage, file: path, "\(option): there is no column \(Printable.quoted(name))",
      advice: Suggestion.advice(
        for: name, in: columns, otherwise: "the columns are \(Printable.list(columns))"))
  }
}
