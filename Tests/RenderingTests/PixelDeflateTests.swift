import Foundation
import Plotting
import Testing

@testable import Rendering

extension PNGEncoder {
  /// As for a drawing whose rows lie further apart than they are wide.
  fileprivate func encodeWithAllColors(_ pixels: Pixels, gap: Int) throws -> [UInt8] {
    let (width, height) = (pixels.width, pixels.height)
    var colors: [UInt32] = []
    for row in 0..<height {
      colors += pixels.colors[(row * width)..<((row + 1) * width)]
      colors += repeatElement(0xabcd_ef01, count: gap)
    }
    return try colors.withUnsafeMutableBufferPointer {
      try encodeWithAllColors(
        PixelGrid(pixels: $0, stride: width + gap, width: width, height: height))
    }
  }
}

/// Random numbers that are the same in every run (SplitMix64).
private struct RepeatableNumbers {
  var state: UInt64

  /// A number of [0, 1).
  mutating func uniform() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
  }
}

/// Pictures with three bytes a pixel.
@Suite struct PixelDeflateTests {
  /// A picture whose pixels are drawn at random from some colours, in runs of random lengths, with
  /// some rows like that above.
  private struct RandomPicture {
    var width, height: Int
    var colorCount = 1 << 24
    var longestRun = 1
    var copies = 0.0

    func pixels(seed: Int) -> Pixels {
      var random = RepeatableNumbers(state: UInt64(seed))
      func below(_ limit: Int) -> Int { min(limit - 1, Int(random.uniform() * Double(limit))) }
      let palette = (0..<min(colorCount, 1000)).map { _ in UInt32(below(1 << 24)) }
      func color() -> UInt32 {
        let plain = colorCount > 1000 ? UInt32(below(1 << 24)) : palette[below(colorCount)]
        return UInt32(below(2)) << 31 | plain
      }
      var colors: [UInt32] = []
      for row in 0..<height {
        if row > 0, random.uniform() < copies {
          colors += colors.suffix(width)
          continue
        }
        var rest = width
        while rest > 0 {
          let run = min(rest, 1 + below(longestRun))
          colors += repeatElement(color(), count: run)
          rest -= run
        }
      }
      return Pixels(width: width, height: height, colors: colors)
    }
  }

  /// Writes a picture, reads it, and compares.
  @discardableResult
  private func expectSame(
    _ pixels: Pixels, gap: Int = 0, _ location: SourceLocation = #_sourceLocation
  ) throws -> [UInt8] {
    let file = try PNGEncoder(scale: 1, texts: []).encodeWithAllColors(pixels, gap: gap)
    let image = try PNGReader(file)
    #expect(image.width == pixels.width && image.height == pixels.height, sourceLocation: location)
    var bytes: [UInt8] = []
    for color in pixels.colors {
      for shift in [UInt32(16), 8, 0] { bytes.append(UInt8(truncatingIfNeeded: color >> shift)) }
    }
    // One comparison, for the message about millions of bytes would be long.
    let isSame = image.pixels == bytes
    #expect(isSame, "\(pixels.width) by \(pixels.height)", sourceLocation: location)
    return file
  }

  @Test func picturesOfAllWidthsToFortyReadBackTheSame() throws {
    for width in 1...40 {
      for seed in 0..<6 {
        let picture = RandomPicture(
          width: width, height: 30, colorCount: 2 + seed, longestRun: 1 + 2 * seed, copies: 0.3)
        try expectSame(picture.pixels(seed: seed), gap: seed % 3)
      }
    }
  }

  @Test func noiseReadsBackTheSame() throws {
    let pixels = RandomPicture(width: 301, height: 203).pixels(seed: 1)
    let file = try expectSame(pixels)
    // Noise cannot be compressed, but must not grow by more than the codes' headers.
    #expect(file.count < 3 * 301 * 203 + 203 + 5000)
  }

  @Test(arguments: [(1, 1), (1, 700), (700, 1), (2, 2), (86, 3), (87, 3), (500, 400)])
  func oneColourReadsBackTheSame(_ width: Int, _ height: Int) throws {
    for color in [UInt32(0), 0xff_ffff, 0x12_3456] {
      let colors = [UInt32](repeating: color, count: width * height)
      try expectSame(Pixels(width: width, height: height, colors: colors), gap: 1)
    }
  }

  @Test func onePixelWideOrHighReadsBackTheSame() throws {
    for seed in 0..<4 {
      let (count, run) = ([2, 300, 1 << 24, 5][seed], [1, 1, 1, 40][seed])
      for (width, height) in [(1, 3000), (3000, 1)] {
        let picture = RandomPicture(
          width: width, height: height, colorCount: count, longestRun: run, copies: 0.1)
        try expectSame(picture.pixels(seed: seed))
      }
    }
  }

  @Test func longRunsReadBackTheSame() throws {
    for longestRun in [80, 90, 260, 2000] {
      let picture = RandomPicture(
        width: 1603, height: 60, colorCount: 4, longestRun: longestRun, copies: 0.6)
      try expectSame(picture.pixels(seed: longestRun), gap: 5)
    }
  }

  /// Rows of 32,767 bytes are the last that reach the row above.
  @Test(arguments: [5460, 5461, 5462, 10_921, 10_922, 10_923, 10_924, 14_000, 32_767])
  func picturesWiderThanTheWindowReadBackTheSame(_ width: Int) throws {
    for copies in [0.0, 0.8] {
      let picture = RandomPicture(
        width: width, height: 12, colorCount: 40, longestRun: 60, copies: copies)
      var pixels = picture.pixels(seed: width)
      // A row that differs from that above it in one pixel only.
      pixels.colors.append(contentsOf: pixels.colors.suffix(width))
      pixels.colors[pixels.colors.count - width / 2] ^= 0xff
      pixels.height += 1
      try expectSame(pixels)
    }
  }

  @Test func severalBlocksReadBackTheSame() throws {
    // About 200,000 repetitions and pixels.
    let picture = RandomPicture(width: 700, height: 600, colorCount: 900, longestRun: 3)
    try expectSame(picture.pixels(seed: 9))
  }

  @Test func colourCodesOfAllLengthsReadBackTheSame() throws {
    // Each colour twice as often as the next one, so that the codes reach their longest.
    var colors: [UInt32] = []
    for power in 0..<18 {
      colors += (0..<(1 << power)).map { UInt32(power * 0x01_0101) ^ UInt32($0 & 1) << 7 }
    }
    try expectSame(Pixels(width: 1, height: colors.count, colors: colors))
  }

  @Test func goldenPictureReadsBackTheSameAndIsAsSmallAsLibdeflateMakesIt() throws {
    let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Goldens/every-element.png")
    let image = try PNGReader([UInt8](Data(contentsOf: golden)))
    let colors = (0..<(image.width * image.height)).map {
      image.pixel($0 % image.width, $0 / image.width)
    }
    let again = try expectSame(Pixels(width: image.width, height: image.height, colors: colors))
    var rows: [UInt8] = []
    for row in 0..<image.height {
      rows += [0] + image.pixels[(row * 3 * image.width)..<((row + 1) * 3 * image.width)]
    }
    let packed = try rows.withUnsafeBytes { try Deflate.zlib($0.baseAddress, count: rows.count) }
    #expect(Double(again.count) < 1.05 * Double(packed.count))
  }

  @Test func repeatedRowsTakeFewBytes() throws {
    let row = RandomPicture(width: 1600, height: 1, colorCount: 200, longestRun: 30).pixels(seed: 3)
    let tall = Pixels(
      width: 1600, height: 500, colors: (0..<500).flatMap { _ in row.colors })
    let alone = try expectSame(row).count
    #expect(try expectSame(tall).count < alone + 500 * 40)
  }

  @Test(.enabled(if: Tool.pngcheck.isInstalled)) func pngcheckFindsNoFault() throws {
    for (width, height, copies) in [(1, 1, 0.0), (333, 200, 0.5), (12_000, 4, 0.5)] {
      let picture = RandomPicture(
        width: width, height: height, colorCount: 300, longestRun: 9, copies: copies)
      let file = try expectSame(picture.pixels(seed: width))
      #expect(try Tool.pngcheck.run(on: file, ["-q"], suffix: "png").0 == 0)
    }
  }
}
