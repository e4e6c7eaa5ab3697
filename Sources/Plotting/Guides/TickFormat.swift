import Typesetting

/// How the numbers of one axis are written: as many decimals as the step needs, a true minus, and
/// one exponent for all if the numbers are very large or very small and it makes them shorter.
struct TickFormat {
  var decimals: Int
  /// The power of ten that is taken out of every number and told in the axis title; 0 for none.
  var exponent: Int

  init(values: [Double], step: Double) {
    let largest = values.map(abs).filter(\.isFinite).max() ?? 0
    let magnitude = largest > 0 ? log10(of: largest).rounded(.down).integer(in: -400...400) : 0
    self.init(values: values, step: step, exponent: 0)
    guard largest >= 1e4 || (largest > 0 && largest < 1e-3) else { return }
    let short = TickFormat(values: values, step: step, exponent: magnitude)
    // A power of ten is worth its place in the title only if the numbers get shorter by it.
    let saved = length(of: values) - short.length(of: values)
    if largest < 1e-3 || largest >= 1e7 || saved >= (largest < 1e5 ? 2 : 1) { self = short }
  }

  private init(values: [Double], step: Double, exponent: Int) {
    self.exponent = exponent
    let (unit, mantissas) = (
      Self.scaled(step, by: -exponent), values.map { Self.scaled($0, by: -exponent) }
    )
    decimals =
      (0...12).first { count in
        Self.isWhole(unit, decimals: count)
          && mantissas.allSatisfy { Self.isWritten($0, unit: unit, decimals: count) }
      } ?? 12
  }

  /// How many characters the longest of the numbers has.
  private func length(of values: [Double]) -> Int { values.map { text($0).count }.max() ?? 0 }

  /// Whether so many decimals tell the value, but for a small part of the step.
  private static func isWritten(_ value: Double, unit: Double, decimals: Int) -> Bool {
    let factor = power(10, Double(decimals))
    let shifted = value * factor
    return abs(shifted) > 1e15
      || abs(shifted - shifted.rounded()) <= 1e-4 * max(unit * factor, 1e-9)
  }

  /// The number as a label without its exponent.
  func text(_ value: Double) -> String {
    Self.fixed(Self.scaled(value, by: -exponent), decimals: decimals)
  }

  /// A number with a fixed count of decimals, a true minus sign, and no minus before zero.
  static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "–" : value > 0 ? "∞" : "\u{2212}∞" }
    let count = min(max(decimals, 0), 15)
    let shifted = (abs(value) * power(10, Double(count))).rounded()
    guard shifted < 9e18 else { return (value < 0 ? "\u{2212}" : "") + "\(abs(value))" }
    var digits = String(Int64(shifted))
    if digits.count <= count {
      digits = String(repeating: "0", count: count + 1 - digits.count) + digits
    }
    let sign = value < 0 && shifted > 0 ? "\u{2212}" : ""
    guard count > 0 else { return sign + digits }
    return sign + digits.dropLast(count) + "." + digits.suffix(count)
  }

  /// A number with three significant digits and no zeros at its end, for levels that are no ticks.
  func compact(_ value: Double) -> String {
    let scaled = Self.scaled(value, by: -exponent)
    let size = abs(scaled)
    guard size > 0, size.isFinite else { return Self.fixed(scaled, decimals: 0) }
    let magnitude = log10(of: size).rounded(.down).integer(in: -9...15)
    let text = Self.fixed(scaled, decimals: min(max(0, 2 - magnitude), decimals))
    guard text.contains(".") else { return text }
    let trimmed = text.reversed().drop { $0 == "0" }
    return String((trimmed.first == "." ? trimmed.dropFirst() : trimmed).reversed())
  }

  /// `value * 10^exponent`, in two steps so that neither factor overflows.
  private static func scaled(_ value: Double, by exponent: Int) -> Double {
    guard exponent != 0 else { return value }
    let half = exponent / 2
    return value * power(10, Double(half)) * power(10, Double(exponent - half))
  }

  private static func isWhole(_ unit: Double, decimals: Int) -> Bool {
    let shifted = unit * power(10, Double(decimals))
    return shifted >= 0.5 && abs(shifted - shifted.rounded()) <= 1e-6 * shifted
  }
}

extension Label {
  /// What an axis title says when its numbers have lost a power of ten.
  func scaled(byExponent exponent: Int) -> Label {
    self + Label(parts: [.words(parts.isEmpty ? "×" : " (×"), .math("10^{\(exponent)}")])
      + Label(parts: parts.isEmpty ? [] : [.words(")")])
  }
}
