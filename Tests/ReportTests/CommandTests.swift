import Foundation
import Testing

/// The program as a whole: what it writes, what it says, how it ends.
@Suite struct CommandTests {
  /// Options after which the program has to end with the code and leave everything as it was; the
  /// mistakes in data and formulas stand in ``BadInputTests``.
  static let failures: [(name: String, csv: String?, options: [String], code: Int32)] = [
    ("folder as a file", nil, ["--data", "."], 66),
    ("beyond all numbers", "x,y\n1,2\n2,1e400\n3,4\n", [], 65),
    ("unknown parameter in --at", "x,y\n1,2\n2,3\n", ["--at", "q=1"], 64),
    ("not a point", "x,y\n1,2\n2,3\n", ["--at", "m"], 64),
    ("unknown option", "x,y\n1,2\n2,3\n", ["--colour", "red"], 64),
    ("unknown case", nil, ["--cases", "C05,X9"], 64), ("no premise", nil, ["--premise", "P8"], 64),
    ("unknown format", "x,y\n1,2\n2,3\n", ["--format", "gif"], 64),
    ("no templates", "x,y\n1,2\n2,3\n", ["--templates", "absent"], 66),
  ]

  @Test(arguments: failures.indices)
  func badInputIsRefusedInOneLineAndChangesNothing(index: Int) throws {
    let (name, csv, options, code) = Self.failures[index]
    try Samples.withFolder { folder in
      let output = folder.appending(path: "output")
      try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
      try "earlier".write(
        to: output.appending(path: "report.html"), atomically: true, encoding: .utf8)
      var arguments = ["report", "--quiet", "--output", "output"] + options
      if let csv {
        try csv.write(to: folder.appending(path: "d.csv"), atomically: true, encoding: .utf8)
        arguments += ["--data", "d.csv"]
      }
      let run = try Program.start(Program.path, arguments, in: folder)
      #expect(run.code == code, "\(name): \(run.errors)")
      #expect(run.errors.hasPrefix("gradient-report: "), "\(name): \(run.errors)")
      #expect(run.errors.split(separator: "\n").count == 1, "\(name): \(run.errors)")
      #expect(run.output == "", "\(name)")
      #expect(Samples.contents(of: output) == ["report.html"], "\(name)")
      let kept = try String(contentsOf: output.appending(path: "report.html"), encoding: .utf8)
      #expect(kept == "earlier", "\(name)")
    }
  }

  @Test func anOutputFolderThatCannotBeMadeIsError73() throws {
    try Samples.withFolder { folder in
      try "a file".write(to: folder.appending(path: "f"), atomically: true, encoding: .utf8)
      for target in ["f", "f/below", "/proc/nowhere/below", "/proc/x", "/proc"] {
        let run = try Program.run("figure", "gradient-sum", "--output", target, in: folder)
        #expect(run.code == 73, "\(target): \(run.errors)")
        // Refused once the data are read, before anything is measured.
        let lines = run.errors.split(separator: "\n")
        #expect(lines.count == 2 && lines.first == "reading the data", "\(target): \(run.errors)")
      }
      #expect(Samples.contents(of: folder) == ["f"])
    }
  }

  @Test func listsTheFilesItWroteAndNothingElse() throws {
    try Samples.withFolder { folder in
      let run = try Program.run("figure", "gradient-sum", "--format", "svg,pdf", in: folder)
      #expect(run.code == 0)
      let files = run.output.split(separator: "\n").map(String.init)
      #expect(files == ["svg", "pdf", "csv"].map { "output/figures/gradient-sum.\($0)" })
      #expect(Samples.contents(of: folder).filter { $0.contains(".") } == files.sorted())
      #expect(run.errors.split(separator: "\n").count > 2)
    }
  }

  @Test func quietSaysNothing() throws {
    try Samples.withFolder { folder in
      let run = try Program.run("figure", "data-fit", "--quiet", "--theme", "dark", in: folder)
      #expect(run.errors == "")
      #expect(run.output.contains("output/figures/data-fit@dark.png\n"))
    }
  }

  @Test func anUnknownFigureGetsASuggestion() throws {
    try Samples.withFolder { folder in
      let run = try Program.run("figure", "gradiant-sum", in: folder)
      #expect(run.code == 64)
      #expect(run.errors.contains("did you mean gradient-sum?"))
    }
  }

  @Test(arguments: [
    "models", "losses", "aggregations", "optimizers", "cases", "figures", "datasets",
  ])
  func listsHaveANameAndAMeaningInEachLine(subject: String) throws {
    try Samples.withFolder { folder in
      let run = try Program.run("list", subject, in: folder)
      let lines = run.output.split(separator: "\n")
      #expect(run.code == 0 && !lines.isEmpty)
      #expect(lines.allSatisfy { $0.split(separator: "\t").count == 2 })
      // So that it can be copied into an option.
      #expect(lines.allSatisfy { !($0.split(separator: "\t").first ?? " ").contains(" ") })
    }
  }

  @Test func helpAndVersionGoToStandardOutput() throws {
    try Samples.withFolder { folder in
      for arguments in [["--help"], ["--version"], ["help", "report"], ["report", "--help"]] {
        let run = try Program.start(Program.path, arguments, in: folder)
        #expect(run.code == 0 && run.errors == "" && run.output.contains("gradient-report"))
      }
    }
  }

  @Test(arguments: ["list figures", "--help", "--version"])
  func aFullOutputDeviceIsError74(arguments: String) throws {
    try Samples.withFolder { folder in
      let command = "'\(Program.path)' \(arguments) > /dev/full"
      let run = try Program.start("/bin/sh", ["-c", command], in: folder)
      #expect(run.code == 74)
      #expect(
        run.errors == "gradient-report: standard output: writing failed; "
          + "no space left on device\n")
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func aSignalEndsTheRunBeforeItsEndAndLeavesNothing(signal: Int32) throws {
    try Samples.withFolder { folder in
      let process = Process()
      process.executableURL = URL(filePath: Program.path)
      process.arguments = ["report", "--quiet", "--data", "longley"]
      process.currentDirectoryURL = folder
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      Thread.sleep(forTimeInterval: 0.4)
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal)
      #expect(process.terminationStatus == signal)
      #expect(Samples.contents(of: folder) == [])
    }
  }
}
