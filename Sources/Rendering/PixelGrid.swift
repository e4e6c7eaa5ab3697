/// The pixels of a drawing, to be changed in place; not to be kept.
@safe struct PixelGrid {
  /// Row by row, 0xAARRGGBB, times the opacity.
  let pixels: UnsafeMutableBufferPointer<UInt32>
  /// How many entries of ``pixels`` a row takes.
  let stride: Int
  let width, height: Int

  /// A rectangle of whole pixels within the drawing.
  struct Area: Equatable {
    var columns, rows: Range<Int>
  }

  /// The whole of the drawing, or as much of it as lies in an area.
  func area(within other: Area?) -> Area {
    let whole = Area(columns: 0..<width, rows: 0..<height)
    guard let other else { return whole }
    return Area(
      columns: other.columns.clamped(to: whole.columns), rows: other.rows.clamped(to: whole.rows))
  }

  /// The pixels without gaps between rows.
  func copied() -> [UInt32] {
    unsafe [UInt32](unsafeUninitializedCapacity: width * height) { copy, count in
      for row in 0..<height {
        let source = unsafe UnsafeMutableBufferPointer(
          rebasing: pixels[(row * stride)..<(row * stride + width)])
        _ = unsafe copy[(row * width)...].update(fromContentsOf: source)
      }
      count = width * height
    }
  }

  /// Whether no more than `limit` colours occur, whatever the pixels' opacity.
  func hasAtMost(_ limit: Int) -> Bool {
    var colors: Set<UInt32> = []
    var last: UInt32?
    for row in 0..<height {
      for index in (row * stride)..<(row * stride + width) {
        let color = unsafe pixels[index] & 0xff_ffff
        guard color != last else { continue }
        last = color
        if colors.insert(color).inserted, colors.count > limit { return false }
      }
    }
    return true
  }

  /// Writes a row as PNG has it: a byte 0, and red, green and blue of each pixel.
  ///
  /// Two pixels at a time make six bytes of a word, since byte by byte takes several times as long;
  /// the word's other two are overwritten by the next pixels.
  /// - Parameter bytes: Room for the row.
  func pack(_ row: Int, in bytes: UnsafeMutableRawBufferPointer) {
    precondition(bytes.count > 3 * width, "no room for a row")
    guard let start = bytes.baseAddress else { return }
    unsafe start.storeBytes(of: 0, as: UInt8.self)
    let first = row * stride
    var (index, byte) = (0, unsafe start + 1)
    while index &+ 3 <= width {
      let two = pair(first &+ index).byteSwapped
      let six = two >> 40 | two << 16 & 0xffff_ff00_0000
      unsafe byte.storeBytes(of: six.littleEndian, as: UInt64.self)
      index &+= 2
      unsafe byte += 6
    }
    for index in index..<width {
      let color = color(first + index)
      for shift in [UInt32(16), 8, 0] {
        unsafe byte.storeBytes(of: UInt8(truncatingIfNeeded: color >> shift), as: UInt8.self)
        unsafe byte += 1
      }
    }
  }

  /// Lays a row of colours (0xAARRGGBB, times the opacity) over the pixels from (column, row) on,
  /// all of which must lie in the drawing.
  func blend(_ colors: UnsafeBufferPointer<UInt32>, at column: Int, _ row: Int) {
    let target = unsafe UnsafeMutableBufferPointer(
      rebasing: pixels[(row * stride + column)..<(row * stride + column + colors.count)])
    for index in 0..<colors.count {
      unsafe target[index] = Self.over(colors[index], target[index])
    }
  }

  /// One colour over another, two components at a time; rounded as cairo does.
  static func over(_ color: UInt32, _ below: UInt32) -> UInt32 {
    let rest = 255 - color >> 24
    if rest == 0 { return color }
    if rest == 255 { return below }
    var redBlue = (below & 0xff_00ff) &* rest &+ 0x80_0080
    redBlue = (redBlue &+ (redBlue >> 8 & 0xff_00ff)) >> 8 & 0xff_00ff
    var green = (below >> 8 & 0xff_00ff) &* rest &+ 0x80_0080
    green = (green &+ (green >> 8 & 0xff_00ff)) & 0xff00_ff00
    return color &+ (redBlue | green)
  }
}

extension UInt32 {
  /// A colour as cairo keeps it: 0xAARRGGBB, each component times the opacity.
  init(_ components: (red: Double, green: Double, blue: Double), opacity: Double) {
    func byte(_ value: Double) -> UInt32 { UInt32((255 * opacity * value).rounded()) }
    self =
      byte(1) << 24 | byte(components.red) << 16 | byte(components.green) << 8
      | byte(components.blue)
  }
}
