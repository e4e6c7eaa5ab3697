/// A picture of opaque pixels.
struct Pixels: Sendable, Equatable {
  var width, height: Int
  /// Row by row, 0xRRGGBB; the uppermost eight bits of each are unknown.
  var colors: [UInt32]
}

extension Pixels {
  /// The rows as PNG wants them compressed: a filter byte (0, no filter) and three bytes a pixel.
  func rows() -> [UInt8] {
    let stride = 3 * width + 1
    return unsafe [UInt8](unsafeUninitializedCapacity: height * stride) { rows, count in
      unsafe colors.withUnsafeBufferPointer { colors in
        for row in 0..<height {
          unsafe Self.pack(
            UnsafeBufferPointer(rebasing: colors[(row * width)..<((row + 1) * width)]),
            into: UnsafeMutableRawBufferPointer(
              rebasing: UnsafeMutableRawBufferPointer(rows)[(row * stride)..<((row + 1) * stride)]))
        }
      }
      count = height * stride
    }
  }

  /// One row: four pixels at a time make three words, since byte by byte takes thrice as long.
  private static func pack(
    _ colors: UnsafeBufferPointer<UInt32>, into row: UnsafeMutableRawBufferPointer
  ) {
    unsafe row[0] = 0
    var (pixel, byte) = (0, 1)
    while pixel + 4 <= colors.count {
      let a = unsafe redFirst(colors[pixel])
      let b = unsafe redFirst(colors[pixel + 1])
      let c = unsafe redFirst(colors[pixel + 2])
      let d = unsafe redFirst(colors[pixel + 3])
      unsafe row.storeBytes(of: (a | b << 24).littleEndian, toByteOffset: byte, as: UInt32.self)
      unsafe row.storeBytes(
        of: (b >> 8 | c << 16).littleEndian, toByteOffset: byte + 4, as: UInt32.self)
      unsafe row.storeBytes(
        of: (c >> 16 | d << 8).littleEndian, toByteOffset: byte + 8, as: UInt32.self)
      pixel += 4
      byte += 12
    }
    for pixel in pixel..<colors.count {
      let color = unsafe colors[pixel]
      unsafe row[byte] = UInt8(truncatingIfNeeded: color >> 16)
      unsafe row[byte + 1] = UInt8(truncatingIfNeeded: color >> 8)
      unsafe row[byte + 2] = UInt8(truncatingIfNeeded: color)
      byte += 3
    }
  }

  /// 0xBBGGRR, which lies in memory as red, green, blue.
  private static func redFirst(_ color: UInt32) -> UInt32 { color.byteSwapped >> 8 }
}
