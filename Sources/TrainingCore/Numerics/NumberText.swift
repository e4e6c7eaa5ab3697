/// Numbers as readers want them: few digits, a true minus sign, no "-0", no locale.
public enum NumberText {
  /// A number with at most `digits` significant digits and no trailing zeros.
  ///
  /// From 10⁶ on and below 10⁻⁴ numbers are written with a power of ten: "1.2×10⁻⁵". What is not
  /// finite is written as "∞", "−∞" or "undefined".
  public static func short(_ value: Double, digits: Int = 4) -> String {
    guard value.isFinite else {
      return value.isNaN ? "undefined" : value < 0 ? "\u{2212}∞" : "∞"
    }
    let (mantissa, exponent) = decimal(abs(value), digits: max(1, min(17, digits)))
    guard mantissa != 0 else { return "0" }
    let sign = value < 0 ? "\u{2212}" : ""
    let text = String(mantissa)
    let leading = text.count - 1 + exponent
    guard (-4...5).contains(leading) else {
      return sign + placed(text, exponent: -(text.count - 1)) + "×10" + superscript(leading)
    }
    return sign + placed(text, exponent: exponent)
  }

  /// Several numbers rounded at one and the same decimal place, so that sums and differences can be
  /// checked by eye: the place where the largest has `digits` significant digits.
  public static func aligned(_ values: [Double], digits: Int = 5) -> [String] {
    let largest = values.filter(\.isFinite).map(abs).max() ?? 0
    let (mantissa, exponent) = decimal(largest, digits: digits)
    let leading = String(mantissa).count - 1 + exponent
    return values.map { value in
      guard value.isFinite, value != 0 else { return short(value) }
      let (own, place) = decimal(abs(value), digits: 17)
      let kept = String(own).count + place - 1 - leading + digits
      return kept > 0 ? short(value, digits: kept) : "0"
    }
  }

  /// Several numbers in round brackets: "(−8, −4)".
  public static func vector(_ values: [Double], digits: Int = 4) -> String {
    "(" + values.map { short($0, digits: digits) }.joined(separator: ", ") + ")"
  }

  /// A whole number, from five digits on with a narrow space between groups of three.
  public static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    guard digits.count > 4 else { return (value < 0 ? "\u{2212}" : "") + String(digits) }
    var text = value < 0 ? "\u{2212}" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "\u{202F}" }
      text.append(digit)
    }
    return text
  }

  /// `value` as an integer mantissa without trailing zeros, times a power of ten.
  private static func decimal(_ value: Double, digits: Int) -> (mantissa: Int, exponent: Int) {
    // The shortest digits that read back are exact input for rounding by hand.
    let text = value.description.lowercased()
    let parts = text.split(separator: "e")
    var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let sides = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = sides.count > 1 ? String(sides[1]) : ""
    var all = Array(String(sides[0]) + fraction).compactMap(\.wholeNumberValue)
    exponent -= fraction.count
    all = Array(all.drop { $0 == 0 })
    if all.count > digits {
      let roundsUp = all[digits] >= 5
      exponent += all.count - digits
      all.removeLast(all.count - digits)
      let number = all.reduce(0) { $0 * 10 + $1 } + (roundsUp ? 1 : 0)
      return trimmed(number, exponent)
    }
    return trimmed(all.reduce(0) { $0 * 10 + $1 }, exponent)
  }

  private static func trimmed(_ number: Int, _ exponent: Int) -> (mantissa: Int, exponent: Int) {
    var (number, exponent) = (number, exponent)
    while number != 0, number.isMultiple(of: 10) {
      number /= 10
      exponent += 1
    }
    return (number, exponent)
  }

  /// The digits with the decimal point where a power of ten puts it.
  private static func placed(_ digits: String, exponent: Int) -> String {
    guard exponent < 0 else { return digits + String(repeating: "0", count: exponent) }
    let whole = digits.count + exponent
    guard whole > 0 else { return "0." + String(repeating: "0", count: -whole) + digits }
    return digits.prefix(whole) + "." + digits.dropFirst(whole)
  }

  /// A whole number in raised digits.
  public static func superscript(_ value: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return (value < 0 ? "⁻" : "")
      + String(String(value.magnitude).compactMap(\.wholeNumberValue).map { digits[$0] })
  }
}
