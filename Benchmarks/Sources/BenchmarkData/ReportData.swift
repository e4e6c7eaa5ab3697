/// The numbers behind the twelve figures, the same as in `peers/figures_data.py` to rounding.
public struct ReportData: Sendable {
  /// A gradient, or a difference of gradients, by slope and intercept.
  public typealias Pair = (m: Double, b: Double)

  /// A hundred samples.
  public let line: LineData
  /// Slope and intercept at which the gradients are taken and descent starts.
  public let start: Pair
  /// Of the squared residual of every sample, at the start.
  public let gradients: [Pair]
  /// Their mean.
  public let mean: Pair
  /// Gradient descent, mini-batches of ten and single samples.
  public let runs: [Run]
  /// The grid of the loss surface: 201 slopes in [-1, 4] and 201 intercepts in [-3, 2].
  public let slopes, intercepts: [Double]
  /// The mean loss, row by row from the lowest intercept on.
  public let surface: [Double]

  /// Computes what more than one figure shows.
  public init() {
    let (line, start) = (LineData(), (m: 0.0, b: 1.5))
    let gradients = line.x.indices.map { index -> Pair in
      let r = line.residual(index, start.m, start.b)
      return (-2 * line.x[index] * r, -2 * r)
    }
    let training = Training(line)
    runs = [
      training.run("GD", batch: line.x.count, rate: 0.12, epochs: 40, from: start),
      training.run("mini-batch 10", batch: 10, rate: 0.04, epochs: 20, from: start),
      training.run("SGD", batch: 1, rate: 0.02, epochs: 3, from: start),
    ]
    let (slopes, intercepts) = (
      Grid.linear(-1, 4, count: 201), Grid.linear(-3, 2, count: 201)
    )
    surface = intercepts.flatMap { b in slopes.map { m in line.surface(m, b) } }
    self.line = line
    self.start = start
    self.gradients = gradients
    self.slopes = slopes
    self.intercepts = intercepts
    mean = (gradients.lazy.map(\.m).mean, gradients.lazy.map(\.b).mean)
  }

  /// Sixteen levels of equal ratios, from 1.05 times the least loss of the grid to the greatest.
  public var levels: [Double] {
    Grid.geometric((surface.min() ?? 0) * 1.05, surface.max() ?? 1, count: 16)
  }

  /// Fifteen by fifteen places and the downhill direction there, of length 1.
  public var downhill: [(at: Pair, direction: Pair)] {
    Grid.linear(-2.8, 1.8, count: 15).flatMap { b in
      Grid.linear(-0.8, 3.8, count: 15).map { m in
        let g = line.gradient(m, b)
        let length = (g.0 * g.0 + g.1 * g.1).squareRoot()
        return ((m, b), (-g.0 / length, -g.1 / length))
      }
    }
  }

  /// The squared residual of one sample over the grid of ``surface``.
  public func loss(ofSample index: Int) -> [Double] {
    intercepts.flatMap { b in
      slopes.map { m in
        let r = line.residual(index, m, b)
        return r * r
      }
    }
  }
}
