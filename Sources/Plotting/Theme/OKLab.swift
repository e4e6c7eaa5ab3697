/// A colour by lightness and two opponent axes in Ottosson's OKLab space (2020), in which equal
/// distances look about equally large.
struct OKLab: Equatable {
  var lightness, a, b: Double

  init(_ lightness: Double, _ a: Double, _ b: Double) {
    self.lightness = lightness
    self.a = a
    self.b = b
  }

  /// The place of a colour of sRGB.
  init(_ color: RGB) {
    let (red, green, blue) = (
      RGB.linear(color.red), RGB.linear(color.green), RGB.linear(color.blue)
    )
    let long = cubeRoot(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    let medium = cubeRoot(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    let short = cubeRoot(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    self.init(
      0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
      1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
      0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short)
  }

  /// How different two colours look.
  func distance(to other: OKLab) -> Double {
    let (dL, da, db) = (lightness - other.lightness, a - other.a, b - other.b)
    return (dL * dL + da * da + db * db).squareRoot()
  }

  /// Linear red, green and blue, which lie outside 0...1 where sRGB lacks the colour.
  var linearLight: [Double] {
    let long = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
    let medium = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
    let short = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
    return [
      4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
      -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
      -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    ]
  }

  /// The colour of sRGB, components held to its range.
  var rgb: RGB {
    let light = linearLight.map { RGB.encoded(max($0, 0)) }
    return RGB(red: light[0], green: light[1], blue: light[2])
  }

  /// The colour between two.
  static func between(_ a: OKLab, _ b: OKLab, _ t: Double) -> OKLab {
    OKLab(
      a.lightness + t * (b.lightness - a.lightness), a.a + t * (b.a - a.a), a.b + t * (b.b - a.b))
  }

  private func cube(_ value: Double) -> Double { value * value * value }
}

private func cubeRoot(_ value: Double) -> Double { power(max(value, 0), 1 / 3.0) }
