/// A small random generator whose numbers are the same on every machine.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The next 64 random bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A uniform number in [0, 1), a multiple of 2^-53.
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
}

/// A part of a list that is chosen at random, in the list's order.
enum Thinning {
  /// The chosen indices, every set of that size as likely as any other: Knuth's algorithm S (The Art
  /// of Computer Programming, volume 2, section 3.4.2).
  static func indices(choosing wanted: Int, of count: Int, seed: UInt64) -> [Int] {
    guard wanted < count else { return Array(0..<max(count, 0)) }
    var random = SplitMix64(seed: seed)
    var chosen: [Int] = []
    chosen.reserveCapacity(max(wanted, 0))
    for index in 0..<count {
      guard chosen.count < wanted else { break }
      if Double(count - index) * random.uniform() < Double(wanted - chosen.count) {
        chosen.append(index)
      }
    }
    return chosen
  }
}
