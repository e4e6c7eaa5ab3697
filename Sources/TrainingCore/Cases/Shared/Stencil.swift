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
  private let work: Workload
  /// Whether the formulas have kinks, which extrapolation cannot cross.
  private let hasKinks: Bool

  init(_ work: Workload, at: [Double], scales: [Double], samples: SampleEvidence) {
    self.at = at
    self.work = work
    let losses = samples.losses
    centre = Point(predictions: samples.predictions, losses: losses)
    hasKinks = work.program.hasKinks
    let (start, tries) =
      hasKinks ? (0x1p-20, 1) : (FiniteDifference.longest, FiniteDifference.tries)
    pairs = Array(at.indices).concurrentMap { parameter in
      var evaluation = MeanLoss(work, at: at)
      let best = StepSearch.best(
        start: FiniteDifference.powerOfTwo(scales[parameter] * start),
        shortest: FiniteDifference.shortest(at: at[parameter]), tries: tries,
        difference: { step in
          Slopes(
            [step, step / 2, step / 4].map { Self.pair(&evaluation, at, parameter, $0, losses) })
        }, error: \.doubt, isFine: { $0.doubt <= 1e-7 * $0.size },
        contradicts: { $0.contradicts($1) })
      return best?.pairs ?? []
    }
  }

  /// What the predictions and the mean loss do along one parameter, by which the distances are chosen.
  private struct Slopes {
    let pairs: [Pair]
    /// The extrapolated slopes, the mean loss's last.
    let values: [Double]
    /// Their size, in the Euclidean norm.
    let size: Double
    /// How far the three distances are from agreeing, and rounding: what bends sharply needs shorter
    /// ones.
    let doubt: Double

    init(_ triple: [Pair]) {
      pairs = triple
      let slopes = triple.map { pair in
        (zip(pair.above.predictions, pair.below.predictions).map { $0 - $1 }
          + [Summation.mean(pair.above.losses) - Summation.mean(pair.below.losses)])
          .map { $0 / pair.distance }
      }
      let first = zip(slopes[1], slopes[0]).map { $0 + ($0 - $1) / 3 }
      values = zip(slopes[2], slopes[1]).map { $0 + ($0 - $1) / 3 }
      size = VectorNorm.euclidean(values)
      let ends = triple[2].above.predictions + [Summation.mean(triple[2].above.losses)]
      let noise = 32 * RoundingEstimate.unit * VectorNorm.euclidean(ends) / triple[2].distance
      let doubt = VectorNorm.euclidean(zip(first, values).map { $0 - $1 }) + noise
      self.doubt = doubt.isNaN || size.isNaN ? .infinity : doubt
    }

    /// Whether what a much shorter distance finds cannot be true together with this.
    func contradicts(_ shorter: Slopes) -> Bool {
      let apart = VectorNorm.euclidean(zip(values, shorter.values).map { $0 - $1 })
      return !(apart <= 4 * (doubt + shorter.doubt) + 1e-6 * shorter.size)
    }
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
      func slope(_ triple: [Pair]) -> Slope {
        let doubt = piece.map { kink(triple, piece: $0, of: value) } ?? 0
        let ends = triple.map { (above: value($0.above), below: value($0.below)) }
        let largest = ends.reduce(0) { max($0, max(abs($1.above), abs($1.below))) }
        return Slope(
          zip(ends, triple).map { ($0.above - $0.below) / $1.distance },
          distance: triple[2].distance,
          noise: 4 * max(rounding, FiniteDifference.rounding(of: largest)) / triple[2].distance
            + doubt,
          bend: hasKinks ? 2 * weight * triple[2].bend / triple[2].distance : nil,
          at: at[parameter])
      }
      var found = slope(triple)
      if !found.isSettled { found = shorter(than: triple, parameter, slope) ?? found }
      result.gradient.append(found.isKnown ? found.value : 0)
      result.bound.append(found.isKnown ? found.bound : .greatestFiniteMagnitude)
    }
    return result
  }

  /// What shorter distances find of a function that bends more sharply than the predictions, by which
  /// the distances were chosen.
  private func shorter(
    than triple: [Pair], _ parameter: Int, _ slope: ([Pair]) -> Slope
  ) -> Slope? {
    var evaluation = MeanLoss(work, at: at)
    return StepSearch.best(
      start: triple[0].distance / 128, shortest: FiniteDifference.shortest(at: at[parameter]),
      tries: FiniteDifference.tries,
      difference: { step -> Slope? in
        let found = slope(
          [step, step / 2, step / 4].map {
            Self.pair(&evaluation, at, parameter, $0, centre.losses)
          })
        return found.isSettled ? found : nil
      }, error: \.bound, isFine: { $0.bound <= 1e-7 * abs($0.value) },
      contradicts: { abs($0.value - $1.value) > $0.bound + $1.bound })
  }

  /// A derivative by three distances.
  private struct Slope {
    let value, bound: Double
    /// Whether the distances come near to each other as they get shorter, without which nothing is
    /// known of what lies between them.
    let isSettled: Bool
    var isKnown: Bool { isSettled && bound.isFinite && value.isFinite }

    /// - Parameters:
    ///   - slopes: From the longest distance to the shortest.
    ///   - noise: What is off for other reasons than the distances.
    ///   - bend: What kinks may do that extrapolation cannot cross; nil if there are none.
    init(_ slopes: [Double], distance: Double, noise: Double, bend: Double?, at: Double) {
      let first = slopes[1] + (slopes[1] - slopes[0]) / 3
      let second = slopes[2] + (slopes[2] - slopes[1]) / 3
      value = bend == nil ? second : slopes[2]
      let truncation =
        bend.map { $0 + abs(slopes[2] - slopes[0]) }
        ?? 2 * max(abs(first - slopes[1]), max(abs(second - slopes[2]), abs(second - first)))
      let offCentre = abs(at).ulp / distance * abs(value)
      let rounded = noise + offCentre + 4 * abs(value) * RoundingEstimate.unit
      bound = truncation + rounded
      // Halving a step should quarter what it misses.
      let (change, next) = (abs(slopes[1] - slopes[0]), abs(slopes[2] - slopes[1]))
      isSettled = bend != nil || next <= change / 2 + rounded
    }
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
