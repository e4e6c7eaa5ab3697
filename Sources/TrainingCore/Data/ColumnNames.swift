/// Finds columns by their names.
enum ColumnNames {
  /// Where a column stands.
  /// - Throws: ``InputError`` if there is none of that name, or more than one.
  static func index(
    of name: String, in header: [String], _ path: String
  ) throws(InputError) -> Int {
    guard let first = header.firstIndex(of: name) else {
      throw InputError(
        .usage, file: path, "there is no column \(Printable.quoted(name))",
        advice: Suggestion.advice(
          for: name, in: header, otherwise: "the columns are \(Printable.list(header))"))
    }
    guard header.lastIndex(of: name) == first else {
      throw InputError(
        .badData, file: path,
        "two columns have the name \(Printable.quoted(name))", advice: "rename one of them")
    }
    return first
  }

  /// For each column of a file its place among the names, or -1.
  /// - Throws: ``InputError`` if there is no such column, or one is named twice.
  static func slots(
    _ names: [String], in header: [String], _ path: String
  ) throws(InputError) -> [Int32] {
    var slots = [Int32](repeating: -1, count: header.count)
    for (slot, name) in names.enumerated() {
      let index = try index(of: name, in: header, path)
      guard slots[index] < 0 else {
        throw InputError(
          .usage, "the column \(Printable.quoted(name)) is asked for twice",
          advice: "name every column once")
      }
      slots[index] = Int32(clamping: slot)
    }
    return slots
  }
}
