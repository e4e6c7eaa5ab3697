import Foundation
import Plotting
import Rendering
import Testing
import Typesetting

struct PNGTests {
  @Test func redSquareHasItsPixels() throws {
    let file = try Samples.renderer().render(Samples.scene([Samples.square(.training)]), as: .png)
    let image = try PNGReader(file)
    #expect(image.width == 200)
    #expect(image.height == 160)
    for y in 0..<image.height {
      for x in 0..<image.width {
        let isInside = (40..<120).contains(x) && (40..<120).contains(y)
        #expect(image.pixel(x, y) == (isInside ? 0xd55e00 : 0xffffff))
      }
    }
  }

  @Test func chunksStateColourSpaceResolutionAndTexts() throws {
    let recipe = Recipe([("data", "points.csv"), ("seed", "0")])
    let scene = Samples.scene([], title: "T & \u{1}<t>", description: "Grüße\u{0}")
    let file = try Samples.renderer().render(scene, as: .png, scale: 2, recipe: recipe)
    let image = try PNGReader(file)
    #expect(
      image.chunks.map(\.type) == [
        "IHDR", "sRGB", "pHYs", "iTXt", "iTXt", "iTXt", "iTXt", "PLTE", "IDAT", "IEND",
      ])
    // 192 pixels to the inch are 7559.06 to the metre.
    #expect(image.chunks[2].content == [0, 0, 0x1d, 0x87, 0, 0, 0x1d, 0x87, 1])
    #expect(image.text("Title") == "T & <t>")
    #expect(image.text("Description") == "Grüße")
    #expect(image.text("Recipe") == "data=points.csv\nseed=0")
  }

  @Test(.enabled(if: Tool.pngcheck.isInstalled)) func pngcheckFindsNoFault() throws {
    let typesetter = try Typesetter()
    let file = try SceneRenderer(typesetter: typesetter).render(
      Samples.figure(typesetter: typesetter), as: .png, recipe: Recipe([("a", "b")]))
    try Tool.keep(file, "figure.png")
    #expect(try Tool.pngcheck.run(on: file, ["-q"], suffix: "png").0 == 0)
  }
}
