/// A file that a run writes: where it goes and what is in it.
public struct OutputFile: Sendable, Equatable {
  /// Relative to the output folder, with "/" between its parts; never with "..".
  public var path: String
  /// The whole content.
  public var bytes: [UInt8]

  /// A file of any kind.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// A text file in UTF-8.
  public init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}

/// Why output could not be written.
public struct OutputError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What went wrong, by the exit code that belongs to it.
  public enum Kind: Int32, Sendable {
    /// The folder or a file in it cannot be created.
    case cannotCreate = 73
    /// Writing failed half way, for example because the disk is full.
    case writeFailed = 74
  }
  /// Which exit code belongs to it.
  public var kind: Kind
  /// One line in lower case that names the file.
  public var description: String

  /// An error with its line of text.
  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// The exit code of the process.
  public var exitCode: Int32 { kind.rawValue }
}
