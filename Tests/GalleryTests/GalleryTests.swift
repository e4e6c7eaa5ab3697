import Gallery
import Plotting
import Testing
import Typesetting

/// What must hold of every picture that the plotting layer makes.
@Suite struct GalleryTests {
  static let names = Registry.inOrder.map(\.name)
  static let widths = [680.0, 360.0]

  private func scene(_ name: String, _ width: Double) throws -> Scene {
    let plate = try #require(Registry.inOrder.first { $0.name == name })
    let figure = plate.figure
    let size = width == figure.size.width ? nil : Size(width: width, height: 340)
    return try figure.layout(size: size, typesetter: try Typesetter())
  }

  @Test(arguments: names, widths)
  func noLabelLeavesTheCanvasOrLiesOnAnother(_ name: String, _ width: Double) throws {
    let scene = try scene(name, width)
    #expect(scene.isFinite)
    let (boxes, texts) = (scene.allTextBounds, scene.allText)
    for (index, box) in boxes.enumerated() {
      #expect(
        box.x >= 0 && box.y >= 0 && box.maxX <= scene.size.width && box.maxY <= scene.size.height,
        "\(texts[index]) leaves the canvas")
      for other in boxes.indices.dropFirst(index + 1) {
        // Boxes of neighbouring lines of one block may touch by a fraction of a pixel.
        #expect(
          !box.inset(by: 0.5).intersects(boxes[other].inset(by: 0.5)),
          "\(texts[index]) lies on \(texts[other])")
      }
    }
  }

  @Test func namesAreUniqueAndEveryChapterHasPlates() {
    #expect(Set(Self.names).count == Self.names.count)
    for chapter in Chapter.allCases {
      #expect(Registry.inOrder.contains { $0.chapter == chapter }, "\(chapter.rawValue)")
    }
  }

  @Test(arguments: names) func theSamePlateGivesTheSameScene(_ name: String) throws {
    #expect(try scene(name, 680) == scene(name, 680))
  }
}
