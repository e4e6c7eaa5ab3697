import Foundation

/// The repository's own files, as the tests read them.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// All files below a folder, by path within the repository, in a fixed order.
  static func files(below folder: String, endingIn suffix: String = "") -> [String] {
    let walker = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
    return (walker?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(suffix) && !$0.split(separator: "/").contains(".build") }
      .map { "\(folder)/\($0)" }.sorted()
  }

  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static func lines(of path: String) throws -> [Substring] {
    try text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
  }
}
