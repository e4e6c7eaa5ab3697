/// What became of a path, judged by the loss and the place where it ended.
public enum PathOutcome: Sendable, Equatable {
  /// The loss is as good as the least one: the excess is within 1 % of the least loss and within
  /// 5 % of what could be saved from the start, or nothing but rounding is left of the saving. A
  /// path at rest, or one along the wrong average, must have come to the optimum itself as well:
  /// its distance is within what is still to go and rounding, or its loss within rounding.
  case arrived
  /// The path stands still where the loss is above the least one. The excess is the share of the
  /// possible saving that is missing: 0 would be the optimum, 1 no better than the start.
  case stoppedShort(excess: Double)
  /// The steps ran out on the way, or the path is below what the search took for the least loss.
  case unfinished
  /// The loss grew beyond all bounds at the given step.
  case diverged(step: Int)
}

/// The mean delta where descent on the wrong average ended.
public struct Standstill: Sendable, Equatable {
  /// The mean over the samples of the derivative of the loss by the prediction.
  public var meanDelta: Double
  /// How far from 0 rounding, and steps too short to move a parameter, may leave it.
  public var expectedRounding: Double

  /// Whether the mean delta is zero to rounding.
  public var isZero: Bool { abs(meanDelta) <= Comparison.equalWithin * expectedRounding }
}

extension TrainingEvidence {
  /// Says how one of this evidence's paths ended; figures and text alike must ask here.
  public func outcome(of path: Trajectory) -> PathOutcome {
    if case .diverged(let step) = path.end { return .diverged(step: step) }
    guard let start = path.losses.first, let end = path.losses.last else { return .unfinished }
    let saving = max(0, start - optimum.value)
    let excess = end - optimum.value
    let least = abs(optimum.value)
    // What is left of a perfect fit is measured by what was saved, but only as far as rounding: a
    // start from far away would make any end look near.
    let near = max(1e-12 * least, min(0.01 * least, 0.05 * saving), 1e-12 * saving)
    guard excess >= -near else { return .unfinished }
    let isWrong = path == wrong
    let isStill = path.end == .converged || (isWrong && standstill.isZero)
    // Descent on the average loss can only be on its way to where the loss is least. What is at
    // rest already, or follows another vector, can end beside it, where the loss is near as well.
    let isThere = !(isStill || isWrong) || isAtOptimum(path, excess: excess, saving: saving)
    if excess <= near, isThere { return .arrived }
    guard isStill, saving > 0 else { return .unfinished }
    return .stoppedShort(excess: excess / saving)
  }

  /// Whether a path's end is the optimum, or a point that is as good to rounding: where the data
  /// leave parameters open, there are many.
  private func isAtOptimum(_ path: Trajectory, excess: Double, saving: Double) -> Bool {
    // A perfect fit leaves rounding squared of what was saved.
    if excess <= max(1e-12 * abs(optimum.value), 1e-24 * saving) { return true }
    guard let first = path.points.first, let end = path.points.last else { return false }
    let steps = Double(path.steps.last ?? 0)
    // Each coordinate by itself: one may be on its way while the other rests where it should not.
    return plane.allSatisfy { index in
      let goal = optimum.parameters[index]
      let toGo = path.distanceToLimit(along: index)
      let rounding = Descent.roundingPerStep * steps * (abs(first[index] - goal) + abs(goal))
      let allowed = Comparison.equalWithin * ((toGo.isFinite ? toGo : 0) + rounding)
      return abs(end[index] - goal) <= allowed
    }
  }
}

extension TrainingMeasurement {
  /// Measures the mean delta at the end of a path along the wrong average.
  static func standstill(
    _ objective: inout any PlaneObjective, _ work: Workload, at end: [Double], rate: Double,
    plane: [Int]
  ) -> Standstill {
    let point = plane.map { end[$0] }
    let delta = objective.surfaces(x: [point[0]], y: [point[1]]).delta[0]
    let wrong = objective.wrongGradient(point)
    // A step that moves no coordinate any more leaves this much of the mean delta.
    let resolution = zip(point, wrong).map { coordinate, step in
      Descent.stillness * abs(coordinate) * abs(delta) / (rate * abs(step))
    }.filter(\.isFinite).min()
    let rounding = RoundingEstimate(work.thinned(to: 20_000), at: end).meanDelta
    return Standstill(meanDelta: delta, expectedRounding: max(rounding, resolution ?? 0))
  }
}
