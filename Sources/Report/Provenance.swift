import Rendering
import TrainingCore

/// The version of the program and of what it writes.
public enum ProgramVersion {
  /// As it is printed by `--version` and written into every file.
  public static let current = "0.1.0"
}

extension Problem {
  /// What a figure's file says about where it came from.
  func recipe(figure: String) -> Recipe {
    Recipe([
      ("figure", figure), ("data", "\(data.name) sha256:\(data.sha256)"),
      ("inputs", inputs.joined(separator: ",")), ("target", target), ("model", modelText),
      ("loss", lossText),
      ("at", zip(parameters, at).map { "\($0)=\($1)" }.joined(separator: ",")),
      ("seed", "\(seed)"), ("version", ProgramVersion.current),
    ])
  }
}
