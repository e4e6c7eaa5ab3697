/// Why text could not be set.
public struct TypesettingError: Error, Equatable, CustomStringConvertible {
  /// One line that says what is wrong.
  public var description: String

  /// An error that says what is wrong in one line.
  public init(_ description: String) { self.description = description }
}
