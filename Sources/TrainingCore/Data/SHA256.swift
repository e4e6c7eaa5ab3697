/// The hash that says which data a report was made from.
///
/// Source: FIPS 180-4, sections 4.1.2, 4.2.2, 5.1.1, 5.3.3 and 6.2.
public enum SHA256 {
  /// The hash of the bytes in 64 hexadecimal digits.
  public static func hexadecimal(of bytes: Span<UInt8>) -> String {
    // The processor's own instructions are several times as fast.
    guard TableKernels.canHash else { return portable(bytes) }
    let whole = bytes.count & ~63
    var words = words(initial)
    TableKernels.hashBlocks(&words, bytes.extracting(0..<whole))
    TableKernels.hashBlocks(&words, paddedTail(bytes, from: whole).span)
    return hexadecimal(words)
  }

  /// The hash without special instructions.
  static func portable(_ bytes: Span<UInt8>) -> String {
    let whole = bytes.count & ~63
    let tail = paddedTail(bytes, from: whole)
    var state = initial
    var start = 0
    while start < whole {
      compress(&state, bytes, at: start)
      start += 64
    }
    for start in stride(from: 0, to: tail.count, by: 64) { compress(&state, tail.span, at: start) }
    return hexadecimal(words(state))
  }

  /// The hash of a text's UTF-8 bytes in 64 hexadecimal digits.
  public static func hexadecimal(of text: String) -> String {
    let bytes = Array(text.utf8)
    return hexadecimal(of: bytes.span)
  }

  private typealias State = (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32)

  private static let initial: State = (
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19
  )

  /// The bytes after the last whole block, a 1 bit, zeros, and the length in bits.
  private static func paddedTail(_ bytes: Span<UInt8>, from start: Int) -> [UInt8] {
    var tail: [UInt8] = []
    for index in start..<bytes.count { tail.append(bytes[index]) }
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    let bits = UInt64(bytes.count) &* 8
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    return tail
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    (word &>> bits) | (word &<< (32 &- bits))
  }

  /// Works one block of 64 bytes into the state, with a schedule of 16 words that renews itself.
  private static func compress(_ state: inout State, _ bytes: Span<UInt8>, at start: Int) {
    var w = InlineArray<16, UInt32>(repeating: 0)
    let block = bytes.extracting(start..<start + 64)
    for i in 0..<16 {
      let a = UInt32(block[4 &* i]) << 24 | UInt32(block[4 &* i &+ 1]) << 16
      w[i] = a | UInt32(block[4 &* i &+ 2]) << 8 | UInt32(block[4 &* i &+ 3])
    }
    var (a, b, c, d, e, f, g, h) = state
    for round in 0..<64 {
      let i = round & 15
      if round >= 16 {
        let w15 = w[(i &+ 1) & 15]
        let w2 = w[(i &+ 14) & 15]
        let s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 &>> 3)
        let s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 &>> 10)
        w[i] = w[i] &+ s0 &+ w[(i &+ 9) & 15] &+ s1
      }
      let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
      let t1 = h &+ sum1 &+ (g ^ (e & (f ^ g))) &+ k[round] &+ w[i]
      let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
      let t2 = sum0 &+ ((a & b) | (c & (a | b)))
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
    }
    state = (
      state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d,
      state.4 &+ e, state.5 &+ f, state.6 &+ g, state.7 &+ h
    )
  }

  private static func words(_ state: State) -> [UInt32] {
    let (a, b, c, d, e, f, g, h) = state
    return [a, b, c, d, e, f, g, h]
  }

  private static func hexadecimal(_ words: [UInt32]) -> String {
    words.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let k: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1,
    0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
    0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786,
    0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147,
    0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
    0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a,
    0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
    0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
