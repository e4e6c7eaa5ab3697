/// What cases need that go somewhere: gradients at other points, and how long a step may be.
extension CaseBench {
  /// The rows of cases that evaluate more than one point.
  static let rowsOfSteps = 2000

  /// The gradient of the mean loss at another point: reverse mode over all samples.
  /// - Throws: ``Unavailable`` if it is not a number there.
  func tape(at point: [Double], _ other: Workload? = nil) throws(Unavailable) -> [Double] {
    do {
      let found = try AveragedTape.gradientOfMean(other ?? work, at: point).gradient
      return try Self.finite(found)
    } catch let error as Unavailable {
      throw error
    } catch {
      throw Unavailable("\(error)")
    }
  }

  /// The mean of the samples' own gradients at another point, by route 2.
  /// - Throws: ``Unavailable`` if it is not a number there.
  func meanOfSamples(at point: [Double], _ other: Workload? = nil) throws(Unavailable) -> [Double] {
    try Self.finite(SampleTape.run(other ?? work, at: point).gradients.mean)
  }

  /// The vector itself.
  /// - Throws: ``Unavailable`` if it is not finite.
  static func finite(_ vector: [Double]) throws(Unavailable) -> [Double] {
    guard vector.allSatisfy(\.isFinite) else {
      throw Unavailable("a step leads to where the loss or its gradient is not a number")
    }
    return vector
  }

  /// The samples of a range as a problem of their own.
  func work(of range: Range<Int>) -> Workload {
    work.replacing(columns: work.columns.map { Array($0[range]) })
  }

  /// A share of the largest learning rate that is stable here, or of that which moves a parameter by
  /// twice its own scale if that is less.
  /// - Parameter parts: Problems that the rate must suit; by default the whole.
  /// - Throws: ``Unavailable`` if nothing sets a scale.
  func rate(share: Double, parts: [Workload]? = nil) throws(Unavailable) -> Double {
    let curvatures = (parts ?? [work]).map { CurvatureTape<Double>.largest($0, at: at) }
    let curvature = curvatures.max() ?? 0
    var rate = curvature > 0 ? 2 / curvature : Double.infinity
    for (scale, slope) in zip(scales, meanGradient) where slope != 0 {
      rate = min(rate, 2 * scale / abs(slope))
    }
    guard rate.isFinite, share * rate > 0 else {
      throw Unavailable("the loss has neither slope nor curvature here, so no step has a length")
    }
    return share * rate
  }

  /// A point after a step against a gradient.
  static func step(_ point: [Double], _ rate: Double, _ gradient: [Double]) -> [Double] {
    zip(point, gradient).map { $0 - rate * $1 }
  }

  /// The relative difference that rounding may make between two points, each reached by so many
  /// steps: every step rounds the point, and the gradient is off by its own bound.
  func rounding(ofEnds left: [Double], _ right: [Double], steps: Double, rate: Double) -> Double {
    let largest = max(VectorNorm.euclidean(left), VectorNorm.euclidean(right))
    guard largest > 0 else { return 1 }
    let ofGradients = 2 * rate * VectorNorm.euclidean(rounding.gradient)
    return steps * (ofGradients / largest + 2 * RoundingEstimate.unit)
  }

  /// The relative difference that rounding may make between gradients at several points that were
  /// themselves computed.
  /// - Parameter factor: How much an error at an earlier point grows on its way.
  func rounding(
    of left: [Double], _ right: [Double], at points: [[Double]], factor: Double = 1
  ) -> Double {
    let found = points.map { RoundingEstimate(work, at: $0).relative(to: left, right) }
    return factor * found.reduce(rounding.relative(to: left, right)) { max($0, $1) }
  }

  /// The gradient of the mean loss at another point by central differences.
  func referee(at point: [Double], _ other: Workload? = nil) -> (
    gradient: [Double], bound: [Double]
  ) {
    let work = other ?? self.work
    let found = FiniteDifference(
      work, at: point, scales: scales, lossRounding: RoundingEstimate(work, at: point).loss)
    return (found.gradient, found.errorBound)
  }

  /// The Hessian of the mean loss if it is a quadratic of the parameters, from the activations.
  func quadraticCurvature(_ range: Range<Int>? = nil) -> [Double]? {
    MeanCurvature.ofQuadratic(
      structure,
      activations: range.map { range in activations.map { Array($0[range]) } } ?? activations)
  }
}
