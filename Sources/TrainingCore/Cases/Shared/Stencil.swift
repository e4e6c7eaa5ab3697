/// Every sample's prediction and loss at the points around the comparison point that central
/// differences need, so that any function of them has a referee at the price of evaluating it.
///
/// Three distances h, h/2 and h/4 along every parameter, extrapolated (Richardson).
struct Stencil: Sendable {
  /// What the samples have at one point.
  struct Point: Sendable {
    var predictions: [Double]
    var losses: [Double]
  }

  /// What lies on both sides of the comparison point at one distance.
  private struct Pair: Sendable {
    var above, below: Point
    /// Between the two, as the rounded points have it.
    var distance: Double
    /// The mean bend of the samples' losses, which shows a kink inside.
    var bend: Double
  }

  private let pairs: [[Pair]]
  private let centre: Point
  private let at: [Double]
  /// Whether the formulas have kinks, which extrapolation cannot cross.
  private let hasKinks: Bool

  init(_ work: Workload, at: [Double], scales: [Double], samples: SampleEvidence) {
    self.at = at
    let losses = samples.losses
    centre = Point(predictions: samples.predictions, losses: losses)
    hasKinks = work.program.hasKinks
    let (start, tries) = hasKinks ? (0x1p-20, 1) : (0x1p-8, 3)
    pairs = Array(at.indices).concurrentMap { parameter in
      var evaluation = MeanLoss(work, at: at)
      var best: (pairs: [Pair], doubt: Double)?
      var step = FiniteDifference.powerOfTwo(scales[parameter] * start)
      for _ in 0..<tries {
        step = max(step, FiniteDifference.shortest(at: at[parameter]))
        let triple = [step, step / 2, step / 4].map { step in
          Self.pair(&evaluation, at, parameter, step, losses)
        }
        let doubt = Self.doubt(triple)
        if best.map({ doubt < $0.doubt }) ?? true { best = (triple, doubt) }
        if doubt <= 1e-7 { break }
        step /= 64
      }
      return best?.pairs ?? []
    }
  }

  /// How far the mean loss's differences are from agreeing, as a share of themselves: what bends
  /// sharply needs shorter distances.
  private static func doubt(_ triple: [Pair]) -> Double {
    let slopes = triple.map { pair in
      zip(pair.above.predictions, pair.below.predictions).map { ($0 - $1) / pair.distance }
        + [(Summation.mean(pair.above.losses) - Summation.mean(pair.below.losses)) / pair.distance]
    }
    let sizes = slopes.map { VectorNorm.euclidean($0) }
    let apart = slopes[2].indices.map { index in
      let first = slopes[1][index] + (slopes[1][index] - slopes[0][index]) / 3
      return first - slopes[2][index] - (slopes[2][index] - slopes[1][index]) / 3
    }
    let largest = sizes.max() ?? 0
    let doubt = largest > 0 ? VectorNorm.euclidean(apart) / largest : 0
    return doubt.isNaN ? .infinity : doubt
  }

  private static func pair(
    _ evaluation: inout MeanLoss, _ at: [Double], _ parameter: Int, _ step: Double,
    _ here: [Double]
  ) -> Pair {
    var (above, below) = (at, at)
    above[parameter] += step
    below[parameter] -= step
    func point(_ at: [Double]) -> Point {
      let found = evaluation.predictionsAndLosses(at)
      return Point(predictions: found.predictions, losses: found.losses)
    }
    let points = (point(above), point(below))
    let bends = here.indices.map {
      abs((points.0.losses[$0] - here[$0]) - (here[$0] - points.1.losses[$0]))
    }
    return Pair(
      above: points.0, below: points.1, distance: above[parameter] - below[parameter],
      bend: Summation.mean(bends))
  }

  /// Central differences of a function of the samples' predictions and losses.
  /// - Parameters:
  ///   - rounding: How far a value of it may be off.
  ///   - weight: By how much a sample's loss moves it at most, times N.
  ///   - piece: For a function of smooth pieces, such as one of the losses' order, what tells the
  ///     pieces apart: where it differs around the comparison point there is a kink, and the
  ///     difference of the slopes on both sides is what the referee does not know.
  func gradient(
    rounding: Double, weight: Double, piece: ((Point) -> [Double])? = nil,
    of value: (Point) -> Double
  ) -> (gradient: [Double], bound: [Double]) {
    var result: (gradient: [Double], bound: [Double]) = ([], [])
    for (parameter, triple) in pairs.enumerated() {
      let slopes = triple.map { (value($0.above) - value($0.below)) / $0.distance }
      let narrow = triple[2].distance
      let first = slopes[1] + (slopes[1] - slopes[0]) / 3
      let second = slopes[2] + (slopes[2] - slopes[1]) / 3
      let best = hasKinks ? slopes[2] : second
      let truncation =
        hasKinks
        ? 2 * weight * triple[2].bend / narrow + abs(slopes[2] - slopes[0])
        : 2 * max(abs(first - slopes[1]), max(abs(second - slopes[2]), abs(second - first)))
      let noise =
        4 * rounding / narrow + (piece.map { kink(triple, piece: $0, of: value) } ?? 0)
      let offCentre = abs(at[parameter]).ulp / narrow * abs(best)
      let bound = truncation + noise + offCentre + 4 * abs(best) * RoundingEstimate.unit
      let isKnown = bound.isFinite && best.isFinite
      result.gradient.append(isKnown ? best : 0)
      result.bound.append(isKnown ? bound : .greatestFiniteMagnitude)
    }
    return result
  }

  /// How far differences may be off that have a kink of the function between their points: each by
  /// as much as the function bends there.
  private func kink(
    _ triple: [Pair], piece: (Point) -> [Double], of value: (Point) -> Double
  ) -> Double {
    let here = (piece(centre), value(centre))
    return triple.reduce(0) { sum, pair in
      guard piece(pair.above) != here.0 || piece(pair.below) != here.0 else { return sum }
      let bend = abs((value(pair.above) - here.1) - (here.1 - value(pair.below)))
      return sum + 4 * bend / pair.distance
    }
  }
}
