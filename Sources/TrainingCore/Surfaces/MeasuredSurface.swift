/// A loss surface with how it came about.
public struct MeasuredSurface: Sendable {
  /// Which way was taken.
  public enum Kind: Sendable, Equatable {
    /// A squared loss of an affine prediction, from means and covariances.
    case quadratic
    /// A loss that is logistic in an affine prediction, as products of exponentials.
    case logistic
    /// A loss that is exponential in an affine prediction, as products of exponentials.
    case exponential
    /// Interpolated between so many Chebyshev points along u and v.
    case spectral(u: Int, v: Int)
    /// Every row at every point.
    case bruteForce
  }
  /// One point of the grid computed from every row in `Double`, apart from the surface.
  public struct SpotCheck: Sendable, Equatable {
    /// The place in ``LossSurface/values``.
    public var index: Int
    /// The mean loss there.
    public var value: Double
    /// How far the surface is from it, without sign.
    public var error: Double
  }

  /// The mean losses on the grid of u (x) and v (y), and the method as a sentence's part.
  public var surface: LossSurface
  /// Which way was taken.
  public var kind: Kind
  /// The number of points at which all rows were gone over one by one.
  public var evaluations: Int
  /// About how far the surface may be off, in units of the loss, by what interpolation left out;
  /// nil where nothing is left out.
  public var errorEstimate: Double?
  /// Where the surface was compared with every row.
  public var spotChecks: [SpotCheck]
  /// The largest error of the spot checks whose loss is a finite number; nil if there are none.
  public var measuredError: Double? { spotChecks.map(\.error).filter(\.isFinite).max() }
}
