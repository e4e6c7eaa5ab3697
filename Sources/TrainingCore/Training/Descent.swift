/// Walks downhill on a plane and records the way.
struct Descent {
  var rate: Double
  var steps: Int
  /// At most this many points are recorded, evenly over the steps.
  static let maximumPoints = 400
  /// A step below this share of the largest value that a coordinate has had does not move a path.
  static let stillness = 1e-15
  /// Every step rounds each coordinate a few times: this share of it.
  static let roundingPerStep = 4 * RoundingEstimate.unit

  /// - Parameters:
  ///   - start: both coordinates.
  ///   - full: completes a point by the parameters at rest.
  ///   - direction: the gradient to follow at a point in a given step.
  func run(
    from start: [Double], value: ([Double]) -> Double, full: ([Double]) -> [Double],
    direction: (_ point: [Double], _ step: Int) -> [Double], endsWhenStill: Bool = true
  ) -> Trajectory {
    var point = start
    let first = value(start)
    var check = DivergenceCheck()
    _ = check.observe(first, step: 0)
    var path = Trajectory(points: [full(start)], steps: [0], losses: [first], end: .finished)
    var largest = start.map { abs($0) }
    let stride = max(1, (steps + Self.maximumPoints - 1) / Self.maximumPoints)
    for step in 1...max(1, steps) {
      let gradient = direction(point, step)
      let next = zip(point, gradient).map { $0 - rate * $1 }
      let loss = value(next)
      let judged = next.allSatisfy(\.isFinite) ? loss : .nan
      if let divergence = check.observe(judged, step: step) {
        path.end = .diverged(step: divergence.step)
        return path
      }
      largest = zip(largest, next).map { max($0, abs($1)) }
      let moved = next.indices.contains {
        abs(next[$0] - point[$0]) > Self.stillness * largest[$0]
      }
      point = next
      let ends = endsWhenStill && !moved
      if step % stride == 0 || step == steps || ends {
        path.points.append(full(point))
        path.steps.append(step)
        path.losses.append(loss)
      }
      if ends {
        path.end = .converged
        return path
      }
    }
    return path
  }
}

/// The order in which stochastic descent visits the samples: every sample once an epoch.
struct SampleOrder {
  private var generator: SplitMix64
  private var order: [Int]
  private var next: Int

  init(rows: Int, seed: UInt64) {
    generator = SplitMix64(seed: seed)
    order = Array(0..<rows)
    next = rows
  }

  mutating func draw() -> Int {
    if next == order.count {
      generator.shuffle(&order)
      next = 0
    }
    next += 1
    return order[next - 1]
  }
}
