/// One of the faces a text is set in; which font file stands behind it is the typesetter's affair.
public enum Face: Sendable, Hashable {
  /// Words and numbers.
  case regular
  /// Titles.
  case semibold
  /// Variables, operators, Greek letters: a font with a MATH table.
  case math
  /// The last resort among the required fonts for characters that the others lack.
  case fallback
  /// Another font that happens to be installed, by its family, for what the required fonts lack.
  case installed(String)

  /// The faces whose fonts every machine must have.
  public static let required: [Face] = [.regular, .semibold, .math, .fallback]
}

extension Face: Codable {
  private static let installedMark = "installed:"

  private var name: String {
    switch self {
    case .regular: "regular"
    case .semibold: "semibold"
    case .math: "math"
    case .fallback: "fallback"
    case .installed(let family): Self.installedMark + family
    }
  }

  /// Reads a face from its name.
  /// - Throws: `DecodingError` when the name is none of a face.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    if let face = Self.required.first(where: { $0.name == name }) {
      self = face
    } else if name.hasPrefix(Self.installedMark) {
      self = .installed(String(name.dropFirst(Self.installedMark.count)))
    } else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(name)\" is no face")
    }
  }

  /// Writes the face's name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
