import Foundation
import Gallery
import Plotting
import Rendering
import Testing
import Typesetting

/// What some plates looked like when a person last approved them.
///
/// With RECORD=1 the files are written anew, and the test fails so that nobody does so by accident:
/// look at the gallery first.
@Suite struct GoldenTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Goldens")
  static let plates = ["axes", "vector-sum", "legend-and-notes"]

  private func scene(_ name: String) throws -> Scene {
    let plate = try #require(Registry.inOrder.first { $0.name == name })
    return try plate.figure.layout(typesetter: Typesetter())
  }

  private func compare(_ text: String, with file: String) throws {
    let url = Self.folder.appending(path: file)
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
      Issue.record("recorded \(file)")
      return
    }
    let golden = try String(contentsOf: url, encoding: .utf8)
    let (new, old) = (text.split(separator: "\n"), golden.split(separator: "\n"))
    let difference = zip(new, old).first { $0 != $1 }
    #expect(text == golden, "first difference: \(difference.map { "\($0) was \($1)" } ?? "length")")
  }

  @Test(arguments: plates) func theSceneIsTheApprovedOne(_ name: String) throws {
    try compare(SceneListing(scene(name)).text, with: "\(name).scene.txt")
  }

  @Test(arguments: plates) func theInlineSVGIsTheApprovedOne(_ name: String) throws {
    let renderer = SceneRenderer(typesetter: try Typesetter())
    try compare(renderer.inlineSVG(scene(name), id: name), with: "\(name).svg")
  }
}
