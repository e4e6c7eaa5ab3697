extension Comparison {
  /// Equal means within this many times the expected rounding.
  public static let equalWithin = 8.0
  /// Different means beyond this many times the expected rounding.
  public static let differentBeyond = 1000.0

  /// Measures two vectors of the same length against each other.
  ///
  /// The rules, in this order: not finite, zero on both sides, or without a bound on the rounding
  /// that is smaller than the numbers, which settles nothing; equal; a multiple
  /// (the direction agrees within rounding, the factor is positive and not 1; what is stated is the
  /// measured factor); different; else undecided. In one dimension every number is a multiple of
  /// every other, so there the factor must be the one that was claimed.
  ///
  /// - Parameters:
  ///   - left: the vector that the other is measured against.
  ///   - right: the other one.
  ///   - expectedRounding: the relative difference that rounding alone may cause, derived from the
  ///     operations, the magnitudes and the unit roundoff; more than 1 if its bound is useless, and
  ///     not finite if there is none.
  ///   - claimedFactor: the factor that theory claims for right = factor times left, if any.
  ///   - tooWide: why numbers settle nothing if the expected difference is as large as they are
  ///     and stands for something else than rounding.
  public init(
    left: [Double], right: [Double], expectedRounding: Double, claimedFactor: Double? = nil,
    tooWide: Reason? = nil
  ) {
    self.left = left
    self.right = right
    self.expectedRounding = expectedRounding.isNaN ? 1 : min(1, max(0x1p-53, expectedRounding))
    difference = zip(left, right).map { $1 - $0 }
    let sizes = (VectorNorm.euclidean(left), VectorNorm.euclidean(right))
    let largest = max(sizes.0, sizes.1)
    relativeDifference = largest > 0 ? VectorNorm.euclidean(difference) / largest : 0
    cosine = Self.cosine(left, right)
    maxUlps = zip(left, right).map { VectorNorm.ulps($0, $1) }.max() ?? 0
    verdict = .equal
    (verdict, reason) = decide(
      largest: largest, expected: expectedRounding.isNaN ? .infinity : expectedRounding,
      claimedFactor: claimedFactor, tooWide: tooWide)
  }

  /// The largest size of what rounding alone may have left in place of a zero.
  private var noise: Double { Self.equalWithin * expectedRounding * largest }
  private var largest: Double { max(VectorNorm.euclidean(left), VectorNorm.euclidean(right)) }

  /// Whether the left side is zero as far as rounding lets it be known.
  public var isLeftZero: Bool { VectorNorm.euclidean(left) <= noise }
  /// Whether the right side is zero as far as rounding lets it be known.
  public var isRightZero: Bool { VectorNorm.euclidean(right) <= noise }

  /// Whether the two are more than a right angle apart, beyond rounding; what is zero to rounding
  /// has no direction.
  public var isOpposed: Bool {
    let smallest = min(VectorNorm.euclidean(left), VectorNorm.euclidean(right))
    guard smallest > noise else { return false }
    return cosine < -noise / smallest
  }

  /// Overrules the verdict: the two cannot be told apart.
  mutating func settle(_ reason: Reason, why: String? = nil) {
    verdict = .indistinguishable(why: why ?? reason.description)
    self.reason = reason
  }

  private static func cosine(_ left: [Double], _ right: [Double]) -> Double {
    let unitLeft = VectorNorm.unit(left)
    let unitRight = VectorNorm.unit(right)
    let isZeroLeft = left.allSatisfy { $0 == 0 }
    let isZeroRight = right.allSatisfy { $0 == 0 }
    if isZeroLeft && isZeroRight { return 1 }
    if isZeroLeft || isZeroRight { return 0 }
    return max(-1, min(1, VectorNorm.dot(unitLeft, unitRight)))
  }

  private func decide(
    largest: Double, expected: Double, claimedFactor: Double?, tooWide: Reason?
  ) -> (Verdict, Reason?) {
    func open(_ reason: Reason) -> (Verdict, Reason?) {
      (.indistinguishable(why: reason.description), reason)
    }
    guard (left + right).allSatisfy({ $0.isFinite }), relativeDifference.isFinite else {
      return open(.notFinite)
    }
    if largest == 0 { return open(.bothZero) }
    guard expected.isFinite else { return open(tooWide ?? .noEstimate) }
    if expected > 1 { return open(tooWide ?? .boundTooLarge) }
    let tolerance = Self.equalWithin * expectedRounding
    if tolerance >= 1 { return open(tooWide ?? .zeroToRounding) }
    if relativeDifference <= tolerance { return (.equal, nil) }
    if let factor = multiple(tolerance: tolerance, claimedFactor: claimedFactor) {
      return (.proportional(factor: factor), nil)
    }
    if relativeDifference > Self.differentBeyond * expectedRounding { return (.different, nil) }
    return open(.undecided)
  }

  /// The measured factor if right is a positive multiple of left to rounding.
  private func multiple(tolerance: Double, claimedFactor: Double?) -> Double? {
    let sizes = (VectorNorm.euclidean(left), VectorNorm.euclidean(right))
    guard sizes.0 > 0, sizes.1 > 0, cosine > 0,
      let largest = left.indices.max(by: { abs(left[$0]) < abs(left[$1]) })
    else { return nil }
    // The largest components' ratio is exact where the multiple is.
    let factor = right[largest] / left[largest]
    let deviation = zip(VectorNorm.unit(left), VectorNorm.unit(right)).map { $1 - $0 }
    guard VectorNorm.euclidean(deviation) <= tolerance, abs(factor - 1) > tolerance else {
      return nil
    }
    // A component that is small beside the others must be the same multiple as well.
    let isWhole = zip(left, right).allSatisfy { left, right in
      let expected = factor * left
      let limit = Self.differentBeyond * expectedRounding * max(abs(right), abs(expected))
      return abs(right - expected) <= limit
    }
    guard isWhole || claimedFactor != nil else { return nil }
    if left.count > 1 { return factor }
    return claimedFactor.flatMap { abs(factor / $0 - 1) <= tolerance ? factor : nil }
  }
}
