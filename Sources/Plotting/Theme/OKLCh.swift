/// A colour by lightness (0 to 1), chroma and hue (degrees) in Ottosson's OKLab space (2020).
struct OKLCh {
  var lightness, chroma, hue: Double

  init(_ lightness: Double, _ chroma: Double, _ hue: Double) {
    self.lightness = lightness
    self.chroma = chroma
    self.hue = hue
  }

  /// The colour between two, every coordinate by itself.
  static func between(_ a: OKLCh, _ b: OKLCh, _ t: Double) -> OKLCh {
    OKLCh(
      a.lightness + t * (b.lightness - a.lightness), a.chroma + t * (b.chroma - a.chroma),
      a.hue + t * (b.hue - a.hue))
  }

  /// The nearest colour of sRGB with the same lightness and hue: chroma is lowered by bisection,
  /// because cutting the components off would change the hue.
  var rgb: RGB {
    var inside = 0.0
    var outside = chroma
    if let full = linearLight(chroma: chroma) { return Self.encoded(full) }
    for _ in 0..<24 {
      let middle = (inside + outside) / 2
      if linearLight(chroma: middle) == nil { outside = middle } else { inside = middle }
    }
    return Self.encoded(
      linearLight(chroma: inside) ?? [0, 0, 0].map { _ in lightness * lightness })
  }

  /// Linear red, green and blue, or nil outside sRGB.
  private func linearLight(chroma: Double) -> [Double]? {
    let angle = hue * .pi / 180
    let light = OKLab(lightness, chroma * cosine(angle), chroma * sine(angle)).linearLight
    return light.allSatisfy { $0 >= -1e-6 && $0 <= 1 + 1e-6 } ? light : nil
  }

  private static func encoded(_ light: [Double]) -> RGB {
    RGB(red: RGB.encoded(light[0]), green: RGB.encoded(light[1]), blue: RGB.encoded(light[2]))
  }
}
