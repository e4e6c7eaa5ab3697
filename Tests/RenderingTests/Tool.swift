import Foundation

/// A program of the system that checks or reads files; tests that need a missing one are skipped.
struct Tool: Sendable {
  let path: String
  var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }
  init(_ name: String) { path = "/usr/bin/\(name)" }

  static let pngcheck = Tool("pngcheck")
  static let xmllint = Tool("xmllint")
  static let qpdf = Tool("qpdf")
  static let pdftotext = Tool("pdftotext")
  static let pdftoppm = Tool("pdftoppm")
  static let pdffonts = Tool("pdffonts")
  static let fontQuery = Tool("fc-query")
  static let rsvgConvert = Tool("rsvg-convert")

  /// Runs the tool on a file with the given content and returns its exit code and what it printed.
  /// - Parameter last: Arguments behind the file's name.
  func run(
    on content: [UInt8], _ arguments: [String], suffix: String, _ last: [String] = []
  ) throws -> (Int32, [UInt8]) {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "rendering-\(UUID().uuidString).\(suffix)")
    try Data(content).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments + [file.path()] + last
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, Array(printed))
  }

  /// Writes a picture into the folder named by `KEEP_PICTURES`, if there is one, to be looked at.
  static func keep(_ content: [UInt8], _ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["KEEP_PICTURES"] else { return }
    try Data(content).write(to: URL(filePath: folder).appending(path: name))
  }
}
