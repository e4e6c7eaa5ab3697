import Typesetting

/// Data values as they are written beside or into what is drawn: three significant digits, and one
/// power of ten for all if they are very large or very small.
struct ValueTexts {
  private let format: TickFormat
  /// So many that the largest value has three significant digits.
  private let decimals: Int

  init(_ values: [Double]) {
    let finite = values.filter(\.isFinite)
    let largest = finite.map(abs).max() ?? 0
    format = TickFormat(values: finite, step: largest > 0 ? largest / 1000 : 1)
    let size = largest > 0 ? log10(of: largest).rounded(.down).integer(in: -400...400) : 0
    let needed = TickFormat(values: finite, step: 1).decimals
    decimals = min(max(2 - (size - format.exponent), 0), max(needed, 0))
  }

  /// What every written number is to be multiplied by, as a power of ten; 0 for as they are.
  var exponent: Int { format.exponent }

  /// A value without the common power of ten and without zeros at its end.
  func label(_ value: Double) -> Label { Label(verbatim: format.compact(value)) }

  /// The same with as many decimals for all values, for tables.
  func tabular(_ value: Double) -> Label {
    let shifted = value * power(10, Double(-format.exponent / 2))
    let scaled = shifted * power(10, Double(-format.exponent - (-format.exponent / 2)))
    return Label(verbatim: TickFormat.fixed(scaled, decimals: decimals))
  }

  /// What readers must know about the power of ten.
  func notes(_ whose: String) -> [Label] {
    guard exponent != 0 else { return [] }
    return [
      Label(parts: [
        .words("\(whose) are to be multiplied by "), .math("10^{\(exponent)}"), .words("."),
      ])
    ]
  }
}
