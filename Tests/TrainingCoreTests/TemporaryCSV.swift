import Foundation

/// Columns as a file that lives as long as a test needs it.
enum TemporaryCSV {
  static func with<Found>(
    _ columns: [(String, [Double])], _ body: (String) throws -> Found
  ) throws -> Found {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".csv")
    let rows = columns[0].1.indices.map { row in
      columns.map { "\($0.1[row])" }.joined(separator: ",")
    }
    try ([columns.map(\.0).joined(separator: ",")] + rows).joined(separator: "\n")
      .write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file.path)
  }
}
