import Plotting
import TrainingCore

/// The samples' gradients in the plane of two parameters, few enough to be laid head to tail.
struct GradientChain {
  /// More samples than this are summed by direction.
  static let limit = 24
  /// The number of directions then.
  static let sectors = 48

  /// Vectors whose mean is the mean of all gradients.
  var vectors: [Position]
  /// Whether every vector is one sample's gradient.
  var showsSingleSamples: Bool

  init(_ gradients: PerSampleGradients, plane: (Int, Int)) {
    showsSingleSamples = gradients.rows <= Self.limit
    if showsSingleSamples {
      vectors = (0..<gradients.rows).map {
        Position(gradients[$0, plane.0], gradients[$0, plane.1])
      }
    } else {
      vectors = Self.sumsByDirection(gradients, plane: plane)
    }
  }

  private static func sumsByDirection(
    _ gradients: PerSampleGradients, plane: (Int, Int)
  ) -> [Position] {
    // Sectors are found in units of each component's size, or steep data fall into two of them.
    let sizes = [plane.0, plane.1].map { column in
      (0..<gradients.rows).reduce(0.0) { max($0, abs(gradients[$1, column])) }
    }
    var sums = [Position](repeating: Position(0, 0), count: sectors)
    for row in 0..<gradients.rows {
      let (x, y) = (gradients[row, plane.0], gradients[row, plane.1])
      guard x.isFinite, y.isFinite else { continue }
      let sector = Self.sector(
        sizes[0] > 0 ? x / sizes[0] : 0, sizes[1] > 0 ? y / sizes[1] : 0)
      sums[sector].x += x
      sums[sector].y += y
    }
    let filled = sums.filter { $0.x != 0 || $0.y != 0 }
    let factor = Double(filled.count) / Double(gradients.rows)
    return filled.map { Position($0.x * factor, $0.y * factor) }
  }

  /// Which of the equal slices of a diamond a direction falls into; needs no arc tangent.
  private static func sector(_ x: Double, _ y: Double) -> Int {
    let size = abs(x) + abs(y)
    guard size > 0 else { return 0 }
    let turn = y >= 0 ? 1 - x / size : 3 + x / size
    return min(sectors - 1, max(0, Int(turn / 4 * Double(sectors))))
  }
}
