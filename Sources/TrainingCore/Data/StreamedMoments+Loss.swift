import Formula

/// The parameters of least mean squared error, and what the arithmetic leaves open about them.
public struct LinearOptimum: Sendable, Equatable {
  /// P values, one for each feature.
  public var parameters: [Double]
  /// The mean squared error there.
  public var meanLoss: Double
  /// The condition number of the scaled matrix that was solved: the square of that of the scaled
  /// data.
  public var condition: Double
  /// About how many decimal digits of the parameters are right, relative to the largest term, if
  /// the data themselves are exact: those of a double less those of the condition number.
  ///
  /// A QR factorisation, which needs the data, would lose only half as many (Å. Björck, "Numerical
  /// methods for least squares problems", 1996, section 2.2).
  public var digits: Double
}

extension StreamedMoments {
  /// The mean over rows of (target - prediction)^2 at P parameters.
  public func meanLoss(at parameters: [Double]) -> Double {
    let residual = residual(parameters)
    guard rows > 0 else { return 0 }
    let spread = zip(residual, multiplied(residual)).map { $0 * $1 }
    let mean = meanResidual(residual)
    return max(0, Summation.pairwise(spread) / Double(rows)) + mean * mean
  }

  /// About how far ``meanLoss(at:)`` may be off by rounding: it is a difference of terms that are
  /// large where the fit is good.
  public func meanLossRounding(at parameters: [Double]) -> Double {
    let residual = residual(parameters)
    guard rows > 0 else { return 0 }
    let width = residual.count
    var sizes = [0.0]
    for a in 0..<width {
      let size = (0..<width).map { abs(moments.products[a * width + $0] * residual[$0]) }
      sizes.append(abs(residual[a]) * Summation.pairwise(size))
    }
    let means = zip(residual, moments.means).map { abs($0 * $1) }
    let mean = Summation.pairwise(means)
    let total = Summation.pairwise(sizes) / Double(rows) + mean * abs(meanResidual(residual))
    return Double(2 * width + 8) * 0x1p-53 * total
  }

  /// The gradient of the mean loss at P parameters: P values.
  public func gradientOfMean(at parameters: [Double]) -> [Double] {
    let residual = residual(parameters)
    guard rows > 0 else { return features.map { _ in 0 } }
    let products = multiplied(residual)
    let mean = meanResidual(residual)
    return features.indices.map { -2 * (products[$0] / Double(rows) + moments.means[$0] * mean) }
  }

  /// The Hessian of the mean loss, the same everywhere: P x P values, row by row.
  public var hessian: [Double] {
    let count = features.count
    guard rows > 0 else { return [Double](repeating: 0, count: count * count) }
    var hessian: [Double] = []
    for a in 0..<count {
      for b in 0..<count {
        let product = moments.products[a * (count + 1) + b] / Double(rows)
        hessian.append(2 * (product + moments.means[a] * moments.means[b]))
      }
    }
    return hessian
  }

  /// The parameters of least mean loss; nil if the data leave some combination of them open, to
  /// rounding.
  ///
  /// With a constant feature the others are solved for centred, which takes its part apart. All are
  /// scaled to unit diagonal; Cholesky's factorisation is refined once.
  public var optimum: LinearOptimum? {
    guard rows > 0 else { return nil }
    let width = features.count + 1
    let constants = features.indices.filter {
      moments.products[$0 * width + $0] == 0 && moments.means[$0] != 0
    }
    guard constants.count <= 1 else { return nil }
    let free = features.indices.filter { $0 != constants.first }
    guard let found = solve(free, isCentred: constants.count == 1) else { return nil }
    var parameters = [Double](repeating: 0, count: features.count)
    for (index, value) in zip(free, found.solution) { parameters[index] = value }
    if let constant = constants.first {
      let explained = free.map { parameters[$0] * moments.means[$0] }
      let rest = moments.means[width - 1] - Summation.pairwise(explained)
      parameters[constant] = rest / moments.means[constant]
    }
    guard parameters.allSatisfy(\.isFinite) else { return nil }
    return LinearOptimum(
      parameters: parameters, meanLoss: meanLoss(at: parameters), condition: found.condition,
      digits: max(0, 15.95 - Elementary.log(max(1, found.condition)) / 2.302585))
  }

  private func solve(
    _ free: [Int], isCentred: Bool
  ) -> (solution: [Double], condition: Double)? {
    guard !free.isEmpty else { return ([], 1) }
    let width = features.count + 1
    func product(_ a: Int, _ b: Int) -> Double {
      let centred = moments.products[a * width + b]
      return isCentred ? centred : centred + Double(rows) * moments.means[a] * moments.means[b]
    }
    let scales = free.map { 1 / product($0, $0).squareRoot() }
    guard scales.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
    var matrix: [Double] = []
    for (a, scale) in zip(free, scales) {
      for (b, other) in zip(free, scales) { matrix.append(product(a, b) * scale * other) }
    }
    let right = zip(free, scales).map { product($0, width - 1) * $1 }
    guard let start = SymmetricMatrix.solve(matrix, right),
      let correction = SymmetricMatrix.solve(
        matrix, zip(right, SymmetricMatrix.multiply(matrix, start)).map { $0 - $1 }),
      let eigenvalues = LAPACK.eigenvalues(matrix, size: free.count),
      let least = eigenvalues.first, let most = eigenvalues.last, least > 0
    else { return nil }
    let solution = zip(zip(start, correction), scales).map { ($0.0 + $0.1) * $1 }
    return (solution, most / least)
  }

  /// Target minus prediction as a combination of the features and the target.
  private func residual(_ parameters: [Double]) -> [Double] {
    precondition(parameters.count == features.count, "not as many parameters as features")
    return parameters.map { -$0 } + [1]
  }

  private func meanResidual(_ residual: [Double]) -> Double {
    Summation.pairwise(zip(residual, moments.means).map { $0 * $1 })
  }

  private func multiplied(_ vector: [Double]) -> [Double] {
    SymmetricMatrix.multiply(moments.products, vector)
  }
}
