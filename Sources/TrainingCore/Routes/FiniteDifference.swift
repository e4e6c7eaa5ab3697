/// Route 5, the referee: central differences of the mean loss with a bound on their error.
///
/// Three step lengths h, h/2, h/4 are extrapolated (Richardson). The bound is the largest distance
/// between the extrapolated and the plain differences, plus what rounding of the mean loss may do
/// at the shortest step; a much shorter step has to confirm it. Where the formula has kinks, the samples' own second differences bound
/// what a kink inside the interval may do, and no extrapolation is made.
struct FiniteDifference {
  var gradient: [Double]
  /// How far each component may be off.
  var errorBound: [Double]

  init(_ work: Workload, at: [Double], scales: [Double], lossRounding: Double) {
    // Many parameters are shared out among the cores.
    let size = max(Self.smallestPart, (at.count + 7) / 8)
    let parts = stride(from: 0, to: at.count, by: size).map { $0..<min($0 + size, at.count) }
    let found = parts.concurrentMap { part in
      FiniteDifference(work, part, at: at, scales: scales, lossRounding: lossRounding)
    }
    gradient = found.flatMap(\.gradient)
    errorBound = found.flatMap(\.errorBound)
  }

  /// Fewer parameters than these are not shared out.
  private static let smallestPart = 16

  /// The derivatives by some of the parameters.
  private init(
    _ work: Workload, _ part: Range<Int>, at: [Double], scales: [Double], lossRounding: Double
  ) {
    var mean = MeanLoss(work, at: at)
    if work.program.hasKinks {
      self.init(part, at, scales, start: 0x1p-20, tries: 1) { parameter, step in
        Self.plain(&mean, at, parameter, step, lossRounding)
      }
    } else {
      self.init(part, at, scales, start: Self.longest, tries: Self.tries) { parameter, step in
        Self.extrapolated({ mean($0) }, at, parameter, step, lossRounding)
      }
    }
  }

  /// Differences of any smooth function of the parameters.
  /// - Parameter rounding: how far a value of it may be off.
  init(at: [Double], scales: [Double], rounding: Double, value: ([Double]) -> Double) {
    self.init(at.indices, at, scales, start: Self.longest, tries: Self.tries) { parameter, step in
      Self.extrapolated(value, at, parameter, step, rounding)
    }
  }

  /// The first step as a share of the parameter's scale, and how many shorter ones are tried at most.
  static let longest = 0x1p-8
  static let tries = 10

  private init(
    _ part: Range<Int>, _ at: [Double], _ scales: [Double], start: Double, tries: Int,
    difference: (_ parameter: Int, _ step: Double) -> Slope?
  ) {
    gradient = []
    errorBound = []
    for parameter in part {
      let best: Slope? = StepSearch.best(
        start: Self.powerOfTwo(scales[parameter] * start),
        shortest: Self.shortest(at: at[parameter]), tries: tries,
        difference: { difference(parameter, $0) }, error: \.bound, isFine: \.isFine,
        contradicts: { $0.contradicts($1) })
      gradient.append(best?.value ?? 0)
      errorBound.append(best?.bound ?? .greatestFiniteMagnitude)
    }
  }

  /// A derivative by differences.
  private struct Slope {
    var value, bound: Double

    /// - Returns: `nil` for what is no number, or may be off by any amount.
    init?(value: Double, bound: Double) {
      guard bound.isFinite, !value.isNaN else { return nil }
      self.value = value
      self.bound = bound
    }

    var isFine: Bool { bound <= 1e-7 * abs(value) }

    func contradicts(_ shorter: Slope) -> Bool {
      abs(value - shorter.value) > bound + shorter.bound
    }
  }

  /// A step that a parameter of this size can take at all; any for a parameter of 0.
  static func shortest(at value: Double) -> Double {
    value == 0 ? 0 : powerOfTwo(abs(value) * 0x1p-30)
  }

  /// The power of two at or below a positive number; one in a thousand million for others.
  static func powerOfTwo(_ value: Double) -> Double {
    guard value.isFinite, value > 0x1p-900 else { return 0x1p-30 }
    return Double(sign: .plus, exponent: Int(min(value.exponent, 900)), significand: 1)
  }

  private static func moved(_ at: [Double], _ parameter: Int, by step: Double) -> [Double] {
    var point = at
    point[parameter] += step
    return point
  }

  /// What a value of this size may be off at least, which counts where the ends of a step have larger
  /// values than the point between them.
  static func rounding(of value: Double) -> Double { 16 * RoundingEstimate.unit * abs(value) }

  /// The central difference over the distance that the rounded points really have, and how far its
  /// ends may be off at least.
  private static func central(
    _ value: ([Double]) -> Double, _ at: [Double], _ parameter: Int, _ step: Double
  ) -> (slope: Double, distance: Double, rounding: Double) {
    let above = moved(at, parameter, by: step)
    let below = moved(at, parameter, by: -step)
    let distance = above[parameter] - below[parameter]
    let ends = (value(above), value(below))
    return (
      (ends.0 - ends.1) / distance, distance, rounding(of: max(abs(ends.0), abs(ends.1)))
    )
  }

  private static func extrapolated(
    _ function: ([Double]) -> Double, _ at: [Double], _ parameter: Int, _ step: Double,
    _ rounding: Double
  ) -> Slope? {
    let wide = central(function, at, parameter, step)
    let middle = central(function, at, parameter, step / 2)
    let narrow = central(function, at, parameter, step / 4)
    let first = middle.slope + (middle.slope - wide.slope) / 3
    let second = narrow.slope + (narrow.slope - middle.slope) / 3
    let truncation = max(
      abs(first - middle.slope), max(abs(second - narrow.slope), abs(second - first)))
    // Two means, each off by the rounding; extrapolation weighs the differences by 4/3 and 1/3.
    // The interval may lie up to an ulp off centre, which the slope's change over it bounds.
    let noise = 2 * max(rounding, max(middle.rounding, narrow.rounding)) / narrow.distance * 2
    let asymmetry = abs(at[parameter]).ulp / narrow.distance * abs(second)
    let bound = truncation + noise + asymmetry + 4 * abs(second) * RoundingEstimate.unit
    return Slope(value: second, bound: bound)
  }

  private static func plain(
    _ mean: inout MeanLoss, _ at: [Double], _ parameter: Int, _ step: Double, _ rounding: Double
  ) -> Slope? {
    let above = mean.samples(moved(at, parameter, by: step))
    let here = mean.samples(at)
    let below = mean.samples(moved(at, parameter, by: -step))
    var bends = here
    for row in here.indices {
      bends[row] = abs((above[row] - here[row]) - (here[row] - below[row]))
    }
    let slope = (Summation.mean(above) - Summation.mean(below)) / (2 * step)
    let bound =
      Summation.mean(bends) / step + 2 * rounding / step
      + abs(at[parameter]).ulp / step * abs(slope) + 4 * abs(slope) * RoundingEstimate.unit
    return Slope(value: slope, bound: bound)
  }
}
