extension ColorRole {
  /// The variant of a series colour that has enough contrast for text: greys become `muted`, other
  /// roles stay as they are.
  public var forText: ColorRole {
    switch self {
    case .gradientOfAverage: .text(.gradientOfAverage)
    case .training: .text(.training)
    case .averageOfGradients: .text(.averageOfGradients)
    case .wrong: .text(.wrong)
    case .olive: .text(.olive)
    case .violet: .text(.violet)
    case .sample, .axis, .grid: .muted
    default: self
    }
  }
}
