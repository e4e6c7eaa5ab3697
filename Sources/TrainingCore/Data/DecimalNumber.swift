/// Reads decimal numbers from bytes: correctly rounded, whatever the locale.
struct DecimalNumber: Equatable {
  enum Outcome: Equatable {
    case number(Double)
    /// "nan", "inf" or "infinity" with or without a sign.
    case notFinite
    /// A number beyond the largest double.
    case tooLarge
    case notANumber
  }

  /// The sign between the whole and the fractional digits.
  let point: UInt8

  /// What the bytes in the range spell: `[+-] digits [. digits] [e [+-] digits]`, with at least one
  /// digit before or after the point.
  func read(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Outcome {
    var parts = Parts()
    guard parts.scan(bytes, range, point: point) else {
      return Self.isNotFinite(bytes, range) ? .notFinite : .notANumber
    }
    guard let value = parts.fast else { return slow(bytes, range) }
    return .number(parts.negative ? -value : value)
  }

  /// Whether the bytes spell a number with a sign between groups of three digits, as 1,234,567.8
  /// where the point is one and the separator a comma; never 0,125, which is a fraction.
  func hasThousands(_ bytes: Span<UInt8>, _ range: Range<Int>, separator: UInt8) -> Bool {
    var digits = range.map { bytes[$0] }[...]
    if digits.first == 0x2B || digits.first == 0x2D { digits.removeFirst() }
    let whole = digits.prefix { $0 != point }
    let fraction = digits.dropFirst(whole.count + 1)
    let groups = whole.split(separator: separator, omittingEmptySubsequences: false)
    guard let first = groups.first, let leading = first.first, leading != 0x30 else { return false }
    return groups.count > 1 && first.count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 }
      && groups.allSatisfy { $0.allSatisfy(Self.isDigit) } && fraction.allSatisfy(Self.isDigit)
  }

  /// The standard library's reading of what has passed the grammar.
  private func slow(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Outcome {
    var text = ""
    var start = range.lowerBound
    if bytes[start] == UInt8(ascii: "+") { start += 1 }
    // Digits are put about the point, which `Double` wants.
    for index in start..<range.upperBound {
      let byte = bytes[index]
      guard byte == point else {
        text.unicodeScalars.append(Unicode.Scalar(byte))
        continue
      }
      if !(index > start && Self.isDigit(bytes[index - 1])) { text += "0" }
      text += "."
      if index + 1 == range.upperBound || !Self.isDigit(bytes[index + 1]) { text += "0" }
    }
    guard let value = Double(text) else { return .notANumber }
    return value.isFinite ? .number(value) : .tooLarge
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func isNotFinite(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count <= 9, !range.isEmpty else { return false }
    var word = range.map { bytes[$0] | 0x20 }
    if let sign = word.first, sign == 0x2B | 0x20 || sign == 0x2D | 0x20 { word.removeFirst() }
    return ["nan", "inf", "infinity"].contains { word.elementsEqual($0.utf8) }
  }

  /// A number's digits as an integer, and its power of ten.
  private struct Parts {
    var negative = false
    /// The first 19 digits, which always fit.
    var digits: UInt64 = 0
    var count = 0
    /// The value is digits times ten to this.
    var exponent = 0
    /// Whether there were more than 19 digits or too many in the exponent.
    var isLong = false

    /// Checks the grammar and collects the parts; false if the bytes are no number.
    mutating func scan(_ bytes: Span<UInt8>, _ range: Range<Int>, point: UInt8) -> Bool {
      var index = range.lowerBound
      let end = range.upperBound
      if index < end, bytes[index] == 0x2B || bytes[index] == 0x2D {
        negative = bytes[index] == 0x2D
        index += 1
      }
      let whole = take(bytes, &index, end)
      var fraction = 0
      if index < end, bytes[index] == point {
        index += 1
        fraction = take(bytes, &index, end)
        exponent = -fraction
      }
      guard whole + fraction > 0 else { return false }
      if index < end, bytes[index] | 0x20 == 0x65 {
        index += 1
        guard takeExponent(bytes, &index, end) else { return false }
      }
      return index == end
    }

    /// Adds the digits from the index on and returns their number.
    private mutating func take(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int) -> Int {
      let start = index
      while index < end {
        let digit = bytes[index] &- 0x30
        guard digit < 10 else { break }
        if count < 19 {
          digits = digits &* 10 &+ UInt64(digit)
          // Leading zeros use no place.
          if digits != 0 { count += 1 }
        } else {
          isLong = true
        }
        index += 1
      }
      return index - start
    }

    private mutating func takeExponent(
      _ bytes: Span<UInt8>, _ index: inout Int, _ end: Int
    ) -> Bool {
      var sign = 1
      if index < end, bytes[index] == 0x2B || bytes[index] == 0x2D {
        sign = bytes[index] == 0x2D ? -1 : 1
        index += 1
      }
      let start = index
      var value = 0
      while index < end, bytes[index] &- 0x30 < 10 {
        if value < 100_000 { value = value * 10 + Int(bytes[index] &- 0x30) }
        index += 1
      }
      exponent += sign * value
      return index > start
    }

    /// The value without its sign, or nil if this needs more than 64 bits of arithmetic.
    ///
    /// Below 2^53 and 10^22 one operation on doubles is exact but for its own rounding (Clinger,
    /// "How to read floating point numbers accurately", 1990); other fractions are divided as
    /// integers with all 64 bits of the quotient, the lowest of which notes whether a remainder is
    /// left.
    var fast: Double? {
      if isLong { return nil }
      if digits == 0 { return 0 }
      if digits <= 1 << 53, exponent >= -22, exponent <= 22 {
        let value = Double(digits)
        return exponent < 0
          ? value / Self.powersOfTen[-exponent] : value * Self.powersOfTen[exponent]
      }
      guard exponent <= 0, exponent >= -27 else { return nil }
      let divisor = Self.powersOfFive[-exponent]
      let above = digits.leadingZeroBitCount
      let below = divisor.leadingZeroBitCount
      let dividend = digits << UInt64(above)
      let (quotient, remainder) = (divisor << UInt64(below)).dividingFullWidth(
        (dividend >> 1, dividend << 63))
      let rounded = Double(quotient | (remainder == 0 ? 0 : 1))
      return rounded * Double(sign: .plus, exponent: below - above + exponent - 63, significand: 1)
    }

    private static let powersOfTen: InlineArray<23, Double> = [
      1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
      1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    private static let powersOfFive: InlineArray<28, UInt64> = {
      var powers = InlineArray<28, UInt64>(repeating: 1)
      for index in 1..<28 { powers[index] = powers[index - 1] * 5 }
      return powers
    }()
  }
}
