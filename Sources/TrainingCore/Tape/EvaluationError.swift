/// Why a problem cannot be evaluated as it stands; a matter of the data or the question.
public struct EvaluationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong and what to do, in one line.
  public var description: String
  public init(_ description: String) { self.description = description }
}
