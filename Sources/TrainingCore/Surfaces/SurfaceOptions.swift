/// How a surface is to be measured; everything has a default that fits.
public struct SurfaceOptions: Sendable {
  /// Which way is taken.
  public enum Choice: Sendable, Equatable {
    /// The cheapest one that the formulas' structure allows.
    case automatic
    /// Every row at every point: the independent check of all other ways.
    case bruteForce
    /// Interpolation between Chebyshev points, if the function has no kinks.
    case spectral
  }
  /// The numbers that a network is computed in; formulas are always computed in `Double`.
  public enum Precision: String, Sendable {
    /// Enough for a figure, and twice as fast or more.
    case float32
    /// The default.
    case float64
  }

  /// Which way is taken.
  public var choice: Choice
  /// The numbers that a network is computed in.
  public var precision: Precision
  /// The largest error of an interpolated surface, as a share of its range; nil for 1e-8, and 1e-6
  /// in `float32`, whose rounding is not far below.
  public var tolerance: Double?
  /// At how many points of the grid, drawn by the seed, an interpolated surface is compared with
  /// every row in `Double`; closed forms only where ``checksClosedForms`` says so.
  public var spotChecks: Int
  /// Whether closed forms are compared at these points as well, which may take longer than they do.
  public var checksClosedForms: Bool
  /// Where the choice of these points starts from.
  public var seed: UInt64
  /// The number of threads; nil for one on each core. The result does not depend on it.
  public var threads: Int?
  /// Called with the share of the work that is done, from any thread, for what takes more than a
  /// second, and at most about ten times a second.
  public var progress: (@Sendable (Double) -> Void)?
  /// Asked every now and then, from any thread, whether to stop.
  public var isCancelled: @Sendable () -> Bool

  /// The defaults, apart from what is given. A cancelled task stops by itself.
  public init(
    choice: Choice = .automatic, precision: Precision = .float64, tolerance: Double? = nil,
    spotChecks: Int = 8, checksClosedForms: Bool = false, seed: UInt64 = 0, threads: Int? = nil,
    progress: (@Sendable (Double) -> Void)? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { Task.isCancelled }
  ) {
    self.choice = choice
    self.precision = precision
    self.tolerance = tolerance
    self.spotChecks = spotChecks
    self.checksClosedForms = checksClosedForms
    self.seed = seed
    self.threads = threads
    self.progress = progress
    self.isCancelled = isCancelled
  }

  /// The tolerance in force.
  var relativeTolerance: Double { tolerance ?? (precision == .float32 ? 1e-6 : 1e-8) }
}
