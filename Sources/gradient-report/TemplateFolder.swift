import Glibc
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
    guard kind(of: folder) == S_IFDIR else {
      throw InputError(
        .notFound, file: folder, "no such folder", advice: "give --templates a folder")
    }
    var origins: [String: String] = [:]
    for name in files.keys.sorted() {
      let path = folder + "/" + name
      guard kind(of: path) != nil else { continue }
      files[name] = try text(of: path)
      origins[name] = path
    }
    return try TemplateEngine(files: files, origins: origins)
  }

  /// The bits of a file's mode that tell a folder from a file; nil if there is no such file.
  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  private static func text(of path: String) throws(InputError) -> String {
    guard let bytes = bytes(of: path) else {
      throw InputError(.notFound, file: path, "cannot be read")
    }
    guard bytes.count <= largest, let text = String(validating: bytes, as: UTF8.self) else {
      throw InputError(.badData, file: path, "not a text in UTF-8 of at most 1 MB")
    }
    return text
  }

  /// Bytes that a template may have.
  private static let largest = 1_000_000

  /// What is in a file, up to one byte more than a template may have; nil if it cannot be read.
  private static func bytes(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    let bytes = [UInt8](unsafeUninitializedCapacity: largest + 1) { buffer, count in
      count = fread(buffer.baseAddress, 1, largest + 1, file)
    }
    return ferror(file) == 0 ? bytes : nil
  }
}
