import Foundation
import Report
import ReportTemplates
import TrainingCore

/// Templates that a user brings along.
enum TemplateFolder {
  /// The engine for the built-in templates, with those of a folder in the place of the ones of the
  /// same names.
  /// - Throws: `InputError` if the folder or a file in it cannot be read, or `TemplateError`.
  static func engine(beside folder: String?) throws -> TemplateEngine {
    var files = ReportTemplates.files
    guard let folder else { return try TemplateEngine(files: files) }
    try check(folder)
    var origins: [String: String] = [:]
    for name in files.keys.sorted() {
      let path = folder + "/" + name
      guard FileManager.default.fileExists(atPath: path) else { continue }
      files[name] = try text(of: path)
      origins[name] = path
    }
    return try TemplateEngine(files: files, origins: origins)
  }

  private static func check(_ folder: String) throws(InputError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw InputError(
        .notFound, file: folder, "no such folder", advice: "give --templates a folder")
    }
  }

  private static func text(of path: String) throws(InputError) -> String {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw InputError(.notFound, file: path, "cannot be read")
    }
    guard bytes.count <= 1_000_000, let text = String(bytes: bytes, encoding: .utf8) else {
      throw InputError(.badData, file: path, "not a text in UTF-8 of at most 1 MB")
    }
    return text
  }
}
