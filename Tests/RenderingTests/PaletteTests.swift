import Plotting
import Testing

@testable import Rendering

extension PNGEncoder {
  /// As for a drawing whose rows follow each other without gaps.
  func encode(_ pixels: Pixels) throws -> [UInt8] {
    var colors = pixels.colors
    return try colors.withUnsafeMutableBufferPointer {
      try encode(
        PixelGrid(pixels: $0, stride: pixels.width, width: pixels.width, height: pixels.height))
    }
  }
}

/// Pictures that make do with 256 colours.
@Suite struct PaletteTests {
  private func pixels(
    _ width: Int, _ height: Int, _ color: (Int, Int) -> (Int, Int, Int)
  ) -> Pixels {
    var colors: [UInt32] = []
    for y in 0..<height {
      for x in 0..<width {
        let (red, green, blue) = color(x, y)
        // The uppermost bits are as good as random.
        colors.append(UInt32(x & 1) << 31 | UInt32(red << 16 | green << 8 | blue))
      }
    }
    return Pixels(width: width, height: height, colors: colors)
  }

  /// The picture before and after, three bytes a pixel.
  private func roundTrip(_ pixels: Pixels) throws -> (before: [UInt8], after: [UInt8]) {
    let encoder = PNGEncoder(scale: 1, texts: [])
    return (
      try PNGReader(encoder.encode(pixels)).pixels,
      try PNGReader(encoder.encodeWithPalette(pixels)).pixels
    )
  }

  @Test func upTo256ColoursAreKept() throws {
    let picture = pixels(16, 16) { ($0 * 16, $1 * 16, 7) }
    let (before, after) = try roundTrip(picture)
    #expect(before == after)
    #expect(before == picture.colors.flatMap { [UInt8($0 >> 16 & 255), UInt8($0 >> 8 & 255), 7] })
  }

  @Test func aPaletteIsTakenUnaskedWhereItLosesNothing() throws {
    let few = pixels(16, 16) { ($0 * 16, $1 * 16, 7) }
    let many = pixels(17, 16) { ($0 * 15, $1 * 16, 7) }
    let encoder = PNGEncoder(scale: 1, texts: [])
    #expect(try PNGReader(encoder.encode(few)).chunks.contains { $0.type == "PLTE" })
    let file = try PNGReader(encoder.encode(many))
    #expect(!file.chunks.contains { $0.type == "PLTE" })
    // Seventeen to a row, so that the last pixel does not fill a word.
    #expect(file.pixel(16, 15) == 240 << 16 | 240 << 8 | 7)
    #expect(
      file.pixels
        == many.colors.flatMap { color in
          [16, 8, 0].map { UInt8(truncatingIfNeeded: color >> $0) }
        })
  }

  @Test func blendsComeAsNearAsAnEvenGridOfColours() throws {
    let (before, after) = try roundTrip(pixels(256, 256) { ($0, $1, ($0 + $1) / 2) })
    let squares = zip(before, after).reduce(0.0) { sum, pair in
      let difference = Double(pair.0) - Double(pair.1)
      return sum + difference * difference
    }
    // Sixteen by sixteen even squares err by (16^2 - 1)/12 in red and in green, and by about half
    // of that in blue.
    let even = (255.0 / 12) * 2.5
    #expect(squares / (256 * 256) < 1.25 * even)
    #expect(before != after)
  }

  @Test func areasAndThinLinesKeepTheirColours() throws {
    // Half is paper, a single line is vermilion, the rest a blend of ten thousand colours.
    let picture = pixels(200, 101) { x, y in
      if y == 50 { return (0xd5, 0x5e, 0) }
      return x < 100 ? (255, 255, 255) : (x, y, (x + y) / 2)
    }
    let (before, after) = try roundTrip(picture)
    for index in stride(from: 0, to: before.count, by: 3) {
      let color = Array(before[index..<(index + 3)])
      guard color == [255, 255, 255] || color == [0xd5, 0x5e, 0] else { continue }
      #expect(Array(after[index..<(index + 3)]) == color)
    }
  }

  @Test func theColourOfMostPixelsIsNotBlendedWithItsNeighbours() {
    let choice = PaletteChoice([(0x000000, 10), (0xf0f0f0, 400), (0xffffff, 1000)], limit: 2)
    #expect(choice.colors == [0x000000, 0xffffff])
    #expect(choice.indices == [0x000000: 0, 0xf0f0f0: 1, 0xffffff: 1])
  }

  @Test func aFigureWithAPaletteIsSmallerAndTheSameEveryTime() throws {
    let renderer = try Samples.renderer()
    let elements = (0..<60).map { step in
      Scene.Element.path(
        Samples.circle(50, 40, Double(40 - step / 2)),
        fill: Paint(.field(Double(step) / 60), opacity: 0.5), stroke: nil)
    }
    let scene = Samples.scene(elements)
    let full = try renderer.render(scene, as: .png)
    let few = try renderer.render(scene, as: .png, hasPalette: true)
    #expect(few == (try renderer.render(scene, as: .png, hasPalette: true)))
    #expect(few.count < full.count)
  }
}
