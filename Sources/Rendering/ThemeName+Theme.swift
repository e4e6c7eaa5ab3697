import Plotting

extension ThemeName {
  /// The colours behind the name.
  var theme: Theme {
    switch self {
    case .light: .light
    case .dark: .dark
    }
  }
}
