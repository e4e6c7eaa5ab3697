import Testing

@testable import TrainingCore

/// Digits become the nearest doubles, by every way there is to read them.
struct DataDigitsTests {
  /// Fields of one to three columns through the wide and the plain rows of C, against `Double`.
  @Test(arguments: [false, true])
  func `rows give the same bits as the standard library`(isPortable: Bool) throws {
    var random = SplitMix64(seed: 14)
    var texts: [String] = []
    for _ in 0..<6000 {
      let count = 1 + Int(random.next() % 22)
      var digits = (0..<count).map { _ in "\(random.next() % 10)" }.joined()
      switch random.next() % 4 {
      case 0: digits = "0." + digits
      case 1: digits = String(digits.prefix(count / 2 + 1)) + "." + digits.dropFirst(count / 2 + 1)
      case 2: digits = "." + digits
      default: break
      }
      texts.append((random.next() % 2 == 0 ? "-" : "") + digits)
    }
    texts += [
      "9007199254740993", "0.30000000000000004", "123456789.123456789", "-0.0", "00000000.1",
    ]
    texts += ["0.000000000000000000000001", "99999999.99999999999", "1.", "5e-324", "12345678.9e5"]
    let rest = String(repeating: "1\n", count: 200)
    let bytes = Array(("x".padding(40) + "\n" + texts.joined(separator: "\n") + "\n" + rest).utf8)
    let block = RowBlock(width: 1, stride: texts.count + 300)
    var position = 41
    let span = bytes.span
    var read = 0
    while read < texts.count {
      let before = block.rows
      let found = TableKernels.plainRows(
        span, position: &position, end: bytes.count, slots: [0], delimiter: 0x2C, point: 0x2E,
        into: block, isPortable: isPortable)
      for row in before..<min(before + found, block.rows) where read < texts.count {
        let expected = Self.double(texts[read])
        #expect(block.values[row].bitPattern == expected.bitPattern, "\(texts[read])")
        read += 1
      }
      guard read < texts.count else { break }
      // Only numbers that need long arithmetic stop it.
      let outcome = TableKernels.number(
        span, position..<position + texts[read].utf8.count, point: 0x2E)
      #expect(outcome == .hard, "\(texts[read])")
      position += texts[read].utf8.count + 1
      read += 1
    }
  }

  /// The standard library's reading, which wants digits on both sides of the point.
  private static func double(_ text: String) -> Double {
    var text = text.replacing("-.", with: "-0.")
    if text.hasPrefix(".") { text = "0" + text }
    if text.hasSuffix(".") { text += "0" }
    return Double(text) ?? .nan
  }

  @Test func `forty digits with exponents are rounded as the standard library rounds them`() {
    var random = SplitMix64(seed: 15)
    for _ in 0..<8000 {
      let count = 1 + Int(random.next() % 40)
      let digits = (0..<count).map { _ in "\(random.next() % 10)" }.joined()
      let exponent = Int(random.next() % 640) - 330
      let place = Int(random.next() % UInt64(count)) + 1
      let text = digits.prefix(place) + "." + digits.dropFirst(place) + "0e\(exponent)"
      let bytes = Array(text.utf8)
      let expected = Double(text) ?? .nan
      let outcome = DecimalNumber(point: 0x2E).read(bytes.span, 0..<bytes.count)
      #expect(outcome == (expected.isFinite ? .number(expected) : .tooLarge), "\(text)")
    }
  }

  /// Ties and their neighbours, which 19 digits alone do not tell apart.
  @Test func `decimals half way between two doubles go to the even one`() {
    var random = SplitMix64(seed: 16)
    for _ in 0..<2000 {
      let even = (random.next() >> 11 | 1 << 52) & ~1
      let shift = random.next() % 10
      guard shift > 0 else { continue }
      let half = (even << shift) + (1 << (shift - 1))
      let low = Double(even << shift)
      for (suffix, expected) in [("", low), (".0", low), (".00000000000000000001", low.nextUp)] {
        let bytes = Array("\(half)\(suffix)".utf8)
        #expect(
          DecimalNumber(point: 0x2E).read(bytes.span, 0..<bytes.count) == .number(expected),
          "\(half)\(suffix)")
      }
    }
  }

  @Test func `exponents as long as the digits before them are not cut`() {
    let zeros = String(repeating: "0", count: 100_000)
    for (text, expected) in [
      ("0.\(zeros)1e100001", DecimalNumber.Outcome.number(1)),
      ("0.\(zeros)1e1000000", .tooLarge), ("1\(zeros)e-100000", .number(1)),
    ] {
      let bytes = Array(text.utf8)
      #expect(DecimalNumber(point: 0x2E).read(bytes.span, 0..<bytes.count) == expected)
    }
  }
}

extension String {
  fileprivate func padding(_ count: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, count - self.count))
  }
}
