import Foundation
import Testing

/// Files in `Tests/Goldens` with what was once looked at and found right.
///
/// `RECORD=1` in the environment writes them anew, and fails the test that does, so that no one
/// takes a recording for a comparison.
enum Golden {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Goldens")

  /// The bytes of a golden file; recorded first if that is asked for.
  static func bytes(_ name: String, recording current: [UInt8]) throws -> [UInt8] {
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(current).write(to: file)
      Issue.record("\(name) was recorded; look at it and run the test without RECORD")
    }
    return [UInt8](try Data(contentsOf: file))
  }
}
