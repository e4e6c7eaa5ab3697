import Testing

@testable import TrainingCore

/// Numbers are read exactly as the standard rounds them.
@Suite struct DataNumberTests {
  private func read(_ text: String, point: Character = ".") -> DecimalNumber.Outcome {
    let bytes = Array(text.utf8)
    return DecimalNumber(point: point.asciiValue ?? 0).read(bytes.span, 0..<bytes.count)
  }

  private func bits(_ text: String) -> UInt64? {
    guard case .number(let value) = read(text) else { return nil }
    return value.bitPattern
  }

  @Test func shortestDigitsGiveBackTheSameBits() {
    var random = SplitMix64(seed: 1)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      #expect(bits("\(value)") == value.bitPattern, "\(value)")
      let near = random.uniform() * 1000 - 500
      #expect(bits("\(near)") == near.bitPattern, "\(near)")
    }
  }

  /// Against the standard library on digits that no double was made from, at all lengths.
  @Test func arbitraryDigitsAreRoundedCorrectly() {
    var random = SplitMix64(seed: 2)
    for _ in 0..<20_000 {
      let whole = String(random.next() >> (random.next() % 64))
      let fraction = String(random.next() >> (random.next() % 64))
      let exponent = Int(random.next() % 60) - 30
      for text in [
        "\(whole).\(fraction)", "0.\(fraction)", "\(whole)e\(exponent)",
        "-\(whole).\(fraction)e\(exponent)",
      ] {
        #expect(bits(text) == Double(text)?.bitPattern, "\(text)")
      }
    }
  }

  /// Halfway cases: ties go to the even neighbour, and one digit more breaks the tie.
  @Test(arguments: [
    ("9007199254740993", 9_007_199_254_740_992.0), ("9007199254740995", 9_007_199_254_740_996),
    ("900719925474099.3", 900_719_925_474_099.25), ("9007199254740993.0", 9_007_199_254_740_992),
    ("9007199254740993.00000000000000000000001", 9_007_199_254_740_994),
    ("0.1", 0.1), ("1e22", 1e22), ("1e23", 1e23), ("123456789012345678", 123_456_789_012_345_680),
    ("5e-324", .leastNonzeroMagnitude), ("2e-324", 0),
    ("1.7976931348623157e308", .greatestFiniteMagnitude),
    ("0e999999999999999999999", 0), ("1e-999999999999999999999", 0),
    ("00000000000000000000000000001.5", 1.5), ("0.00000000000000000000000000000015", 1.5e-31),
  ])
  func hardCases(text: String, value: Double) { #expect(read(text) == .number(value)) }

  @Test func zeroKeepsItsSign() { #expect(bits("-0.0") == (-0.0).bitPattern) }

  @Test(arguments: [
    "", "+", "-", ".", "-.", "e5", "1e", "1e+", "1.2.3", "0x10", "1_000", "1 000", "1,5", "1d5",
    "++1", "1-", "nan(0x1)", "infinite", "1\u{0}", "\u{2212}1", "\u{0661}", "1e5.5",
  ])
  func whatIsNoNumber(text: String) { #expect(read(text) == .notANumber) }

  @Test(arguments: ["nan", "NaN", "-NAN", "inf", "+Inf", "-infinity", "INFINITY"])
  func whatIsNotFinite(text: String) { #expect(read(text) == .notFinite) }

  @Test(arguments: ["1e309", "-1e400", "1e99999999999999999999", "1.7976931348623159e308"])
  func whatIsTooLarge(text: String) { #expect(read(text) == .tooLarge) }

  @Test func decimalCommaReplacesThePoint() {
    #expect(read("1,5", point: ",") == .number(1.5))
    #expect(read(",5e-400", point: ",") == .number(0))
    #expect(read("12345678901234567890,5", point: ",") == .number(12345678901234567890.5))
    #expect(read("1.5", point: ",") == .notANumber)
  }
}
