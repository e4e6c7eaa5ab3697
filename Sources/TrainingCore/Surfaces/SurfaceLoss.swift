/// The loss of one sample of a network whose surface is measured: summed over the network's outputs,
/// and then averaged over the samples.
public enum SurfaceLoss: String, Sendable, CaseIterable {
  /// (y - f)^2.
  case squared
  /// |y - f|.
  case absolute
  /// (y - f)^2/2 for errors below 1, |y - f| - 1/2 beyond.
  case huber
  /// log cosh(y - f).
  case logCosh
  /// log(1 + exp(f)) - y f, for targets of 0 or 1 and predictions on the scale of log odds.
  case logistic
  /// log of the sum of exp(f_j), minus the f of the sample's class; classes count from 0.
  case crossEntropy
  /// exp(f) - y f, for counts and predictions on the scale of their logarithm.
  case poisson
  /// max(0, 1 - y f), for targets of -1 or 1.
  case hinge

  /// Whether it has derivatives of every order everywhere.
  public var isSmooth: Bool {
    switch self {
    case .absolute, .huber, .hinge: false
    case .squared, .logCosh, .logistic, .crossEntropy, .poisson: true
    }
  }
}
