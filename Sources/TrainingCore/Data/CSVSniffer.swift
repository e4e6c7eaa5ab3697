/// Finds out what stands between the fields of a file.
enum CSVSniffer {
  /// The candidate that divides the first lines into equally many fields, and into the most of
  /// them.
  ///
  /// If none is so regular, the one most frequent in the header; the comma if none occurs there.
  static func delimiter(_ bytes: Span<UInt8>, from start: Int, decimalComma: Bool) -> UInt8 {
    let candidates: [UInt8] = decimalComma ? [0x3B, 0x09, 0x7C] : [0x2C, 0x3B, 0x09, 0x7C]
    let lines = counts(bytes, from: start, of: candidates)
    guard let header = lines.first else { return 0x2C }
    var best: (delimiter: UInt8, score: Int) = (0x2C, 0)
    for (index, candidate) in candidates.enumerated() where header[index] > 0 {
      let isRegular = lines.allSatisfy { $0[index] == header[index] }
      let score = header[index] + (isRegular ? 1_000_000 : 0)
      if score > best.score { best = (candidate, score) }
    }
    return best.delimiter
  }

  /// How often each candidate stands outside quotation marks in each of the first lines.
  private static func counts(
    _ bytes: Span<UInt8>, from start: Int, of candidates: [UInt8]
  ) -> [[Int]] {
    let end = min(bytes.count, start + 1_000_000)
    var lines: [[Int]] = []
    var line = [Int](repeating: 0, count: candidates.count)
    var isQuoted = false
    var isEmpty = true
    for index in start..<end {
      let byte = bytes[index]
      if byte == 0x22 { isQuoted.toggle() }
      if !isQuoted, byte == 0x0A || byte == 0x0D {
        if !isEmpty { lines.append(line) }
        if lines.count == 20 { return lines }
        line = [Int](repeating: 0, count: candidates.count)
        isEmpty = true
        continue
      }
      isEmpty = false
      if !isQuoted, let candidate = candidates.firstIndex(of: byte) { line[candidate] += 1 }
    }
    // The last line counts if the file ends with it; otherwise it may be cut.
    if !isEmpty, end == bytes.count || lines.isEmpty { lines.append(line) }
    return lines
  }
}
