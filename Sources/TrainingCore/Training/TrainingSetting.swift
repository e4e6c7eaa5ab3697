/// Where a path starts, how fast it goes, and the window in which it is shown.
struct TrainingSetting {
  var start: [Double]
  var rate: Double
  var largestStableRate: Double?
  var condition: Double
  var steps: Int
  /// The optimum on the plane.
  var optimumPlace: [Double]
  /// The curvature along each of the two parameters.
  var curvature: [Double]

  /// Derived from the Hessian of the mean loss at the optimum, on the plane (2 times 2).
  ///
  /// The rate is 0.8 over the largest eigenvalue, rounded to one digit. The start has the first
  /// parameter's optimum with its sign turned, rounded to one digit, and 0 for the second: far
  /// from the optimum for a line whose slope matters.
  init?(hessian: [Double], optimum: [Double], plane: [Int]) {
    guard let eigenvalues = LAPACK.eigenvalues(hessian, size: 2), eigenvalues[1] > 0,
      eigenvalues[1].isFinite
    else { return nil }
    let largest = eigenvalues[1]
    curvature = [hessian[0], hessian[3]]
    optimumPlace = plane.map { optimum[$0] }
    condition = eigenvalues[0] > 0 ? largest / eigenvalues[0] : .infinity
    largestStableRate = LearningRateLimit.gradientDescent(curvature: largest)
    rate = SignificantDigits.rounded(0.8 / largest, to: 1)
    guard rate > 0, rate.isFinite else { return nil }
    // Two hundred steps settle a condition number of 20; more of it needs more steps.
    steps = condition <= 20 ? 200 : Int(min(2000, 10 * condition))
    start = Self.start(optimum[plane[0]])
  }

  /// For a loss without curvature, such as the absolute error: a fortieth of the way to the
  /// optimum with the first step.
  init?(optimum: [Double], gradient: ([Double]) -> [Double]) {
    start = Self.start(optimum[0])
    optimumPlace = optimum
    curvature = [0, 0]
    let distance = VectorNorm.euclidean(zip(start, optimum).map { $1 - $0 })
    let size = VectorNorm.euclidean(gradient(start))
    rate = SignificantDigits.rounded(distance / (40 * size), to: 1)
    guard rate > 0, rate.isFinite else { return nil }
    largestStableRate = nil
    condition = 1
    steps = 200
  }

  private static func start(_ optimum: Double) -> [Double] {
    let turned = -SignificantDigits.rounded(optimum, to: 1)
    return [turned == 0 ? -1 : turned, 0]
  }

  /// How far to show around the optimum: as far as the start, or until the loss has risen as much
  /// along this parameter as along the other one on the way to the start, if that is farther.
  func reachAround(_ optimum: Double, start: Double, position: Int) -> Double {
    let other = self.start[1 - position] - optimumPlace[1 - position]
    let own = abs(start - optimum)
    let steepness = curvature[1 - position] / curvature[position]
    let matched = steepness.isFinite && steepness > 0 ? abs(other) * steepness.squareRoot() : 0
    return 1.1 * max(own, min(matched, 1e6 * max(own, abs(optimum))))
  }

  /// Equal steps that reach equally far on both sides.
  static func axis(around centre: Double, reach: Double, count: Int = 49) -> [Double] {
    let wide = max(reach, 1e-9)
    return axis([centre - wide, centre + wide], margin: 0, count: count)
  }

  /// Equal steps over the range that holds all points, with a margin.
  static func axis(_ values: [Double], margin: Double = 0.12, count: Int = 129) -> [Double] {
    let finite = values.filter(\.isFinite)
    var low = finite.min() ?? -1
    var high = finite.max() ?? 1
    let width = high - low
    let extra = width > 1e-9 * max(abs(low), abs(high)) ? margin * width : max(1, abs(low))
    low -= extra
    high += extra
    return (0..<count).map { low + (high - low) * Double($0) / Double(count - 1) }
  }
}
