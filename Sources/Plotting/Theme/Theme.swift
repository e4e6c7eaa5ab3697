/// Which colour every role has.
public struct Theme: Sendable, Hashable {
  /// `light` or `dark`.
  var name: String
  var paper, ink, muted, axis, grid: RGB
  var blue, vermilion, teal, plum, sample, olive, violet: RGB
  var text: [ColorRole.TextRole: RGB]
  var isDark: Bool

  /// Dark ink on white paper.
  public static let light = Theme(
    name: "light", paper: RGB(0xffffff), ink: RGB(0x1f2328), muted: RGB(0x57606a),
    axis: RGB(0x8c959f), grid: RGB(0xe6e9ed), blue: RGB(0x0072b2), vermilion: RGB(0xd55e00),
    teal: RGB(0x17a694), plum: RGB(0x9d4469), sample: RGB(0x8c959f), olive: RGB(0x5d4a00),
    violet: RGB(0xa082eb),
    text: [
      .gradientOfAverage: RGB(0x0072b2), .training: RGB(0xb34700),
      .averageOfGradients: RGB(0x0b7d6f), .wrong: RGB(0x9d4469), .olive: RGB(0x7a5c00),
      .violet: RGB(0x7a52d6),
    ], isDark: false)

  /// Pale ink on nearly black paper.
  public static let dark = Theme(
    name: "dark", paper: RGB(0x0f1419), ink: RGB(0xe6edf3), muted: RGB(0x9aa7b4),
    axis: RGB(0x6b7785), grid: RGB(0x252c35), blue: RGB(0x4aa8e0), vermilion: RGB(0xff8a4c),
    teal: RGB(0x50fadc), plum: RGB(0xb6648f), sample: RGB(0x7d8a98), olive: RGB(0xfed449),
    violet: RGB(0x7770e0),
    text: [
      .gradientOfAverage: RGB(0x4aa8e0), .training: RGB(0xff8a4c),
      .averageOfGradients: RGB(0x50fadc), .wrong: RGB(0xc47aa0), .olive: RGB(0xfed449),
      .violet: RGB(0x938df0),
    ], isDark: true)

  /// The colour of a role.
  public func color(_ role: ColorRole) -> RGB {
    switch role {
    case .paper: paper
    case .ink: ink
    case .muted: muted
    case .axis: axis
    case .grid: grid
    case .gradientOfAverage: blue
    case .training: vermilion
    case .averageOfGradients: teal
    case .wrong: plum
    case .sample: sample
    case .olive: olive
    case .violet: violet
    case .text(let role): text[role] ?? ink
    case .field(let position): field(position)
    case .surface(let position, let light): surface(position, light: light)
    case .ramp(let name, let position): ramp(name, position)
    }
  }

  /// Pale on white paper; on dark paper the minimum glows.
  private func field(_ position: Double) -> RGB {
    let t = position.isFinite ? position.clamped(to: 0...1) : 1
    return isDark
      ? OKLCh.between(OKLCh(0.43, 0.075, 254.8), OKLCh(0.215, 0.0207, 254.8), t).rgb
      : OKLCh.between(OKLCh(0.985, 0.012, 235), OKLCh(0.77, 0.087, 257), t).rgb
  }

  /// From pale to saturated blue, darkened where little light falls.
  private func surface(_ position: Double, light: Double) -> RGB {
    let t = position.isFinite ? position.clamped(to: 0...1) : 1
    let shade = light.isFinite ? light.clamped(to: 0...1) : 1
    var color =
      isDark
      ? OKLCh.between(OKLCh(0.50, 0.085, 245), OKLCh(0.30, 0.07, 262), t)
      : OKLCh.between(OKLCh(0.96, 0.03, 230), OKLCh(0.60, 0.13, 257), t)
    color.lightness *= 0.78 + 0.22 * shade
    return color.rgb
  }
}
