import TrainingCore

extension NumberText {
  /// A loss as every figure prints it, with as many digits as the page gives it: the same loss must
  /// look the same in title, panel, label and caption.
  static func loss(_ value: Double) -> String { short(value, digits: 5) }
}
