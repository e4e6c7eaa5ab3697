/// A kind of image file.
public enum ImageFormat: String, Sendable, CaseIterable { case png, svg, pdf }

/// The name of a set of colours: ink on white paper, or pale ink on nearly black paper.
public enum ThemeName: String, Sendable, CaseIterable { case light, dark }

/// What is written into a file's metadata beside its title and description.
public struct Recipe: Sendable, Equatable {
  /// Names and values, for example ("data", "points.csv sha256:..."), in a fixed order.
  public var entries: [(String, String)]
  /// What is written, in the order given.
  public init(_ entries: [(String, String)]) { self.entries = entries }
  /// Whether both have the same names and values in the same order.
  public static func == (left: Recipe, right: Recipe) -> Bool {
    left.entries.map(\.0) == right.entries.map(\.0)
      && left.entries.map(\.1) == right.entries.map(\.1)
  }
}

/// Why a picture could not be made.
public struct RenderingError: Error, Equatable, CustomStringConvertible {
  /// The reason in one line.
  public var description: String
  /// Whether a picture of that size was asked for that none can have: no defect of the program.
  public var isBeyondLimits: Bool
  /// A defect of the program or of a library unless told otherwise.
  init(_ description: String, isBeyondLimits: Bool = false) {
    self.description = description
    self.isBeyondLimits = isBeyondLimits
  }
}
