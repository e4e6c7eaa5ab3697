import Plotting

/// Numbers with at most two decimals as SVG text: no exponent, no "-0", no trailing zeros, no
/// leading zero before the point.
enum Hundredths {
  /// The value in hundredths, rounded to nearest; numbers that do not fit are held at the greatest.
  static func rounded(_ value: Double) -> Int {
    guard !value.isNaN else { return 0 }
    return Int((value * 100).rounded().clamped(to: -1e15...1e15))
  }

  /// Appends a count of hundredths as a number.
  static func append(_ hundredths: Int, to bytes: inout [UInt8]) {
    if hundredths < 0 { bytes.append(UInt8(ascii: "-")) }
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    if whole > 0 || rest == 0 { bytes += Array(String(whole).utf8) }
    guard rest > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    bytes.append(UInt8(ascii: "0") + UInt8(rest / 10))
    if rest % 10 > 0 { bytes.append(UInt8(ascii: "0") + UInt8(rest % 10)) }
  }

  /// The number as text.
  static func text(_ value: Double) -> String {
    var bytes: [UInt8] = []
    append(rounded(value), to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads a plain decimal number at `index`, which is moved behind it; nil if there is none or if
  /// it has more than twelve digits before the point.
  static func parse(_ bytes: ArraySlice<UInt8>, at index: inout Int) -> Int? {
    var cursor = index
    var isNegative = false
    if cursor < bytes.endIndex, bytes[cursor] == UInt8(ascii: "-") {
      isNegative = true
      cursor += 1
    }
    var whole = 0
    var digits = 0
    while cursor < bytes.endIndex, let digit = digit(bytes[cursor]), digits < 13 {
      whole = 10 * whole + digit
      digits += 1
      cursor += 1
    }
    guard digits < 13 else { return nil }
    var decimals: [Int] = []
    if cursor < bytes.endIndex, bytes[cursor] == UInt8(ascii: ".") {
      cursor += 1
      while cursor < bytes.endIndex, let digit = digit(bytes[cursor]) {
        if decimals.count < 3 { decimals.append(digit) }
        cursor += 1
      }
    }
    guard digits + decimals.count > 0 else { return nil }
    decimals += Array(repeating: 0, count: 3 - decimals.count)
    let value = 100 * whole + 10 * decimals[0] + decimals[1] + (decimals[2] >= 5 ? 1 : 0)
    index = cursor
    return isNegative ? -value : value
  }

  private static func digit(_ byte: UInt8) -> Int? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
  }
}
