/// A picture of opaque pixels whose colours stand in a palette.
struct IndexedPixels: Sendable {
  /// Three bytes a colour, at most 256 of them.
  var palette: [UInt8]
  /// Each row is a filter byte (0, no filter) and one index a pixel.
  var rows: [UInt8]

  /// The picture with its own colours if there are at most 256, else with chosen ones.
  init(_ pixels: borrowing Pixels) {
    let choice = PaletteChoice(Self.counts(pixels.colors))
    palette = choice.colors.flatMap { color in
      [16, 8, 0].map { UInt8(truncatingIfNeeded: color >> $0) }
    }
    rows = Self.rows(pixels.colors, choice.indices, width: pixels.width)
  }

  /// How many pixels have each colour, by colour.
  private static func counts(_ colors: [UInt32]) -> [(color: UInt32, count: Int)] {
    var counts: [UInt32: Int] = [:]
    var last: (color: UInt32, count: Int) = (0, 0)
    for color in colors {
      let color = color & 0xff_ffff
      if color == last.color {
        last.count += 1
      } else {
        if last.count > 0 { counts[last.color, default: 0] += last.count }
        last = (color, 1)
      }
    }
    if last.count > 0 { counts[last.color, default: 0] += last.count }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func rows(_ colors: [UInt32], _ indices: [UInt32: UInt8], width: Int) -> [UInt8] {
    guard width > 0 else { return [] }
    let height = colors.count / width
    return unsafe [UInt8](unsafeUninitializedCapacity: height * (width + 1)) { rows, count in
      var last: (color: UInt32, index: UInt8)?
      for row in 0..<height {
        unsafe rows[count] = 0
        count += 1
        for color in colors[(row * width)..<((row + 1) * width)] {
          let color = color & 0xff_ffff
          if last?.color != color { last = (color, indices[color] ?? 0) }
          unsafe rows[count] = last?.index ?? 0
          count += 1
        }
      }
    }
  }
}
