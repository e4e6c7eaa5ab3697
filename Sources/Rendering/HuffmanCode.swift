/// A prefix code of DEFLATE (RFC 1951, section 3.2.2): a length and the bits of each symbol.
struct HuffmanCode {
  /// In bits; 0 for a symbol that does not occur.
  private(set) var lengths: [UInt8]
  /// The bits of each symbol in the order of the stream, the first one lowest.
  private(set) var bits: [UInt32]

  /// The best code for symbols that occur so often, but for lengths above a limit, which are
  /// shortened at the least cost that a repair of the Kraft sum finds.
  ///
  /// At least two symbols get a code, for some decoders refuse a code that is incomplete.
  init(frequencies: [Int], limit: Int) {
    var frequencies = frequencies
    for symbol in 0..<2 where frequencies.count(where: { $0 > 0 }) < 2 {
      frequencies[symbol] = max(frequencies[symbol], 1)
    }
    // By frequency, then by symbol; one number of both is sorted fastest.
    let symbols = frequencies.indices.filter { frequencies[$0] > 0 }
      .map { frequencies[$0] << 9 | $0 }.sorted().map { $0 & 511 }
    let depths = Self.depths(of: symbols.map { frequencies[$0] })
    let counts = Self.limited(depths, to: limit)
    lengths = [UInt8](repeating: 0, count: frequencies.count)
    bits = [UInt32](repeating: 0, count: frequencies.count)
    var rest = symbols[...]
    for length in 1...limit {
      for _ in 0..<counts[length] {
        if let symbol = rest.popLast() { lengths[symbol] = UInt8(length) }
      }
    }
    assignBits(counts)
  }

  /// How many bits the symbols take if they occur so often.
  func cost(of frequencies: [Int]) -> Int {
    zip(frequencies, lengths).reduce(0) { $0 + $1.0 * Int($1.1) }
  }

  /// The number of symbols up to the last one that occurs.
  var used: Int { (lengths.lastIndex { $0 > 0 } ?? -1) + 1 }

  /// The depth of each leaf in a tree of Huffman's over weights that ascend.
  ///
  /// Two queues do (van Leeuwen, 1976): leaves, and inner nodes, which arise in ascending order.
  private static func depths(of weights: [Int]) -> [Int] {
    let leaves = weights.count
    var weights = weights
    var parents = [Int](repeating: 0, count: 2 * leaves - 1)
    var (leaf, inner) = (0, leaves)
    for node in leaves..<(2 * leaves - 1) {
      var sum = 0
      for _ in 0..<2 {
        let takesLeaf = leaf < leaves && (inner >= node || weights[leaf] <= weights[inner])
        let child = takesLeaf ? leaf : inner
        if takesLeaf { leaf += 1 } else { inner += 1 }
        parents[child] = node
        sum += weights[child]
      }
      weights.append(sum)
    }
    var depths = [Int](repeating: 0, count: 2 * leaves - 1)
    for node in stride(from: 2 * leaves - 3, through: 0, by: -1) {
      depths[node] = depths[parents[node]] + 1
    }
    return Array(depths[..<leaves])
  }

  /// How many codes of each length there are, none above the limit.
  private static func limited(_ depths: [Int], to limit: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: limit + 1)
    for depth in depths { counts[min(depth, limit)] += 1 }
    // In units of the longest code.
    var excess = (1...limit).reduce(0) { $0 + counts[$1] << (limit - $1) } - 1 << limit
    while excess > 0 {
      // A shorter leaf becomes two, one of which takes in a leaf of the longest.
      guard let length = (1..<limit).last(where: { counts[$0] > 0 }) else { break }
      counts[length] -= 1
      counts[length + 1] += 2
      counts[limit] -= 1
      excess -= 1
    }
    return counts
  }

  private mutating func assignBits(_ counts: [Int]) {
    var next = [UInt32](repeating: 0, count: counts.count + 1)
    for length in 1..<counts.count {
      next[length + 1] = (next[length] + UInt32(counts[length])) << 1
    }
    for symbol in lengths.indices where lengths[symbol] > 0 {
      let length = Int(lengths[symbol])
      bits[symbol] = next[length].bitReversed >> UInt32(32 - length)
      next[length] += 1
    }
  }
}

extension UInt32 {
  /// Halves of ever smaller groups change places.
  fileprivate var bitReversed: UInt32 {
    var bits = byteSwapped
    bits = bits >> 4 & 0x0f0f_0f0f | (bits & 0x0f0f_0f0f) << 4
    bits = bits >> 2 & 0x3333_3333 | (bits & 0x3333_3333) << 2
    return bits >> 1 & 0x5555_5555 | (bits & 0x5555_5555) << 1
  }
}
