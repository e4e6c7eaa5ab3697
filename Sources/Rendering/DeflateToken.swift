/// What a stream is made of.
struct DeflateToken {
  /// 0xRRGGBB for three bytes of a pixel, with the second bit from above one byte, or with the
  /// uppermost a repetition: nine bits of length, 16 bits of distance - 1.
  var code: UInt32

  /// One byte.
  init(byte: UInt8) { code = 1 << 30 | UInt32(byte) }

  /// Three bytes.
  init(pixel: UInt32) { code = pixel & 0xff_ffff }

  /// - Parameters:
  ///   - length: 3...258 bytes.
  ///   - distance: 1...32768 bytes.
  init(length: Int, distance: Int) {
    code = 1 << 31 | UInt32(length) << 16 | UInt32(distance - 1)
  }

  var isRepetition: Bool { code >> 31 != 0 }
  var isByte: Bool { code >> 30 == 1 }
  var length: Int { Int(code >> 16 & 0x1ff) }
  var lessDistance: UInt32 { code & 0xffff }
}

/// Tokens in memory that is no array, whose checks at each change take longer than the work.
@safe struct DeflateTokens {
  private let tokens: UnsafeMutableBufferPointer<DeflateToken>
  private(set) var count = 0

  /// Room for some tokens, to be freed with ``free()``.
  init(capacity: Int) { unsafe tokens = .allocate(capacity: capacity) }

  func free() { unsafe tokens.deallocate() }

  /// Appends a token for which there is room.
  @inline(__always)
  mutating func append(_ token: DeflateToken) {
    unsafe tokens[count] = token
    count &+= 1
  }

  mutating func removeAll() { count = 0 }

  subscript(index: Int) -> DeflateToken { unsafe tokens[index] }
}

/// A symbol, and bits that follow it.
struct DeflateSymbol {
  var symbol: Int
  var extra: UInt32
  var extraCount: Int

  /// Of a length of 3...258.
  init(length: Int) {
    let value = UInt32(length - 3)
    guard value >= 8, length < 258 else {
      (symbol, extra, extraCount) = (length == 258 ? 285 : 257 + Int(value), 0, 0)
      return
    }
    extraCount = 29 - value.leadingZeroBitCount
    symbol = 261 + 4 * extraCount + Int(value >> UInt32(extraCount) & 3)
    extra = value & (1 << UInt32(extraCount) - 1)
  }

  /// Of a distance less 1.
  @inline(__always)
  init(lessDistance value: UInt32) {
    guard value >= 4 else {
      (symbol, extra, extraCount) = (Int(value), 0, 0)
      return
    }
    extraCount = 30 - value.leadingZeroBitCount
    symbol = 2 * extraCount + 2 + Int(value >> UInt32(extraCount) & 1)
    extra = value & (1 << UInt32(extraCount) - 1)
  }
}

/// Some bits, and how many they are.
struct BitRun {
  var bits: UInt64 = 0
  var count = 0

  /// What comes first, and what follows it.
  @inline(__always)
  static func + (first: BitRun, second: BitRun) -> BitRun {
    BitRun(
      bits: first.bits | second.bits << UInt64(truncatingIfNeeded: first.count),
      count: first.count &+ second.count)
  }
}

extension DeflateSymbol {
  init(_ symbol: Int, _ extra: UInt32, bits: Int) {
    (self.symbol, self.extra, extraCount) = (symbol, extra, bits)
  }

  /// The symbol's code, and the bits that follow it.
  @inline(__always)
  func run(in code: [BitRun]) -> BitRun {
    code[symbol] + BitRun(bits: UInt64(extra), count: extraCount)
  }
}
