/// What rounding may do to gradients that are treated one by one before they are averaged, and the
/// verdict that follows.
extension CaseBench {
  /// How far rounding may move the mean gradient, in the Euclidean norm.
  var meanGradientBound: Double { VectorNorm.euclidean(rounding.gradient) }

  /// How far it may move the samples' own gradients, on average over them, in the same norm.
  ///
  /// The bound of the mean is a mean of the samples' bounds for each component, and no vector is
  /// longer than the sum of its components' sizes.
  var sampleGradientBound: Double { rounding.gradient.reduce(0, +) }

  /// Two vectors of which rounding may move both together by so much, in the Euclidean norm.
  /// - Parameter accident: Why they may be equal on these data without a law behind it.
  func compare(
    _ left: [Double], _ right: [Double], within bound: Double, accident: String,
    tooWide: Comparison.Reason? = nil
  ) -> Comparison {
    let largest = max(VectorNorm.euclidean(left), VectorNorm.euclidean(right))
    let isKnown = bound.isFinite && largest > 0
    var comparison = Comparison(
      left: left, right: right, expectedRounding: isKnown ? bound / largest : .infinity,
      tooWide: tooWide)
    comparison.demoteEqual(why: accident + " in this run")
    return comparison
  }

  /// The rounding of a few operations on the components of a vector of this length.
  func arithmetic(on length: Double) -> Double {
    Double(parameters / 2 + Summation.deepest(rows) + 8)
      * (RoundingEstimate.unit * length + Double.leastNonzeroMagnitude)
  }

  /// The lengths of the samples' own gradients.
  var gradientLengths: [Double] { (0..<rows).map { perSample.norm(ofRow: $0) } }

  /// The covariance of N factors with each component of the samples' gradients, by its definition
  /// and with the divisor N: P numbers.
  func covariance(of factors: [Double]) -> [Double] {
    let middle = Summation.mean(factors)
    let means = perSample.mean
    let moved = perSample.sum(in: 0..<rows) { row, _ in factors[row] - middle }
    // Subtracting each mean first would need a row's columns: the centred factors add up to zero
    // but for rounding, and what is left of them is taken away.
    let products = perSample.sum(in: 0..<rows, of: { factors[$0] - middle }, { $0 * $1 })
    return means.indices.map { (products[$0] - moved[$0] * means[$0]) / Double(rows) }
  }

  /// The referee's gradient and a bound on its error in the Euclidean norm, for what is done to all
  /// components together.
  var refereeLengthBound: Double {
    min(.greatestFiniteMagnitude, VectorNorm.euclidean(gradient.finiteDifferenceErrorBound))
  }

  /// The places of the components with the largest mean squares over the samples, at most so many, in
  /// the order of the parameters.
  func largestComponents(_ count: Int) -> [Int] {
    let squares = perSample.meanOfRows { $1 * $1 }
    let order = squares.indices.sorted {
      squares[$0] == squares[$1] ? $0 < $1 : squares[$0] > squares[$1]
    }
    return order.prefix(count).sorted()
  }
}

/// Settings that fit the data: round numbers, so that a reader can repeat what was measured.
enum RoundSetting {
  /// The largest of 1, 2 and 5 times a power of ten that is not above a value; 1 if it is no
  /// positive number.
  static func below(_ value: Double) -> Double {
    guard value.isFinite, value >= 1e-300 else { return 1 }
    var exponent = 0
    var rest = value
    while rest >= 10 {
      rest /= 10
      exponent += 1
    }
    while rest < 1 {
      rest *= 10
      exponent -= 1
    }
    // The loop may be off by its rounding, so the neighbours are tried as well.
    let candidates = (exponent - 1...exponent + 1).flatMap { exponent in
      [1, 2, 5].compactMap { Double("\($0)e\(exponent)") }
    }
    return candidates.filter { $0 <= value }.max() ?? 1
  }

  /// The value in the middle, of an even number the mean of the two; 0 of none.
  static func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let lower = sorted[(sorted.count - 1) / 2]
    return lower + (sorted[sorted.count / 2] - lower) / 2
  }
}
