/// Samples of a noisy line, with the sums that a fit and the loss surface need.
public struct LineData: Sendable {
  /// In [-2, 2).
  public let x: [Double]
  /// 1.5 x - 0.5 with noise of standard deviation 0.6.
  public let y: [Double]
  /// Means of x, y, x x, x y and y y over the samples.
  public let meanX, meanY, meanXX, meanXY, meanYY: Double

  /// The first samples of the sequences 1 (places) and 2 (noise).
  public init(count: Int = 100) {
    let (places, noise) = (Counter(seed: 1), Counter(seed: 2))
    x = (0..<count).map { 4 * places.uniform($0) - 2 }
    y = x.enumerated().map { 1.5 * $1 - 0.5 + 0.6 * noise.noise($0) }
    meanX = x.mean
    meanY = y.mean
    meanXX = zip(x, x).map { $0 * $1 }.mean
    meanXY = zip(x, y).map { $0 * $1 }.mean
    meanYY = zip(y, y).map { $0 * $1 }.mean
  }

  /// The slope and intercept of least squares.
  public var fit: (slope: Double, intercept: Double) {
    let slope = (meanXY - meanX * meanY) / (meanXX - meanX * meanX)
    return (slope, meanY - slope * meanX)
  }

  /// What is left of sample `index` by the line with the given slope and intercept.
  public func residual(_ index: Int, _ m: Double, _ b: Double) -> Double {
    y[index] - (m * x[index] + b)
  }

  /// The mean squared residual of a line, from the samples.
  public func loss(_ m: Double, _ b: Double) -> Double {
    x.indices.map {
      let r = residual($0, m, b)
      return r * r
    }.mean
  }

  /// The mean squared residual of a line, from the sums.
  public func surface(_ m: Double, _ b: Double) -> Double {
    meanXX * m * m + 2 * meanX * m * b + b * b - 2 * meanXY * m - 2 * meanY * b + meanYY
  }

  /// The gradient of ``surface(_:_:)`` by slope and intercept.
  public func gradient(_ m: Double, _ b: Double) -> (Double, Double) {
    (2 * (meanXX * m + meanX * b - meanXY), 2 * (meanX * m + b - meanY))
  }
}

extension Sequence where Element == Double {
  /// The arithmetic mean; NaN of nothing.
  public var mean: Double {
    var (sum, count) = (0.0, 0.0)
    for value in self {
      sum += value
      count += 1
    }
    return sum / count
  }
}
