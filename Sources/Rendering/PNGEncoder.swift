import Plotting

/// Writes PNG files (ISO/IEC 15948): 8-bit RGB or a palette, the colour space and resolution stated,
/// texts in UTF-8.
struct PNGEncoder {
  /// Pixels per px of the design, for the stated resolution.
  var scale: Double
  /// Keywords and texts, in the order in which they are written.
  var texts: [(String, String)]

  /// The bytes of a file with all colours; with a palette where that loses none of them.
  func encode(_ grid: PixelGrid) throws(RenderingError) -> [UInt8] {
    if grid.hasAtMost(256) { return try encodeWithPalette(Pixels(grid)) }
    return try encodeWithAllColors(grid)
  }

  /// The bytes of a file with three bytes a pixel.
  func encodeWithAllColors(_ grid: PixelGrid) throws(RenderingError) -> [UInt8] {
    try file(
      width: grid.width, height: grid.height, colorType: 2, palette: nil,
      packed: PixelDeflate.zlib(grid))
  }

  /// The bytes of a file with at most 256 colours, which is smaller where colours blend.
  func encodeWithPalette(_ pixels: borrowing Pixels) throws(RenderingError) -> [UInt8] {
    let indexed = IndexedPixels(pixels)
    let packed = try unsafe Deflate.zlib(indexed.rows, count: indexed.rows.count)
    return try file(
      width: pixels.width, height: pixels.height, colorType: 3, palette: indexed.palette,
      packed: packed)
  }

  private func file(
    width: Int, height: Int, colorType: UInt8, palette: [UInt8]?, packed: [UInt8]
  ) throws(RenderingError) -> [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    file.reserveCapacity(packed.count + 4096)
    append("IHDR", bytes(of: width) + bytes(of: height) + [8, colorType, 0, 0, 0], to: &file)
    append("sRGB", [0], to: &file)
    append("pHYs", resolution + resolution + [1], to: &file)
    for (keyword, text) in texts { append("iTXt", international(keyword, text), to: &file) }
    if let palette { append("PLTE", palette, to: &file) }
    append("IDAT", packed, to: &file)
    append("IEND", [], to: &file)
    return file
  }

  /// Pixels per metre at 96 px to the inch.
  private var resolution: [UInt8] {
    bytes(of: Int((scale * 96 / 0.0254).rounded().clamped(to: 1...2_000_000_000)))
  }

  private func international(_ keyword: String, _ text: String) -> [UInt8] {
    // After the keyword: not compressed, method 0, no language, no translated keyword.
    Array(keyword.utf8) + [0, 0, 0, 0, 0] + Array(PlainText.cleaned(text).utf8)
  }

  private func append(_ type: String, _ content: [UInt8], to file: inout [UInt8]) {
    file += bytes(of: content.count)
    let start = file.count
    file += Array(type.utf8)
    file += content
    let crc = Deflate.crc32(file[start...])
    file += bytes(of: Int(crc))
  }

  /// Four bytes, the most significant first.
  private func bytes(of number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
