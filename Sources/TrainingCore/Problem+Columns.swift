import Formula

extension Problem {
  /// The columns of `--x` that the model's formula leaves out, and the misspelt name that may be
  /// why: a name that is no column is silently a parameter.
  ///
  /// Nothing is said of columns that the user did not name.
  var unusedWarning: String? {
    guard network == nil, let named = question.x else { return nil }
    let names = Set(model.names)
    let unused = named.enumerated().filter { index, name in
      let aliases = ["x\(index + 1)"] + (inputs.count == 1 ? ["x"] : [])
      return !names.contains(name) && !aliases.contains(where: names.contains)
    }.map(\.element)
    guard let first = unused.first else { return nil }
    let what =
      unused.count == 1
      ? "column \(Printable.name(first)) is" : "columns \(Printable.list(unused)) are"
    return "the \(what) not used by the model" + (meant(among: unused).map { "; \($0)" } ?? "")
  }

  private func meant(among columns: [String]) -> String? {
    // Short names such as b1 and x1 are near to each other by nature.
    let columns = columns.filter { $0.unicodeScalars.count > 2 }
    for parameter in parameters {
      guard let nearest = Suggestion.nearest(to: parameter, in: columns) else { continue }
      return "did you mean \(Printable.name(nearest)) for \(Printable.name(parameter))?"
    }
    return nil
  }
}
