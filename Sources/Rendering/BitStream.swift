/// A stream of bits, the first lowest in its byte.
///
/// Its memory is no array, whose checks at each change take longer than the work.
@safe struct BitStream {
  private var bytes: UnsafeMutableRawBufferPointer
  private var filled: Int
  private var waiting: UInt64 = 0
  private var waitingCount = 0

  /// A stream that begins with some bytes, to be freed with ``free()``.
  init(_ start: [UInt8]) {
    unsafe bytes = .allocate(byteCount: start.count, alignment: 8)
    unsafe bytes.copyBytes(from: start)
    filled = start.count
  }

  func free() { unsafe bytes.deallocate() }

  /// Makes room for some more bits.
  mutating func reserve(_ bits: Int) {
    // A word is written at a time.
    let needed = filled + (waitingCount + bits) / 8 + 16
    guard unsafe needed > bytes.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: needed, alignment: 8)
    unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<filled]))
    unsafe bytes.deallocate()
    unsafe bytes = larger
  }

  /// Appends at most 57 bits, for which there is room.
  @inline(__always)
  mutating func put(_ bits: UInt64, _ count: Int) {
    waiting |= bits << UInt64(truncatingIfNeeded: waitingCount)
    waitingCount &+= count
    unsafe bytes.storeBytes(of: waiting.littleEndian, toByteOffset: filled, as: UInt64.self)
    filled &+= waitingCount >> 3
    waiting >>= UInt64(truncatingIfNeeded: waitingCount & ~7)
    waitingCount &= 7
  }

  /// Ends the stream at a whole byte, and appends four bytes, the most significant first.
  mutating func finish(with number: UInt32) -> [UInt8] {
    reserve(64)
    put(0, (8 - waitingCount) & 7)
    put(UInt64(number.byteSwapped), 32)
    return unsafe Array(bytes[..<filled])
  }
}
