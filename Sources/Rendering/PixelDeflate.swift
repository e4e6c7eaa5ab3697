/// Compresses pictures of few and often repeated colours to zlib streams (RFC 1950) of what PNG
/// wants in them: rows of three bytes a pixel after a byte that names their filter.
///
/// It looks for repetitions of whole pixels: of the one on the left, of those above, of earlier
/// pairs and single ones.  Rows like the one above are written as differences (PNG's filter 2), for
/// those zeros cost a third of what a reference to the row above does.  Against libdeflate's level
/// 4 this was measured on plots to take between a sixth (plain ones) and two thirds (crowded
/// ones) of the time, and to make files of between 0.6 and 1.08 times the size.
struct PixelDeflate {
  /// A repetition of so many pixels from so many bytes before; of none, if none was found.
  private struct Match {
    var length = 0
    var distance = 0
  }

  /// What does not change within a row.
  private struct Row {
    /// Of its first pixel.
    var start, position: Int
    /// The first pixel of the last row that was written in full and lies in the window.
    var above: Int?
    /// Bytes between the two rows.
    var aboveDistance: Int
  }

  /// In pixels: the longest repetition of DEFLATE, 258 bytes.
  private static let longest = 86
  /// Repetitions of so many pixels are good enough not to look for others, and so many pixels of a
  /// repetition may be found again: both cost time.
  private static let goodEnough = 8
  private static let remembered = 16
  /// Tokens after which the codes begin anew.
  private static let blockSize = 16_000

  private let grid: PixelGrid
  private let rowLength: Int
  /// How many rows above lie in the window.
  private let reach: Int
  private var places: PixelPlaces
  private var tokens: DeflateTokens
  private var stream = BitStream([0x78, 0x01])
  private var checksum: RowChecksum
  /// The last row that was written in full.
  private var base = 0

  private init(_ grid: PixelGrid) {
    self.grid = grid
    rowLength = 3 * grid.width + 1
    reach = PixelPlaces.window / rowLength
    places = PixelPlaces(grid)
    checksum = RowChecksum(grid)
    // A row begins before a block is full, and has at most a token a pixel.
    tokens = DeflateTokens(capacity: Self.blockSize + grid.width + 1)
  }

  /// The stream of a picture of at least one pixel.
  static func zlib(_ grid: PixelGrid) -> [UInt8] {
    var packer = PixelDeflate(grid)
    defer {
      packer.tokens.free()
      packer.places.free()
      packer.stream.free()
    }
    for row in 0..<grid.height {
      if packer.tokens.count >= blockSize { packer.writeBlock(isLast: false) }
      if packer.isCopy(row) {
        packer.addCopy()
      } else {
        packer.add(row)
      }
    }
    packer.writeBlock(isLast: true)
    return packer.stream.finish(with: packer.checksum.value)
  }

  private mutating func writeBlock(isLast: Bool) {
    DeflateBlock(tokens).write(isLast: isLast, to: &stream)
    tokens.removeAll()
  }

  /// Whether a row is to be written as one like that above it.
  private func isCopy(_ row: Int) -> Bool {
    // A row written in full must remain in the window of the next one, if there is room for two.
    guard row > 0, reach < 2 || row + 1 - base <= reach else { return false }
    let start = row * grid.stride
    return grid.agreement(start, start - grid.stride, limit: grid.width) == grid.width
  }

  private mutating func addCopy() {
    checksum.addCopy()
    tokens.append(DeflateToken(byte: 2))
    tokens.append(DeflateToken(pixel: 0))
    for done in stride(from: 1, to: grid.width, by: Self.longest) {
      tokens.append(DeflateToken(length: 3 * min(grid.width - done, Self.longest), distance: 3))
    }
  }

  private mutating func add(_ row: Int) {
    checksum.add(row)
    let isInReach = row > 0 && row - base <= reach
    let line = Row(
      start: row * grid.stride, position: row * rowLength + 1,
      above: isInReach ? base * grid.stride : nil, aboveDistance: (row - base) * rowLength)
    var column = addStart(of: line)
    while column < grid.width {
      let match = best(line, column)
      if match.length > 0 {
        tokens.append(DeflateToken(length: 3 * match.length, distance: match.distance))
      } else {
        tokens.append(DeflateToken(pixel: grid.color(line.start + column)))
      }
      let end = column + max(1, match.length)
      // Of a long repetition only the end, where colours change.
      if match.length > Self.remembered { column = end - 2 }
      while column < end {
        places.insert(line.start &+ column, line.position &+ 3 &* column, grid.width &- column)
        column &+= 1
      }
    }
    base = row
  }

  /// The byte before a row, which a repetition of the row above may take in.
  /// - Returns: How many pixels that repetition has.
  private mutating func addStart(of line: Row) -> Int {
    if let above = line.above {
      let same = grid.agreement(line.start, above, limit: min(grid.width, Self.longest - 1))
      if same > 0 {
        tokens.append(DeflateToken(length: 1 + 3 * same, distance: line.aboveDistance))
        return same
      }
    }
    tokens.append(DeflateToken(byte: 0))
    return 0
  }

  /// The longest repetition, of equal ones that with the shortest code.
  @inline(__always)
  private func best(_ line: Row, _ column: Int) -> Match {
    let index = line.start + column
    let limit = min(Self.longest, grid.width - column)
    var match = Match()
    if column > 0 {
      match = Match(length: grid.agreement(index, index - 1, limit: limit), distance: 3)
      if match.length == limit { return match }
    }
    if let above = line.above {
      let length = grid.agreement(index, above + column, limit: limit)
      if length > match.length { match = Match(length: length, distance: line.aboveDistance) }
    }
    guard match.length < Self.goodEnough else { return match }
    let found = places.find(
      index, line.position + 3 * column, limit: limit, longerThan: match.length)
    return found.length > 0 ? Match(length: found.length, distance: found.distance) : match
  }
}

/// The checksum of a zlib stream (Adler-32), row by row.
private struct RowChecksum {
  private(set) var value: UInt32 = 1
  private let grid: PixelGrid
  private var row, copy: [UInt8]

  init(_ grid: PixelGrid) {
    self.grid = grid
    row = [UInt8](repeating: 0, count: 3 * grid.width + 1)
    copy = row
    copy[0] = 2
  }

  mutating func add(_ number: Int) {
    unsafe row.withUnsafeMutableBytes { unsafe grid.pack(number, in: $0) }
    value = Deflate.adler32(value, row)
  }

  /// Adds a row of differences that are all zero.
  mutating func addCopy() { value = Deflate.adler32(value, copy) }
}
