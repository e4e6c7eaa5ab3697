import Foundation

/// The built program, run as a user runs it.
struct Program {
  var code: Int32
  var output: String
  var errors: String

  /// Beside the running test bundle.
  static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "gradient-report").path

  /// Runs the program to its end.
  static func run(_ arguments: String..., in folder: URL) throws -> Program {
    try start(path, arguments, in: folder)
  }

  /// Runs any program to its end; its output goes through files, so that no pipe can fill up.
  static func start(_ path: String, _ arguments: [String], in folder: URL) throws -> Program {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let logs = FileManager.default.temporaryDirectory
    let files = ["out", "err"].map { logs.appending(path: "\(UUID().uuidString).\($0)") }
    for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    return Program(
      code: process.terminationStatus, output: try String(contentsOf: files[0], encoding: .utf8),
      errors: try String(contentsOf: files[1], encoding: .utf8))
  }
}
