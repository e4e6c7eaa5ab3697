import Typesetting

/// The number that is taken off every number of an axis, where those differ only in their last
/// digits.
struct TickOffset: Equatable, Sendable {
  var value: Double

  /// Nil where the numbers are short enough, or differ enough, to be written as they are.
  /// - Parameters:
  ///   - values: Of the ticks, ascending.
  ///   - step: Between them.
  init?(values: [Double], step: Double) {
    guard let first = values.first, let last = values.last, last > first else { return nil }
    let largest = max(abs(first), abs(last))
    let range = last - first
    guard range.isFinite, largest > 1e5 * range, step > 0 else { return nil }
    // A power of ten above the range is a multiple of every round step.
    let unit = power(10, log10(of: range).rounded(.up))
    value = (first / unit).rounded(.down) * unit
    guard unit > 0, value.isFinite, value != 0 else { return nil }
  }

  /// What is left of a tick's number: a multiple of the step, without the noise of the subtraction.
  func rest(of tick: Double, step: Double) -> Double { ((tick - value) / step).rounded() * step }

  /// What follows the axis's name: a minus and the number.
  var label: Label {
    let sign = value < 0 ? " + " : " \u{2212} "
    let size = abs(value)
    let exponent = log10(of: size).rounded(.down)
    let factor = size / power(10, exponent)
    guard exponent >= 4, abs(factor - factor.rounded()) < 1e-9 else {
      let decimals = (0...15).first { isWhole(size, decimals: $0) } ?? 15
      return Label(verbatim: sign + TickFormat.fixed(size, decimals: decimals))
    }
    let tens = "10^{\(exponent.integer(in: -400...400))}"
    let whole = factor.rounded().integer(in: 1...9)
    return Label(parts: [.words(sign), .math(whole == 1 ? tens : "\(whole) \\cdot \(tens)")])
  }

  private func isWhole(_ size: Double, decimals: Int) -> Bool {
    let shifted = size * power(10, Double(decimals))
    return abs(shifted - shifted.rounded()) <= 1e-9 * shifted
  }
}
