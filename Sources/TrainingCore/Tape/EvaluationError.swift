/// Why a problem cannot be evaluated as it stands; a matter of the data or the question.
struct EvaluationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong and what to do, in one line.
  var description: String
  /// The file and the line that it is about, if it is about one row of a file.
  var file: String?
  var line: Int?

  init(_ description: String, file: String? = nil, line: Int? = nil) {
    self.description = description
    self.file = file
    self.line = line
  }
}
