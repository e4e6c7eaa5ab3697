import Formula

/// A network on the plane of two of its parameters, on the matrix tape.
struct NetworkPlane: PlaneObjective {
  let method: String
  let sampleRate: Double? = nil
  private let work: Workload
  private let optimum: [Double]
  private let plane: [Int]
  private let whole: NetworkEvaluation

  /// nil if the work is no network's.
  /// - Throws: ``EvaluationError`` if the memory does not suffice.
  init?(_ work: Workload, optimum: [Double], plane: [Int]) throws(EvaluationError) {
    guard let whole = try NetworkEvaluation(work, at: optimum) else { return nil }
    self.whole = whole
    self.work = work
    self.optimum = optimum
    self.plane = plane
    method = "the network over \(work.rows) rows at every point"
  }

  private func full(_ point: [Double]) -> [Double] { Self.full(point, optimum, plane) }

  private static func full(
    _ point: [Double], _ optimum: [Double], _ plane: [Int]
  ) -> [Double] {
    var parameters = optimum
    for (index, value) in zip(plane, point) { parameters[index] = value }
    return parameters
  }

  func value(_ point: [Double]) -> Double {
    whole.move(to: full(point))
    return whole.mean()
  }

  func gradient(_ point: [Double]) -> [Double] {
    whole.move(to: full(point))
    let gradient = whole.gradientOfMean().gradient
    return plane.map { gradient[$0] }
  }

  func wrongGradient(_ point: [Double]) -> [Double] {
    whole.move(to: full(point))
    let delta = Summation.mean(whole.lossesAndDeltas().deltas)
    let share = [Double](repeating: 1 / Double(work.rows), count: work.rows)
    let activations = whole.gradient(weights: share)
    return plane.map { delta * activations[$0] }
  }

  func gradient(_ point: [Double], sample: Int) -> [Double] {
    let one = work.replacing(columns: work.columns.map { [$0[sample]] })
    let gradients = SampleTape.run(one, at: full(point)).gradients
    return plane.map { gradients[0, $0] }
  }

  func surfaces(x: [Double], y: [Double]) -> (loss: [Double], delta: [Double]) {
    let (work, optimum, plane) = (work, optimum, plane)
    // Every core has an evaluator of its own, for an equal share of the lines.
    let share = max(1, (y.count + 3) / 4)
    let parts = stride(from: 0, to: y.count, by: share).map {
      Array(y[$0..<min($0 + share, y.count)])
    }
    let found = parts.concurrentMap { lines in
      Self.means(work, optimum, plane, lines.flatMap { line in x.map { [$0, line] } })
    }
    return (found.flatMap(\.loss), found.flatMap(\.delta))
  }

  /// The mean loss and the mean delta at some points.
  private static func means(
    _ work: Workload, _ optimum: [Double], _ plane: [Int], _ points: [[Double]]
  ) -> (loss: [Double], delta: [Double]) {
    var means: (loss: [Double], delta: [Double]) = ([], [])
    guard let network = try? NetworkEvaluation(work, at: optimum) else {
      let nothing = points.map { _ in Double.nan }
      return (nothing, nothing)
    }
    for point in points {
      network.move(to: full(point, optimum, plane))
      let here = network.lossesAndDeltas()
      means.loss.append(Summation.mean(here.losses))
      means.delta.append(Summation.mean(here.deltas))
    }
    return means
  }

  func surfaces(of samples: [Int], x: [Double], y: [Double]) -> [[Double]] {
    let few = work.replacing(columns: work.columns.map { column in samples.map { column[$0] } })
    var losses = MeanLoss(few, at: optimum)
    var result = [[Double]](repeating: [], count: samples.count)
    for vertical in y {
      for horizontal in x {
        for (index, value) in losses.samples(full([horizontal, vertical])).enumerated() {
          result[index].append(value)
        }
      }
    }
    return result
  }
}
