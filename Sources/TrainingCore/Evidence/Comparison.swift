/// What two computations of a vector have to do with each other, from the numbers alone.
public struct Comparison: Sendable, Equatable {
  /// What the numbers may say about two vectors.
  public enum Verdict: Sendable, Equatable {
    /// The difference is within 8 times the rounding to be expected.
    case equal
    /// The same direction, but one is a multiple of the other: right = factor times left.
    case proportional(factor: Double)
    /// The difference is more than 1000 times the rounding to be expected, and no mere factor.
    case different
    /// The numbers do not settle it, for the reason given.
    case indistinguishable(why: String)
  }
  /// Why the numbers do not settle it.
  public enum Reason: String, Sendable, CustomStringConvertible {
    case notFinite, bothZero, zeroToRounding, noEstimate, boundTooLarge, undecided
    /// Training has not come near enough to where it leads.
    case onTheWay
    /// Finite differences are too rough here.
    case refereeTooRough
    /// Equal, but by an accident of this run and not by a law; the verdict's `why` says which.
    case accident

    /// A clause for the reader.
    public var description: String {
      switch self {
      case .notFinite: "not all numbers are finite"
      case .bothZero: "both are zero"
      case .zeroToRounding: "both are zero to rounding"
      case .noEstimate: "no finite bound on their rounding was found"
      case .boundTooLarge: "the bound on their rounding is larger than the numbers"
      case .undecided:
        "the difference is larger than rounding should be, but not by enough to tell"
      case .onTheWay: "the paths have not come near enough to where they lead"
      case .refereeTooRough: "the referee's own bound is too wide to tell"
      case .accident: "they are equal in this run only"
      }
    }
  }
  /// The two vectors, of one length.
  public var left, right: [Double]
  /// right minus left.
  public var difference: [Double]
  /// |right - left| / max(|left|, |right|), in the Euclidean norm; 0 if both are 0.
  public var relativeDifference: Double
  /// Cosine of the angle between the two; 1 if both are 0, 0 if one of them is.
  public var cosine: Double
  /// The largest distance of two components, in units in the last place of the larger.
  public var maxUlps: Double
  /// The relative difference that rounding alone may cause, held to 2^-53...1.
  public var expectedRounding: Double
  /// What the numbers say; see ``init(left:right:expectedRounding:claimedFactor:)`` for the rules.
  public var verdict: Verdict
  /// Why the verdict is ``Verdict/indistinguishable(why:)``; nil if it is another one.
  public var reason: Reason?
}
