/// A loss with a name: a formula of the target `y` and the prediction `f`.
///
/// To add one, put a file into `Losses/` that declares a type of the file's name.
public protocol NamedLoss: Sendable {
  /// For the registry, which makes one of every loss.
  init()
  /// The names that `--loss` takes, the usual one first.
  var names: [String] { get }
  /// What it is for, in one line.
  var summary: String { get }
  /// The text of the formula of one sample's loss, in `y` and `f` and no other name.
  var formula: String { get }
}
