/// What is wrong with a template.
public struct TemplateError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The template's file as the user knows it.
  public var file: String
  /// The line, counted from 1; nil if the fault is in no single one.
  public var line: Int?
  /// What is wrong, in lower case and without a full stop.
  public var problem: String

  init(_ file: String, line: Int? = nil, _ problem: String) {
    self.file = file
    self.line = line
    self.problem = problem
  }

  /// `FILE:LINE: what is wrong`, with the parts that are known.
  public var description: String {
    file + (line.map { ":\($0)" } ?? "") + ": " + problem
  }
}
