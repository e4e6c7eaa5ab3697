import Typesetting

/// A number of a table, which knows where its decimal point stands.
struct TableNumber {
  var line: TextLine
  /// How far the point, or the end of a whole number, is from the line's origin, in px.
  var point: Double
  var isMissing: Bool

  /// - Parameter decimals: How many of them all numbers of the column have.
  init(_ value: Double, decimals: Int, size: Double, _ typesetter: Typesetter) {
    isMissing = !value.isFinite
    let magnitude = abs(value)
    // Plainly, such numbers would be long rows of digits or of zeros that say nothing.
    let isPlain =
      isMissing || value == 0
      || (magnitude < 1e6 && magnitude >= 0.5 * power(10, -Double(decimals)))
    let (text, exponent) =
      isPlain ? (TickFormat.fixed(value, decimals: decimals), nil) : Self.scientific(value)
    let parts = text.split(separator: ".", maxSplits: 1)
    let whole = parts.first.map(String.init) ?? ""
    var label = Label(verbatim: text)
    if let exponent { label.parts.append(.math("{}\\times 10^{\(exponent)}")) }
    line = typesetter.line(label, size: size)
    func width(_ text: String) -> Double {
      typesetter.line(Label(verbatim: text), size: size).width
    }
    // Kerning with the digit before it moves the point as well.
    point = parts.count > 1 ? width(whole + ".") - width(".") : width(whole)
  }

  private static func scientific(_ value: Double) -> (String, Int?) {
    var exponent = log10(of: abs(value)).rounded(.down).integer(in: -330...310)
    func mantissa() -> Double {
      let half = exponent / 2
      return value * power(10, -Double(half)) * power(10, -Double(exponent - half))
    }
    // Rounding may carry 9.996 to 10.00.
    if abs(mantissa()) >= 9.995 { exponent += 1 }
    if abs(mantissa()) < 0.9995 { exponent -= 1 }
    return (TickFormat.fixed(mantissa(), decimals: 2), exponent)
  }

  /// As many decimals as give the largest number four significant digits, and no more than any of
  /// the numbers needs.
  static func decimals(for values: [Double]) -> Int {
    let sizes = values.filter(\.isFinite).map(abs).filter { $0 > 0 && $0 < 1e6 }
    guard let largest = sizes.max() else { return 0 }
    let magnitude = log10(of: largest).rounded(.down).integer(in: -330...6)
    let most = min(max(3 - magnitude, 0), 6)
    return (0...most).first { count in
      sizes.allSatisfy { size in
        let shifted = size * power(10, Double(count))
        return abs(shifted - shifted.rounded()) <= 1e-9 * shifted
      }
    } ?? most
  }
}
