/// Why a problem cannot be evaluated as it stands; a matter of the data or the question.
struct EvaluationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong and what to do, in one line.
  var description: String
  init(_ description: String) { self.description = description }
}
