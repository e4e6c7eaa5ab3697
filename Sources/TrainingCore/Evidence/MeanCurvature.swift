/// The Hessian of a mean loss that is a quadratic of the parameters.
enum MeanCurvature {
  /// Larger Hessians are left out.
  static let maximumParameters = 64

  /// P times P, row by row, the same at every point; nil unless the model is affine under c times
  /// the squared error.
  static func ofQuadratic(_ structure: ProblemStructure, activations: [[Double]]) -> [Double]? {
    guard structure.isAffine, let factor = structure.squaredFactor,
      activations.count <= maximumParameters
    else { return nil }
    return ofSquares(factor, activations)
  }

  /// The Hessian of mean(c (y - f)^2) as far as the first derivatives of the prediction go
  /// (Gauss-Newton): 2 c mean(a_i a_j), P times P, row by row. All of it if the model is affine.
  static func ofSquares(_ factor: Double, _ activations: [[Double]]) -> [Double] {
    let count = activations.count
    var matrix = [Double](repeating: 0, count: count * count)
    for i in 0..<count {
      for j in i..<count {
        let value = 2 * factor * Summation.meanProduct(activations[i], activations[j])
        matrix[i * count + j] = value
        matrix[j * count + i] = value
      }
    }
    return matrix
  }

  /// 2 over the largest eigenvalue of a Hessian of the given size; nil if it has none above 0.
  static func largestStableRate(_ hessian: [Double], size: Int) -> Double? {
    LearningRateLimit.largestCurvature(hessian, size: size).flatMap {
      LearningRateLimit.gradientDescent(curvature: $0)
    }
  }
}
