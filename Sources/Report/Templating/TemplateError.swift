/// What is wrong with a template.
public struct TemplateError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One line in lower case that names the template.
  public var description: String
  init(_ description: String) { self.description = description }
}
