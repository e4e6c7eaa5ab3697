import Figures
import Foundation
import Report
import ReportTemplates
import TrainingCore
import Typesetting

/// Reports as the tests make them.
enum Samples {
  static func evidence(_ question: Question = Question()) throws -> Evidence {
    try Evidence(measuring: Problem(question))
  }

  /// The files of a report by their paths; without figures unless some are named.
  static func files(_ question: Question = Question(), figures: [String] = []) throws
    -> [String: [UInt8]]
  {
    try files(of: try evidence(question), figures: figures)
  }

  /// The same from evidence that a test may have changed.
  static func files(of evidence: Evidence, figures: [String] = []) throws -> [String: [UInt8]] {
    let maker = ReportMaker(
      typesetter: try Typesetter(), engine: try TemplateEngine(files: ReportTemplates.files),
      images: ImageSettings())
    let recipes = Registry.recipes.filter { figures.contains($0.name) }
    let files = try maker.files(for: evidence, recipes: recipes)
    return Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.bytes) })
  }

  static func page(_ question: Question = Question(), figures: [String] = []) throws -> String {
    String(decoding: try files(question, figures: figures)["report.html"] ?? [], as: UTF8.self)
  }

  static func page(of evidence: Evidence) throws -> String {
    String(decoding: try files(of: evidence)["report.html"] ?? [], as: UTF8.self)
  }

  /// A new folder that is removed after the body has run.
  static func withFolder<T>(_ body: (URL) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "gradient-report-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  /// The SHA-256 of every file below a folder, hidden files too, by its path.
  static func hashes(of folder: URL) throws -> [String: String] {
    var hashes: [String: String] = [:]
    for path in contents(of: folder) {
      let file = folder.appending(path: path)
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
      else { continue }
      hashes[path] = SHA256.hexadecimal(of: [UInt8](try Data(contentsOf: file)).span)
    }
    return hashes
  }

  /// Everything below a folder, hidden files too.
  static func contents(of folder: URL) -> [String] {
    (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? [])
      .sorted()
  }
}
