import TrainingCore

/// Reads all columns of a table of numbers; compared are the sums of the columns, taken after the
/// clock has stopped.
enum ReadTable: Work {
  static let name = "csv"
  static let arguments = "FILE"

  static func measure(_ argument: String) throws -> Report {
    try Report("csv") { (columns: [Dataset.Column]) in
      columns.map { $0.values.reduce(0, +) }
    } work: {
      let table = try TableFile(argument)
      return try table.columns(table.columnNames)
    }
  }
}
