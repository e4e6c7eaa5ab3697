/// The mean squared error of a model that is linear in its parameters, known from one pass over the
/// data: value, gradient and steps of descent then cost nothing that grows with the rows.
///
/// From raw moments: where the features' means are far larger than their spread, digits are lost;
/// ``StreamedMoments`` centres them.
///
/// J(theta) = c + g theta + theta H theta / 2, with H = 2/N sum f f' and g = -2/N sum y f over the
/// rows' features f and targets y.
public struct QuadraticObjective: Sendable, Equatable {
  /// The second derivatives, the same everywhere: P x P values, row by row.
  public let hessian: [Double]
  /// The gradient where all parameters are 0: P values.
  public let gradientAtOrigin: [Double]
  /// The mean loss where all parameters are 0.
  public let valueAtOrigin: Double

  /// - Parameters:
  ///   - features: P columns of N values: what each parameter is multiplied by; ones for an
  ///     intercept.
  ///   - target: N values.
  /// - Returns: nil unless there are features and rows, and all columns are of one length.
  public init?(features: [[Double]], target: [Double]) {
    guard !features.isEmpty, !target.isEmpty, features.allSatisfy({ $0.count == target.count })
    else { return nil }
    func meanProduct(_ a: [Double], _ b: [Double]) -> Double {
      Summation.mean(zip(a, b).map { $0 * $1 })
    }
    let count = features.count
    var hessian = [Double](repeating: 0, count: count * count)
    for a in 0..<count {
      for b in a..<count {
        hessian[a * count + b] = 2 * meanProduct(features[a], features[b])
        hessian[b * count + a] = hessian[a * count + b]
      }
    }
    self.hessian = hessian
    gradientAtOrigin = features.map { -2 * meanProduct($0, target) }
    valueAtOrigin = meanProduct(target, target)
  }

  /// The number of parameters.
  public var parameterCount: Int { gradientAtOrigin.count }

  /// The gradient of the mean loss at P parameters.
  public func gradient(at parameters: [Double]) -> [Double] {
    precondition(parameters.count == parameterCount, "one value for each parameter")
    return zip(gradientAtOrigin, SymmetricMatrix.multiply(hessian, parameters)).map { $0 + $1 }
  }

  /// The mean loss at P parameters.
  public func value(at parameters: [Double]) -> Double {
    let slopes = zip(gradientAtOrigin, gradient(at: parameters)).map { ($0 + $1) / 2 }
    return valueAtOrigin + Summation.pairwise(zip(parameters, slopes).map { $0 * $1 })
  }

  /// The parameters after so many steps of gradient descent.
  ///
  /// Every step is the same affine map, theta - rate (g + H theta).
  /// - Parameters:
  ///   - start: P values.
  ///   - rate: what the gradient is multiplied by.
  public func descended(from start: [Double], rate: Double, steps: Int) -> [Double] {
    let count = parameterCount
    precondition(start.count == count, "one value for each parameter")
    var map = hessian.map { -rate * $0 }
    for index in 0..<count { map[index * count + index] += 1 }
    let shift = gradientAtOrigin.map { -rate * $0 }
    if count == 2 { return Self.iterate(map, shift, start, steps) }
    var point = start
    var next = start
    for _ in 0..<max(0, steps) {
      for row in 0..<count {
        var sum = shift[row]
        for column in 0..<count { sum += map[row * count + column] * point[column] }
        next[row] = sum
      }
      swap(&point, &next)
    }
    return point
  }

  /// Two parameters, kept in registers.
  private static func iterate(
    _ map: [Double], _ shift: [Double], _ start: [Double], _ steps: Int
  ) -> [Double] {
    let (a, b, c, d) = (map[0], map[1], map[2], map[3])
    let (first, second) = (shift[0], shift[1])
    var (x, y) = (start[0], start[1])
    for _ in 0..<max(0, steps) {
      (x, y) = (a * x + (b * y + first), d * y + (c * x + second))
    }
    return [x, y]
  }
}
