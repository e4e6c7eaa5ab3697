/// A short name for some content, the same in every run (unlike Swift's own hashing).
enum ContentHash {
  /// Eight hexadecimal digits: the 64-bit FNV-1a hash (Fowler, Noll, Vo) folded to 32 bits.
  static func text(of bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes {
      hash ^= UInt64(byte)
      hash = hash &* 0x100_0000_01b3
    }
    let folded = UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
    let digits = String(folded, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
