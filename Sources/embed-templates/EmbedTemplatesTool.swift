import Foundation

/// Writes `EmbeddedTemplates.swift`: `FOLDER OUTPUT FILE...`.
@main struct EmbedTemplatesTool {
  static func main() throws {
    let arguments = CommandLine.arguments
    let folder = arguments[1]
    let output = arguments[2]
    var source = "enum EmbeddedTemplates {\n  static let files: [String: StaticString] = [\n"
    if arguments.count == 3 { source += "    :\n" }
    for path in arguments.dropFirst(3) {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let name = path.dropFirst(folder.count).drop { $0 == "/" }
      source += "    \"\(name)\": ####\"\"\"\n\(text)\n\"\"\"####,\n"
    }
    try (source + "  ]\n}\n").write(toFile: output, atomically: true, encoding: .utf8)
  }
}
