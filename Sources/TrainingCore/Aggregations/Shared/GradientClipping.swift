/// What is done to single gradients before they are averaged or used.
///
/// A gradient whose norm is not finite has no direction: clipping by norm and normalising make every
/// component of it NaN, so that it cannot go unseen.
enum GradientClipping {
  /// The factor that brings a gradient of a norm down to `limit`; 1 if it is not longer.
  /// - Parameter epsilon: Added to the norm before division. PyTorch's `clip_grad_norm_` adds 1e-6,
  ///   optax's `clip_by_global_norm` nothing.
  @inline(__always)
  static func factor(norm: Double, limit: Double, epsilon: Double = 0) -> Double {
    guard norm.isFinite else { return .nan }
    return norm + epsilon > limit ? limit / (norm + epsilon) : 1
  }

  /// The gradient, shortened to the norm `limit` if it is longer.
  static func byNorm(_ gradient: [Double], limit: Double, epsilon: Double = 0) -> [Double] {
    let factor = factor(
      norm: VectorNorm.euclidean(gradient), limit: limit, epsilon: epsilon)
    return gradient.map { factor * $0 }
  }

  /// A component, moved into -limit...limit if it is beyond; NaN stays.
  @inline(__always)
  static func byValue(_ component: Double, limit: Double) -> Double {
    component > limit ? limit : (component < -limit ? -limit : component)
  }

  /// A component of a gradient divided by the gradient's norm; a zero gradient stays.
  @inline(__always)
  static func normalized(_ component: Double, norm: Double) -> Double {
    guard norm.isFinite else { return .nan }
    return norm > 0 ? component / norm : component
  }

  /// -1, 0 or 1; NaN stays, where `torch.sign` makes it 0.
  @inline(__always)
  static func sign(_ component: Double) -> Double {
    // Without a branch on the sign, which a processor would mispredict.
    component == 0 || component.isNaN
      ? component : Double(signOf: component, magnitudeOf: 1)
  }
}
