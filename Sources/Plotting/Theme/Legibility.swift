/// Which letters can be read on a filling, in both themes.
struct Legibility {
  /// The best colour of those asked for, and its contrast in the worse theme (WCAG 2.2).
  private(set) var role: ColorRole
  private(set) var contrast: Double

  /// - Parameter candidates: The first is taken among equals; ink and paper by default.
  init(on fill: Paint, candidates: [ColorRole] = [.ink, .paper]) {
    role = .ink
    contrast = 0
    for candidate in candidates {
      let worst = [Theme.light, .dark].map { theme in
        theme.color(candidate).contrast(with: Self.seen(fill, theme))
      }.min()
      if let worst, worst > contrast { (role, contrast) = (candidate, worst) }
    }
  }

  /// The colour of a filling on paper.
  private static func seen(_ paint: Paint, _ theme: Theme) -> RGB {
    let (above, below) = (theme.color(paint.role), theme.color(.paper))
    let part = paint.opacity.clamped(to: 0...1)
    func blend(_ component: KeyPath<RGB, Double>) -> Double {
      part * above[keyPath: component] + (1 - part) * below[keyPath: component]
    }
    return RGB(red: blend(\.red), green: blend(\.green), blue: blend(\.blue))
  }
}
