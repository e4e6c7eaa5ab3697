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
    if whole > 0 || rest == 0 { append(whole: whole, to: &bytes) }
    guard rest > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / 10))
    if rest % 10 > 0 { bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)) }
  }

  /// Appends the digits of a whole number.
  static func append(whole: UInt, to bytes: inout [UInt8]) {
    if whole > 9 { append(whole: whole / 10, to: &bytes) }
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: whole % 10))
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
    var thousandths = 0
    var decimals = 0
    if cursor < bytes.endIndex, bytes[cursor] == UInt8(ascii: ".") {
      cursor += 1
      while cursor < bytes.endIndex, let digit = digit(bytes[cursor]) {
        if decimals < 3 {
          thousandths = 10 * thousandths + digit
          decimals += 1
        }
        cursor += 1
      }
    }
    guard digits + decimals > 0 else { return nil }
    for _ in decimals..<3 { thousandths *= 10 }
    index = cursor
    // Half up in magnitude, by the first digit that is left out.
    let value = 100 * whole + (thousandths + 5) / 10
    return isNegative ? -value : value
  }

  private static func digit(_ byte: UInt8) -> Int? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
  }
}
