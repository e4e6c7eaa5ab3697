import Gallery
import Plotting
import Testing
import Typesetting

/// What must hold of every letter of the gallery.
@Suite struct LabelTests {
  private func scenes() throws -> [(String, Scene)] {
    let typesetter = try Typesetter()
    return try Registry.inOrder.flatMap { plate in
      try GalleryTests.widths.map { width in
        let figure = plate.figure
        let size = width == figure.size.width ? nil : Size(width: width, height: 340)
        return (plate.name, try figure.layout(size: size, typesetter: typesetter))
      }
    }
  }

  @Test func everyCharacterHasAGlyph() throws {
    let typesetter = try Typesetter()
    for (name, scene) in try scenes() {
      let missing = scene.allLines.flatMap(typesetter.missingCharacters)
      #expect(missing.isEmpty, "\(name): \(missing)")
    }
  }

  @Test func noWordIsTooSmallToReadAtAnyWidth() throws {
    for (name, scene) in try scenes() {
      for line in scene.allLines {
        let words = line.runs.filter { $0.face != .math && $0.glyph == nil }
        let largest = words.map(\.size).max() ?? 10
        #expect(largest >= 9.5, "\(name): \(line.plainText) has \(largest) px")
      }
    }
  }
}
