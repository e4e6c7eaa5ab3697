import TrainingCore

/// Two numbers and their sum as text that adds up: what is printed of the parts gives what is
/// printed of the sum.
public struct SumText: Sendable, Equatable {
  public var first, second, total: String

  /// All three rounded at one decimal place, with as many more digits than five as it takes until
  /// the printed sum is right; never so, if the total is not the sum.
  public init(_ first: Double, _ second: Double, total: Double) {
    let values = [first, second, total]
    let texts =
      (5...12).lazy.compactMap { Rounded(values, digits: $0) }.first(where: \.addsUp)?.texts
      ?? Rounded(values, digits: 5)?.texts ?? values.map { NumberText.short($0) }
    (self.first, self.second, self.total) = (texts[0], texts[1], texts[2])
  }
}

/// Numbers as whole multiples of one power of ten.
private struct Rounded {
  let multiples: [Int]
  /// The power of ten of the last place, and that of the largest number's first digit.
  let place, leading: Int

  /// Up to this power of ten a double holds them all without rounding.
  private static let largestPower = 22

  /// - Parameter digits: How many significant ones the largest number has.
  init?(_ values: [Double], digits: Int) {
    guard values.allSatisfy(\.isFinite), let largest = values.map(abs).max(), largest > 0 else {
      return nil
    }
    let powers = -Self.largestPower + digits...Self.largestPower
    guard let leading = powers.last(where: { Self.scaled(largest, by: $0) >= 1 }),
      Self.scaled(largest, by: leading) < 10
    else { return nil }
    let place = leading - digits + 1
    multiples = values.map { Int(Self.scaled($0, by: place).rounded()) }
    (self.place, self.leading) = (place, leading)
  }

  /// A number in units of a power of ten.
  private static func scaled(_ value: Double, by power: Int) -> Double {
    let unit = (0..<abs(power)).reduce(1.0) { product, _ in product * 10 }
    return power < 0 ? value * unit : value / unit
  }

  var addsUp: Bool { multiples[0] + multiples[1] == multiples[2] }

  /// Very large and very small numbers share one power of ten, or nobody could add them up.
  var texts: [String] {
    let exponent = (-4...5).contains(leading) ? 0 : leading
    var decimals = max(0, exponent - place)
    let noughts = String(repeating: "0", count: max(0, place - exponent))
    var texts = multiples.map { multiple in
      let digits = String(multiple.magnitude) + noughts
      return String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    }
    while decimals > 0, texts.allSatisfy({ $0.hasSuffix("0") }) {
      texts = texts.map { String($0.dropLast()) }
      decimals -= 1
    }
    let power = exponent == 0 ? "" : Self.power(exponent)
    return zip(multiples, texts).map { multiple, text in
      guard multiple != 0 else { return "0" }
      let sign = multiple < 0 ? "\u{2212}" : ""
      let fraction = decimals > 0 ? "." + text.suffix(decimals) : ""
      return sign + text.dropLast(decimals) + fraction + power
    }
  }

  /// "×10¹²".
  private static func power(_ exponent: Int) -> String {
    String(NumberText.short(scaled(1, by: -exponent)).drop { $0 != "×" })
  }
}
