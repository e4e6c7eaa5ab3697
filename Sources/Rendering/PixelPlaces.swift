/// The places in a picture where repetitions may begin, by the colours there.
///
/// The tables are no arrays, whose checks at each change cost a tenth of the whole compression;
/// every index into them is a hash or masked, and so lies within.
@safe struct PixelPlaces {
  /// How far back a repetition may reach, in bytes.
  static let window = 32768

  /// 32 bits are enough for the bytes of the largest picture that cairo knows (32,767 by 32,767).
  private struct Place {
    /// Bytes before it in the stream.
    var position: UInt32 = 0
    var index: UInt32 = 0
    /// Pixels from it to the end of its row.
    var rest: UInt32 = 0
    /// The number of the place before it whose two colours have the same hash.
    var previous: UInt32 = 0
  }

  private struct Single {
    var color: UInt32 = 0
    /// Bytes before it in the stream; 0 if there is none, for a row begins with another byte.
    var position: UInt32 = 0
  }

  /// How many places are remembered; more than most windows have.
  private static let ring = 4096
  private static let hashBits = 13
  /// How many earlier places are tried.
  private static let depth = 4

  private let grid: PixelGrid
  private let places: UnsafeMutableBufferPointer<Place>
  /// The numbers of the last places with each hash.
  private let heads: UnsafeMutableBufferPointer<UInt32>
  private let singles: UnsafeMutableBufferPointer<Single>
  /// The number of the next place, which the start of every chain, 0, is too far from.
  private var next = ring

  /// To be freed with ``free()``.
  init(_ grid: PixelGrid) {
    self.grid = grid
    unsafe places = .allocate(capacity: Self.ring)
    unsafe heads = .allocate(capacity: 1 << Self.hashBits)
    unsafe singles = .allocate(capacity: 1 << Self.hashBits)
    unsafe places.initialize(repeating: Place())
    unsafe heads.initialize(repeating: 0)
    unsafe singles.initialize(repeating: Single())
  }

  func free() {
    unsafe places.deallocate()
    unsafe heads.deallocate()
    unsafe singles.deallocate()
  }

  /// Remembers a pixel.
  /// - Parameters:
  ///   - index: Where it lies in the grid.
  ///   - position: How many bytes lie before it in the stream.
  ///   - rest: How many pixels there are from it to the end of its row.
  @inline(__always)
  mutating func insert(_ index: Int, _ position: Int, _ rest: Int) {
    let color = grid.color(index)
    let position = UInt32(truncatingIfNeeded: position)
    unsafe singles[Self.hash(UInt64(color))] = Single(color: color, position: position)
    guard rest > 1 else { return }
    let hash = Self.hash(grid.pair(index))
    unsafe places[next & (Self.ring - 1)] = Place(
      position: position, index: UInt32(truncatingIfNeeded: index),
      rest: UInt32(truncatingIfNeeded: rest), previous: heads[hash])
    unsafe heads[hash] = UInt32(truncatingIfNeeded: next)
    next &+= 1
  }

  /// The longest repetition of earlier pixels by those from one on; of equal ones the nearest.
  /// - Returns: Its length in pixels, 0 if none is long enough, and distance in bytes.
  @inline(__always)
  func find(
    _ index: Int, _ position: Int, limit: Int, longerThan least: Int
  ) -> (length: Int, distance: Int) {
    let color = grid.color(index)
    let last = unsafe singles[Self.hash(UInt64(color))]
    let lastDistance = position &- Int(last.position)
    // Without its first pixel no pair is found either.
    guard last.color == color, last.position > 0, lastDistance <= Self.window else { return (0, 0) }
    var best = least == 0 ? (length: 1, distance: lastDistance) : (length: 0, distance: 0)
    var length = max(1, least)
    guard length < limit else { return best }
    var number = unsafe Int(heads[Self.hash(grid.pair(index))])
    for _ in 0..<Self.depth {
      guard next &- number < Self.ring else { break }
      let place = unsafe places[number & (Self.ring - 1)]
      let distance = position &- Int(place.position)
      guard distance <= Self.window else { break }
      let other = Int(place.index)
      let most = min(limit, Int(place.rest))
      if most > length, grid.color(index &+ length) == grid.color(other &+ length) {
        let found = grid.agreement(index, other, limit: most)
        if found > length {
          length = found
          best = (found, distance)
          if found == limit { break }
        }
      }
      number = Int(place.previous)
    }
    return best
  }

  /// Knuth's multiplicative hash.
  private static func hash(_ colors: UInt64) -> Int {
    Int(truncatingIfNeeded: (colors &* 0x9e37_79b9_7f4a_7c15) >> UInt64(64 - hashBits))
  }
}

extension PixelGrid {
  /// How many pixels from one on are the same as those from another on, at most a number.
  @inline(__always)
  func agreement(_ first: Int, _ second: Int, limit: Int) -> Int {
    guard let base = unsafe pixels.baseAddress else { return 0 }
    let one = unsafe UnsafeRawPointer(base + first)
    let other = unsafe UnsafeRawPointer(base + second)
    // Checks at each step would take as long as the steps.
    let end = limit &* 4
    var offset = 0
    while offset &+ 8 <= end {
      let difference = unsafe Self.word(one, offset) ^ Self.word(other, offset)
      if difference != 0 { return (offset &+ difference.trailingZeroBitCount >> 3) >> 2 }
      offset &+= 8
    }
    if offset < end, color(first + limit - 1) == color(second + limit - 1) { return limit }
    return offset >> 2
  }

  @inline(__always)
  private static func word(_ start: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: start.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// A pixel.
  @inline(__always)
  func color(_ index: Int) -> UInt32 { unsafe pixels[index] }

  /// A pixel in the lower half, and in the upper one that after it.
  @inline(__always)
  func pair(_ index: Int) -> UInt64 {
    UInt64(color(index)) | UInt64(color(index + 1)) << 32
  }
}
