import Foundation
import Testing

@testable import Report

/// A signal or a reader that goes away in the midst of writing: earlier output stays as it was, or
/// all of the new is there.
@Suite struct InterruptTests {
  private static func names(_ kind: String) -> [OutputFile] {
    (0..<400).map { OutputFile(path: "figures/\($0).csv", text: kind) }
      + [OutputFile(path: "page.html", text: kind)]
  }

  /// The interrupt comes when the first new file can be seen, as in the midst of the renames.
  @Test func anInterruptNeverLeavesNewFilesBesideOldOnes() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "gradient-report-tests-\(UUID().uuidString)")
    _ = try OutputFolder(folder.path).write(Self.names("old"))
    try Data("gone".utf8).write(to: folder.appending(path: "stale.csv"))
    await #expect(processExitsWith: .exitCode(7)) { [path = folder.path as String] in
      let first = "\(path)/figures/0.csv"
      Thread.detachNewThread {
        while (try? String(contentsOfFile: first, encoding: .utf8)) != "new" {}
        TemporaryFiles.removeAllAndEnd { exit(7) }
      }
      _ = try OutputFolder(path).write(Self.names("new"), removing: ["stale.csv"])
      try await Task.sleep(for: .seconds(10))
    }
    let figures = folder.appending(path: "figures")
    let contents = try Set(
      Samples.contents(of: figures).map {
        try String(contentsOf: figures.appending(path: $0), encoding: .utf8)
      })
    #expect(contents == ["new"])
    #expect(Samples.contents(of: figures).count == 400)
    #expect(Samples.contents(of: folder).filter { !$0.contains("/") } == ["figures", "page.html"])
    try FileManager.default.removeItem(at: folder)
  }

  /// Whoever reads the list of files has seen enough; the files are complete.
  @Test func aReaderThatGoesAwayIsError74WithoutAWord() throws {
    try Samples.withFolder { folder in
      let run = try Self.run(
        ["figure", "gradient-sum", "--format", "svg", "--quiet"], closing: \.standardOutput,
        in: folder)
      #expect(run.reason == .exit && run.code == 74)
      #expect(run.rest == "")
      #expect(
        Samples.contents(of: folder.appending(path: "output/figures")) == [
          "gradient-sum.csv", "gradient-sum.svg",
        ])
    }
  }

  /// Remarks that nobody reads are no reason to stop, least of all with temporary files around.
  @Test func aReaderOfRemarksThatGoesAwayStopsNothing() throws {
    try Samples.withFolder { folder in
      let run = try Self.run(
        ["figure", "gradient-sum", "--format", "svg"], closing: \.standardError, in: folder)
      #expect(run.reason == .exit && run.code == 0)
      #expect(run.rest == "output/figures/gradient-sum.svg\noutput/figures/gradient-sum.csv\n")
    }
  }

  /// Runs the program with one of its outputs going into a pipe that nobody reads.
  /// - Returns: How it ended, and what stands in the other output.
  private static func run(
    _ arguments: [String], closing closed: ReferenceWritableKeyPath<Process, Any?>, in folder: URL
  ) throws -> (reason: Process.TerminationReason, code: Int32, rest: String) {
    let process = Process()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let rest = Pipe()
    process.standardOutput = rest
    process.standardError = rest
    let unread = Pipe()
    process[keyPath: closed] = unread
    try unread.fileHandleForReading.close()
    try process.run()
    try unread.fileHandleForWriting.close()
    let text = String(decoding: rest.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationReason, process.terminationStatus, text)
  }
}
