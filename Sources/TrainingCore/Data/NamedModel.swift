/// A model with a name: a formula that the user need not write.
///
/// To add one, put a file into `Models/` that declares a type of the file's name.
public protocol NamedModel: Sendable {
  /// For the registry, which makes one of every model.
  init()
  /// The name that `--model` takes.
  var name: String { get }
  /// What it is for, in one line.
  var summary: String { get }
  /// The formula's text for inputs of these names, or nil if it is not for that many inputs.
  func formula(inputs: [String]) -> String?
}
