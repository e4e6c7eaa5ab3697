/// Up to which learning rate full-batch descent on a quadratic converges.
///
/// Along an eigenvector of the Hessian with the eigenvalue λ every rule below is a linear recursion
/// z² − t z + d for the distance to the optimum, and it converges if and only if |d| < 1 and
/// |t| < 1 + d. The rates here are where t = −(1 + d) for the largest λ; smaller eigenvalues come
/// to their limit later. At the limit itself the path neither grows nor converges.
public enum LearningRateLimit {
  /// The largest eigenvalue of a Hessian, given row by row; nil if it has none above 0, or the
  /// matrix is not finite or not of that size.
  public static func largestCurvature(_ hessian: [Double], size: Int) -> Double? {
    guard let largest = LAPACK.eigenvalues(hessian, size: size)?.last, largest > 0 else {
      return nil
    }
    return largest
  }

  /// Gradient descent: 2/λ, as t = 1 − ηλ and d = 0.
  ///
  /// Source: Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, "Efficient BackProp", 1998, section 5.
  /// - Parameter curvature: λ, the largest eigenvalue of the Hessian, above 0.
  /// - Returns: nil if it is not a finite number above 0.
  public static func gradientDescent(curvature: Double) -> Double? {
    finite(2 / curvature)
  }

  /// Heavy-ball momentum: 2 (1 + μ)/((1 − τ) λ), as t = 1 + μ − (1 − τ) ηλ and d = μ.
  ///
  /// Source: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods",
  /// 1964.
  /// - Parameters:
  ///   - curvature: λ, the largest eigenvalue of the Hessian, above 0.
  ///   - momentum: μ, from 0 to below 1.
  ///   - dampening: τ, from 0 to below 1.
  /// - Returns: nil if it is not a finite number above 0.
  public static func momentum(
    curvature: Double, momentum: Double, dampening: Double = 0
  ) -> Double? {
    finite(2 * (1 + momentum) / ((1 - dampening) * curvature))
  }

  /// Nesterov's momentum: 2 (1 + μ)/((1 + 2μ) λ), as t = (1 + μ)(1 − ηλ) and d = μ (1 − ηλ).
  ///
  /// Looking ahead costs step size: for μ near 1 the limit is two thirds of gradient descent's.
  /// - Parameters:
  ///   - curvature: λ, the largest eigenvalue of the Hessian, above 0.
  ///   - momentum: μ, from 0 to below 1.
  /// - Returns: nil if it is not a finite number above 0.
  public static func nesterov(curvature: Double, momentum: Double) -> Double? {
    finite(2 * (1 + momentum) / ((1 + 2 * momentum) * curvature))
  }

  private static func finite(_ rate: Double) -> Double? {
    rate.isFinite && rate > 0 ? rate : nil
  }
}
