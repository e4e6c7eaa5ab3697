/// A picture of opaque pixels whose colours stand in a palette.
struct IndexedPixels: Sendable {
  /// Three bytes a colour, at most 256 of them.
  var palette: [UInt8]
  /// Each row is a filter byte (0, no filter) and one index a pixel.
  var rows: [UInt8]

  /// The picture with its own colours if there are at most 256, else with chosen ones.
  init(_ pixels: borrowing Pixels) {
    let stride = 1 + 3 * pixels.width
    var colors: [UInt32] = []
    colors.reserveCapacity(pixels.width * pixels.height)
    for row in 0..<pixels.height {
      for start in Swift.stride(from: row * stride + 1, to: (row + 1) * stride, by: 3) {
        let (red, green) = (UInt32(pixels.rows[start]), UInt32(pixels.rows[start + 1]))
        colors.append(red << 16 | green << 8 | UInt32(pixels.rows[start + 2]))
      }
    }
    let choice = PaletteChoice(Self.counts(colors))
    palette = choice.colors.flatMap { color in
      [16, 8, 0].map { UInt8(truncatingIfNeeded: color >> $0) }
    }
    rows = Self.rows(colors, choice.indices, width: pixels.width)
  }

  /// How many pixels have each colour, by colour.
  private static func counts(_ colors: [UInt32]) -> [(color: UInt32, count: Int)] {
    var counts: [UInt32: Int] = [:]
    var last: (color: UInt32, count: Int) = (0, 0)
    for color in colors {
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
    var rows: [UInt8] = []
    rows.reserveCapacity(colors.count + colors.count / max(width, 1))
    var last: (color: UInt32, index: UInt8)?
    for (place, color) in colors.enumerated() {
      if place % width == 0 { rows.append(0) }
      if last?.color != color { last = (color, indices[color] ?? 0) }
      rows.append(last?.index ?? 0)
    }
    return rows
  }
}
