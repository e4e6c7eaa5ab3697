/// A data set that the program carries within itself.
///
/// To add one, put a file into `BuiltinData/` that declares a type of the file's name.
public protocol BuiltinDataset: Sendable {
  /// For the registry, which makes one of every set.
  init()
  /// The name that `--data` takes.
  var name: String { get }
  /// What it is and where it comes from, in one line.
  var summary: String { get }
  /// Names of the columns that are inputs unless the user says otherwise.
  var inputs: [String] { get }
  /// Name of the column that is the target unless the user says otherwise.
  var target: String { get }
  /// Where gradients are compared if the parameters have these names and nothing else was said.
  var at: [(name: String, value: Double)] { get }
  /// The numbers, the inputs first.
  var columns: [Dataset.Column] { get }
}

extension BuiltinDataset {
  /// One input called x.
  public var inputs: [String] { ["x"] }
  /// A target called y.
  public var target: String { "y" }
  /// No point of its own: it is chosen once the optimum is known.
  public var at: [(name: String, value: Double)] { [] }

  /// The set as a value; its hash is that of its text as comma-separated values.
  public var dataset: Dataset {
    let columns = columns
    return Dataset(
      name: name, sha256: SHA256.hexadecimal(of: Dataset.text(of: columns)), columns: columns)
  }
}

extension Dataset {
  /// The columns as comma-separated values, each number with the shortest digits that give it back.
  static func text(of columns: [Column]) -> String {
    var text = columns.map(\.name).joined(separator: ",") + "\n"
    for row in 0..<(columns.map(\.values.count).min() ?? 0) {
      text += columns.map { "\($0.values[row])" }.joined(separator: ",") + "\n"
    }
    return text
  }

  /// The built-in set of that name, or nil if there is none.
  public static func builtin(_ name: String) -> (any BuiltinDataset)? {
    Registry.builtinData.first { $0.name == name }
  }
}
