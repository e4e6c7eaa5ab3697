/// Writes blocks of DEFLATE with codes of their own (RFC 1951, section 3.2.7).
struct DeflateBlock {
  private static let lengthSymbols = (0...258).map { DeflateSymbol(length: max($0, 3)) }
  private static let order = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  private let tokens: DeflateTokens
  private let literals, distances: HuffmanCode
  private let header: [DeflateSymbol]
  private let headerCode: HuffmanCode
  /// The bits of the whole block.
  private let size: Int

  init(_ tokens: DeflateTokens) {
    self.tokens = tokens
    let counts = Counts(tokens)
    literals = HuffmanCode(frequencies: counts.literals, limit: 15)
    distances = HuffmanCode(frequencies: counts.distances, limit: 15)
    header = Self.shortened(
      literals.lengths[..<literals.used] + distances.lengths[..<distances.used])
    var headerCounts = [Int](repeating: 0, count: 19)
    for symbol in header { headerCounts[symbol.symbol] += 1 }
    headerCode = HuffmanCode(frequencies: headerCounts, limit: 7)
    // Three bits begin a block, 14 its header.
    size =
      3 + 14 + 19 * 3 + headerCode.cost(of: headerCounts) + header.reduce(0) { $0 + $1.extraCount }
      + literals.cost(of: counts.literals) + distances.cost(of: counts.distances) + counts.extra
  }

  /// How often each symbol occurs.
  private struct Counts {
    var literals = [Int](repeating: 0, count: 286)
    var distances = [Int](repeating: 0, count: 30)
    /// Bits that follow the symbols.
    var extra = 0

    init(_ tokens: DeflateTokens) {
      let lengthSymbols = DeflateBlock.lengthSymbols
      for index in 0..<tokens.count {
        let token = tokens[index]
        if token.isRepetition {
          let length = lengthSymbols[token.length]
          let distance = DeflateSymbol(lessDistance: token.lessDistance)
          literals[length.symbol] &+= 1
          distances[distance.symbol] &+= 1
          extra &+= length.extraCount &+ distance.extraCount
        } else if token.isByte {
          literals[Int(token.code & 255)] &+= 1
        } else {
          literals[Int(token.code >> 16 & 255)] &+= 1
          literals[Int(token.code >> 8 & 255)] &+= 1
          literals[Int(token.code & 255)] &+= 1
        }
      }
      // The end of the block.
      literals[256] = 1
    }
  }

  /// Repeated lengths as the symbols 16, 17 and 18.
  private static func shortened(_ lengths: ArraySlice<UInt8>) -> [DeflateSymbol] {
    var symbols: [DeflateSymbol] = []
    var rest = lengths
    while let length = rest.first {
      let run = rest.prefix { $0 == length }.count
      let symbol: DeflateSymbol
      var taken = 1
      if length == 0, run >= 3 {
        taken = min(run, 138)
        symbol =
          taken < 11
          ? DeflateSymbol(17, UInt32(taken - 3), bits: 3)
          : DeflateSymbol(18, UInt32(taken - 11), bits: 7)
      } else if run >= 3, rest.startIndex > lengths.startIndex,
        lengths[rest.startIndex - 1] == length
      {
        taken = min(run, 6)
        symbol = DeflateSymbol(16, UInt32(taken - 3), bits: 2)
      } else {
        symbol = DeflateSymbol(Int(length), 0, bits: 0)
      }
      symbols.append(symbol)
      rest = rest.dropFirst(taken)
    }
    return symbols
  }

  /// Appends the block.
  func write(isLast: Bool, to stream: inout BitStream) {
    stream.reserve(size)
    writeHeader(isLast: isLast, to: &stream)
    let (literals, distances) = (literals.runs, distances.runs)
    let lengths = Self.lengthSymbols.map { $0.run(in: literals) }
    // A copy may stay in registers.
    var copy = stream
    for index in 0..<tokens.count {
      let token = tokens[index]
      let run =
        if token.isRepetition {
          lengths[token.length]
            + DeflateSymbol(lessDistance: token.lessDistance).run(in: distances)
        } else if token.isByte {
          literals[Int(token.code & 255)]
        } else {
          literals[Int(token.code >> 16 & 255)] + literals[Int(token.code >> 8 & 255)]
            + literals[Int(token.code & 255)]
        }
      copy.put(run.bits, run.count)
    }
    copy.put(literals[256].bits, literals[256].count)
    stream = copy
  }

  private func writeHeader(isLast: Bool, to stream: inout BitStream) {
    let used = (Self.order.lastIndex { headerCode.lengths[$0] > 0 } ?? 0) + 1
    let lengthCount = max(4, used)
    stream.put(isLast ? 5 : 4, 3)
    stream.put(UInt64(literals.used - 257), 5)
    stream.put(UInt64(distances.used - 1), 5)
    stream.put(UInt64(lengthCount - 4), 4)
    for symbol in Self.order[..<lengthCount] { stream.put(UInt64(headerCode.lengths[symbol]), 3) }
    let codes = headerCode.runs
    for symbol in header {
      let run = symbol.run(in: codes)
      stream.put(run.bits, run.count)
    }
  }
}

extension HuffmanCode {
  /// The bits of each symbol.
  fileprivate var runs: [BitRun] {
    lengths.indices.map { BitRun(bits: UInt64(bits[$0]), count: Int(lengths[$0])) }
  }
}
