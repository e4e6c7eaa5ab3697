/// Why a surface was not measured.
public enum SurfaceError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was given does not fit together; the text says what and what to do, in lower case and
  /// without a full stop.
  case invalid(String)
  /// The caller asked for it to end.
  case cancelled

  /// The error in one line.
  public var description: String {
    switch self {
    case .invalid(let text): text
    case .cancelled: "the surface was cancelled"
    }
  }
}
