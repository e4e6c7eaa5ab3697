/// What a hidden layer does to each of its sums.
///
/// At a kink the derivative is PyTorch's: that of ReLU at 0 is 0.
public enum Activation: String, Sendable, CaseIterable {
  /// The hyperbolic tangent.
  case tanh
  /// max(0, z); the derivative at 0 is taken as 0.
  case relu
  /// 1/(1 + exp(-z)).
  case sigmoid
  /// z times the normal distribution function of z, by the error function and not its approximation.
  ///
  /// Source: D. Hendrycks and K. Gimpel, "Gaussian error linear units", 2016.
  case gelu
  /// The sum itself: a network of such layers is linear in each layer's weights.
  case identity

  /// Whether the function has derivatives of every order everywhere.
  public var isSmooth: Bool { self != .relu }
}
