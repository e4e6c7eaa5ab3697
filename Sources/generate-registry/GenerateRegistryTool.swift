import Foundation

/// Writes `Registry+Generated.swift`: `OUTPUT [FOLDER=PROTOCOL=TYPE,TYPE...]...`.
@main struct GenerateRegistryTool {
  static func main() throws {
    let arguments = CommandLine.arguments
    var source = """
      // Generated from the names of the files in this target's open folders. Do not edit.

      /// Every type that this target's open folders hold, in the order of their file names.
      public enum Registry {

      """
    for argument in arguments.dropFirst(2) {
      let parts = argument.split(separator: "=")
      let name = parts[0].prefix(1).lowercased() + parts[0].dropFirst()
      let values = parts[2].split(separator: ",").map { "\($0)()" }.joined(separator: ", ")
      source += "  /// What the files in `\(parts[0])/` declare.\n"
      source += "  public static var \(name): [any \(parts[1])] { [\(values)] }\n"
    }
    try (source + "}\n").write(toFile: arguments[1], atomically: true, encoding: .utf8)
  }
}
