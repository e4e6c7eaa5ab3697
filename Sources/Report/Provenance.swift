import Rendering
import TrainingCore

/// The version of the program and of what it writes.
public enum ProgramVersion {
  /// As it is printed by `--version` and written into every file.
  public static let current = "0.1.0"
}

extension Problem {
  /// The options that pose this problem, whatever folder the data lie in.
  var options: [String] {
    var options = ["--data", data.name, "--x", inputs.joined(separator: ","), "--y", target]
    options += ["--model", modelText, "--loss", lossText]
    options += ["--at", zip(parameters, at).map { "\($0)=\($1)" }.joined(separator: ",")]
    return options + ["--seed", "\(seed)"]
  }

  /// The command that makes this report, as it can be typed into a shell.
  var command: String {
    (["gradient-report", "report"] + options).map(Self.quoted).joined(separator: " ")
  }

  private static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: "/"):
        true
      default: false
      }
    }
    if plain, !word.isEmpty { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }

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
