import Foundation
import Testing

/// The command that a report says makes it does make it, to the byte.
@Suite struct PrintedCommandTests {
  static let reports: [[String]] = [
    [],
    ["--at", "m=-1,b=0.25", "--seed", "7", "--theme", "dark", "--size", "500x300"],
    ["--data", "d.csv", "--decimal-comma", "--delimiter", ";", "--x", "-a'\u{1}b", "--y", "y"],
    ["--data", "c.csv", "--delimiter", "tab"], ["--cases", "d01,C05", "--premise", "P7"],
    ["--data", "./seed", "--format", "svg,pdf"], ["--templates", "./my t/"],
  ]

  @Test(arguments: reports)
  func thePrintedCommandMakesTheSameBytes(options: [String]) throws {
    try Samples.withFolder { folder in
      try Data("-a'\u{1}b;y;z\n1,5;2;0\n2;3,25;0\n4;5;1\n".utf8)
        .write(to: folder.appending(path: "d.csv"))
      try Data("a,b\ty\n1\t2\n2\t4\n3\t5\n".utf8).write(to: folder.appending(path: "c.csv"))
      try Data("x,y\n1,2\n2,4\n3,5\n".utf8).write(to: folder.appending(path: "seed"))
      let templates = folder.appending(path: "my t")
      try FileManager.default.createDirectory(at: templates, withIntermediateDirectories: true)
      try Data("as measured".utf8).write(to: templates.appending(path: "verdict.mustache"))
      // An option's value that looks like an option is given as one word.
      let words = options.map { $0.hasPrefix("-a") ? "--x=\($0)" : $0 }
        .filter { $0 != "--x" }
      let format = options.contains("--format") ? [] : ["--format", "svg"]
      let first = try Program.start(
        Program.path, ["report", "--quiet"] + format + words, in: folder)
      #expect(first.code == 0, "\(first.errors)")
      let output = folder.appending(path: "output")
      let before = try Samples.hashes(of: output)
      let command = try Self.command(in: output)
      try FileManager.default.removeItem(at: output)
      let place = URL(filePath: Program.path).deletingLastPathComponent().path
      let again = try Program.start(
        "/bin/bash", ["-c", "PATH='\(place)':\"$PATH\"; \(command) --quiet"], in: folder)
      #expect(again.code == 0, "\(command): \(again.errors)")
      #expect(try Samples.hashes(of: output) == before, "\(command)")
    }
  }

  /// The command as a reader copies it from the page.
  private static func command(in output: URL) throws -> String {
    let page = try String(contentsOf: output.appending(path: "report.html"), encoding: .utf8)
    let code = try #require(page.firstMatch(of: /<pre><code>(gradient-report [^<]*)<\/code>/)?.1)
    var text = String(code)
    for (reference, sign) in [
      ("&#39;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"),
    ] {
      text = text.replacing(reference, with: sign)
    }
    return text
  }
}
