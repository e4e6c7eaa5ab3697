extension Theme {
  /// A colour of a ramp.
  /// - Parameter position: From 0 to 1; what is no number counts as 1.
  func ramp(_ ramp: ColorRole.Ramp, _ position: Double) -> RGB {
    let t = position.isFinite ? position.clamped(to: 0...1) : 1
    switch ramp {
    case .sequential:
      return isDark
        ? OKLCh.between(OKLCh(0.25, 0.03, 262), OKLCh(0.88, 0.10, 225), t).rgb
        : OKLCh.between(OKLCh(0.975, 0.012, 235), OKLCh(0.42, 0.145, 258), t).rgb
    case .diverging: return diverging(2 * t - 1)
    case .cividis: return Self.interpolated(Self.cividis, t)
    case .viridis: return Self.interpolated(Self.viridis, t)
    }
  }

  /// Two arms of equal lightness and chroma that meet at the paper's lightness, grey.
  private func diverging(_ signed: Double) -> RGB {
    let reach = abs(signed)
    let hue = signed < 0 ? 45.0 : 252
    return isDark
      ? OKLCh(0.23 + 0.50 * reach, 0.145 * reach, hue).rgb
      : OKLCh(0.975 - 0.435 * reach, 0.150 * reach, hue).rgb
  }

  /// The colour between two of a list of equal steps, in OKLab.
  private static func interpolated(_ colors: [OKLab], _ t: Double) -> RGB {
    let place = t * Double(colors.count - 1)
    let index = place.rounded(.down).integer(in: 0...(colors.count - 2))
    return OKLab.between(colors[index], colors[index + 1], place - Double(index)).rgb
  }

  // Every tenth of matplotlib's tables (public domain, CC0).
  private static let viridis = [
    0x440154, 0x482576, 0x414487, 0x34608d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151,
    0xbddf26, 0xfde725,
  ].map { OKLab(RGB($0)) }
  private static let cividis = [
    0x00224e, 0x0c3470, 0x35456c, 0x50576c, 0x666970, 0x7d7c78, 0x948e77, 0xaea371, 0xc8b866,
    0xe5cf52, 0xfee838,
  ].map { OKLab(RGB($0)) }
}
