/// The loss c (y - f)^2 of a model affine in its parameters: one pass over the data, then a few
/// operations for every point.
///
/// Moments are taken about the optimum, where the residuals are small, so that nothing cancels.
struct QuadraticPlane: PlaneObjective {
  let method = "sufficient statistics about the optimum"
  private let factor: Double
  private let centre: [Double]
  private let residuals: [Double]
  private let first: [Double]
  private let second: [Double]
  private let meanResidual: Double
  private let meanActivations: [Double]
  private let slope: [Double]
  private let least: Double
  /// mean(a a'): the entries 00, 01, 11.
  private let moments: (Double, Double, Double)

  init(
    _ work: Workload, _ design: AffineDesign, optimum: [Double], plane: [Int], factor: Double
  ) {
    let a = design.columns[plane[0]]
    let b = design.columns[plane[1]]
    let r = AffineDesign.residuals(work, at: optimum)
    self.factor = factor
    centre = plane.map { optimum[$0] }
    residuals = r
    first = a
    second = b
    meanResidual = Summation.mean(r)
    meanActivations = [Summation.mean(a), Summation.mean(b)]
    moments = (Self.mean(a, a), Self.mean(a, b), Self.mean(b, b))
    slope = [-2 * factor * Self.mean(r, a), -2 * factor * Self.mean(r, b)]
    least = factor * Self.mean(r, r)
  }

  private static func mean(_ left: [Double], _ right: [Double]) -> Double {
    var products = left
    for index in products.indices { products[index] *= right[index] }
    return Summation.mean(products)
  }

  var sampleRate: Double? {
    var largest = 0.0
    for row in first.indices {
      largest = max(largest, first[row] * first[row] + second[row] * second[row])
    }
    return largest > 0 ? 0.5 / (2 * factor * largest) : nil
  }

  /// The Hessian of the mean loss on the plane, row by row.
  var hessian: [Double] {
    [moments.0, moments.1, moments.1, moments.2].map { 2 * factor * $0 }
  }

  func value(_ point: [Double]) -> Double {
    let u = point[0] - centre[0]
    let v = point[1] - centre[1]
    let form = moments.0 * u * u + 2 * moments.1 * u * v + moments.2 * v * v
    return least + slope[0] * u + slope[1] * v + factor * form
  }

  func gradient(_ point: [Double]) -> [Double] {
    let u = point[0] - centre[0]
    let v = point[1] - centre[1]
    return [
      slope[0] + 2 * factor * (moments.0 * u + moments.1 * v),
      slope[1] + 2 * factor * (moments.1 * u + moments.2 * v),
    ]
  }

  private func meanDelta(_ point: [Double]) -> Double {
    let u = point[0] - centre[0]
    let v = point[1] - centre[1]
    return -2 * factor * (meanResidual - meanActivations[0] * u - meanActivations[1] * v)
  }

  func wrongGradient(_ point: [Double]) -> [Double] {
    let delta = meanDelta(point)
    return meanActivations.map { delta * $0 }
  }

  private func residual(_ point: [Double], _ sample: Int) -> Double {
    residuals[sample] - first[sample] * (point[0] - centre[0])
      - second[sample] * (point[1] - centre[1])
  }

  func gradient(_ point: [Double], sample: Int) -> [Double] {
    let delta = -2 * factor * residual(point, sample)
    return [delta * first[sample], delta * second[sample]]
  }

  func surfaces(x: [Double], y: [Double]) -> (loss: [Double], delta: [Double]) {
    var loss: [Double] = []
    var delta: [Double] = []
    for vertical in y {
      for horizontal in x {
        loss.append(value([horizontal, vertical]))
        delta.append(meanDelta([horizontal, vertical]))
      }
    }
    return (loss, delta)
  }

  func surfaces(of samples: [Int], x: [Double], y: [Double]) -> [[Double]] {
    samples.map { sample in
      y.flatMap { vertical in
        x.map { horizontal in
          let rest = residual([horizontal, vertical], sample)
          return factor * rest * rest
        }
      }
    }
  }
}
