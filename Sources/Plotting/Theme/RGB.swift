/// A colour of the sRGB space, components from 0 to 1.
public struct RGB: Sendable, Hashable {
  /// The components as sRGB encodes them (not linear light), from 0 to 1.
  public var red, green, blue: Double

  /// The colour with the given components, held to 0...1.
  init(red: Double, green: Double, blue: Double) {
    self.red = red.clamped(to: 0...1)
    self.green = green.clamped(to: 0...1)
    self.blue = blue.clamped(to: 0...1)
  }

  /// The colour that 24 bits spell, for example `0x0072b2`.
  init(_ bits: UInt32) {
    self.init(
      red: Double((bits >> 16) & 255) / 255, green: Double((bits >> 8) & 255) / 255,
      blue: Double(bits & 255) / 255)
  }

  /// The colour as CSS writes it, for example `#0072b2`.
  public var hex: String {
    let digits = [red, green, blue].map { component in
      let text = String((component * 255).rounded().integer(in: 0...255), radix: 16)
      return text.count < 2 ? "0" + text : text
    }
    return "#" + digits.joined()
  }

  /// The light that the colour gives off, from 0 to 1 (WCAG 2.2, relative luminance).
  var luminance: Double {
    0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
  }

  /// The contrast ratio of two colours, from 1 to 21 (WCAG 2.2).
  func contrast(with other: RGB) -> Double {
    let (low, high) = (min(luminance, other.luminance), max(luminance, other.luminance))
    return (high + 0.05) / (low + 0.05)
  }

  static func linear(_ component: Double) -> Double {
    component <= 0.04045 ? component / 12.92 : power((component + 0.055) / 1.055, 2.4)
  }

  static func encoded(_ light: Double) -> Double {
    light <= 0.0031308 ? 12.92 * light : 1.055 * power(light, 1 / 2.4) - 0.055
  }
}
