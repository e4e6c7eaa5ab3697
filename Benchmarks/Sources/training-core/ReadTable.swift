import TrainingCore

/// Reads all columns of a table of numbers.
enum ReadTable: Work {
  static let name = "csv"
  static let arguments = "FILE"

  static func measure(_ argument: String) throws -> Report {
    throw NotYet(what: "the parallel reader")
  }
}
