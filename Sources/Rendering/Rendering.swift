/// A kind of image file.
public enum ImageFormat: String, Sendable, CaseIterable { case png, svg, pdf }

/// Light or dark.
public enum ThemeName: String, Sendable, CaseIterable { case light, dark }

/// What is written into a file's metadata beside its title and description.
public struct Recipe: Sendable, Equatable {
  /// Names and values, for example ("data", "points.csv sha256:..."), in a fixed order.
  public var entries: [(String, String)]
  public init(_ entries: [(String, String)]) { self.entries = entries }
  public static func == (left: Recipe, right: Recipe) -> Bool {
    left.entries.map(\.0) == right.entries.map(\.0)
      && left.entries.map(\.1) == right.entries.map(\.1)
  }
}

/// Why a picture could not be made.
public struct RenderingError: Error, Equatable, CustomStringConvertible {
  public var description: String
  /// Whether a picture of that size was asked for that none can have: no defect of the program.
  public var isBeyondLimits: Bool
  init(_ description: String, isBeyondLimits: Bool = false) {
    self.description = description
    self.isBeyondLimits = isBeyondLimits
  }
}
