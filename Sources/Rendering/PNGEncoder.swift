import Plotting

/// Writes PNG files (ISO/IEC 15948): 8-bit RGB, the colour space and resolution stated, texts in
/// UTF-8.
struct PNGEncoder {
  /// Pixels per px of the design, for the stated resolution.
  var scale: Double
  /// Keywords and texts, in the order in which they are written.
  var texts: [(String, String)]

  /// The bytes of the file.
  func encode(_ pixels: borrowing Pixels) throws(RenderingError) -> [UInt8] {
    let packed = try Deflate.zlib(pixels.rows)
    var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    file.reserveCapacity(packed.count + 4096)
    let header = bytes(of: pixels.width) + bytes(of: pixels.height) + [8, 2, 0, 0, 0]
    append("IHDR", header, to: &file)
    append("sRGB", [0], to: &file)
    append("pHYs", resolution + resolution + [1], to: &file)
    for (keyword, text) in texts { append("iTXt", international(keyword, text), to: &file) }
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
