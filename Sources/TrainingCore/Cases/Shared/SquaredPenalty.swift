/// The sum of the parameters' squares times a factor (L2), differentiated in three ways that share
/// nothing.
struct SquaredPenalty {
  /// The factor.
  let strength: Double

  /// Its value, on any kind of number.
  func value<Number: DifferentiableNumber>(_ parameters: [Number]) -> Number {
    Number.sum(parameters.map { $0 * $0 }) * strength
  }

  /// In reverse.
  func reverse(at: [Double]) -> [Double] {
    let recording = NumberRecording()
    let parameters = at.map { recording.variable($0) }
    return recording.gradient(of: value(parameters), by: parameters)
  }

  /// Forwards, eight parameters at a time.
  func forward(at: [Double]) -> [Double] {
    typealias Number = DualNumber<SIMD8<Double>>
    let lanes = SIMD8<Double>.scalarCount
    return stride(from: 0, to: at.count, by: lanes).flatMap { first in
      let parameters = at.enumerated().map {
        Number($0.element, slope: .unit($0.offset, from: first))
      }
      let slope = value(parameters).slope
      return (0..<min(lanes, at.count - first)).map { slope[$0] }
    }
  }

  /// Central differences. The penalty is a sum of one term for each parameter, so one moves alone.
  func referee(at: [Double]) -> (gradient: [Double], bound: [Double]) {
    let found = at.map { parameter in
      FiniteDifference(
        at: [parameter], scales: [max(1, abs(parameter))],
        rounding: 4 * RoundingEstimate.unit * value([abs(parameter) + 1])
      ) { value($0) }
    }
    return (found.flatMap(\.gradient), found.flatMap(\.errorBound))
  }
}

extension CaseBench {
  /// Compares two multiples of the mean gradient to which penalties are added.
  /// - Parameters:
  ///   - multiple: How many times the mean gradient the sides are.
  ///   - penalty: The largest of the penalties' gradients in either.
  func compare(
    _ left: [Double], _ right: [Double], multiple: Double, penalty: [Double],
    accident: String? = nil
  ) -> Comparison {
    let largest = max(VectorNorm.euclidean(left), VectorNorm.euclidean(right))
    // Of the penalty: its own operations, its sum over the samples, and the addition.
    let operations = Double(Summation.deepest(rows) + 8)
    let bound =
      multiple * VectorNorm.euclidean(rounding.gradient)
      + operations * RoundingEstimate.unit * VectorNorm.euclidean(penalty)
    var comparison = Comparison(
      left: left, right: right, expectedRounding: largest > 0 ? 2 * bound / largest : 1)
    if let accident { comparison.demoteEqual(why: accident + " in this run") }
    return comparison
  }
}
