/// What is wrong with what the user gave us, where, and what to do about it.
public struct InputError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What went wrong, by the exit code that belongs to it.
  public enum Kind: Int32, Sendable {
    /// The question itself is wrong: an option, a formula, a name.
    case usage = 64
    /// The data were read, but cannot be used.
    case badData = 65
    /// There is no such file, or it cannot be read.
    case notFound = 66
  }
  /// Which exit code belongs to it.
  public var kind: Kind
  /// The file as the user named it; nil if the fault is in no file.
  public var file: String?
  /// The line, counted from 1; nil if the fault is in none.
  public var line: Int?
  /// The place in the line in characters, counted from 1; nil if the fault is in the whole line.
  public var column: Int?
  /// What is wrong, in lower case and without a full stop.
  public var problem: String
  /// What to do about it; may be empty.
  public var advice: String
  /// A formula and, on a second line, a `^` under the mistake; nil where no formula is at fault.
  /// Not part of the description, which is one line.
  public var excerpt: String?

  /// An error without excerpt; of the place give as much as is known.
  public init(
    _ kind: Kind, file: String? = nil, line: Int? = nil, column: Int? = nil, _ problem: String,
    advice: String = ""
  ) {
    self.kind = kind
    self.file = file
    self.line = line
    self.column = column
    self.problem = problem
    self.advice = advice
  }

  /// The exit code of the process.
  public var exitCode: Int32 { kind.rawValue }

  /// `FILE:LINE:COLUMN: what is wrong; what to do`, with the parts that are known.
  public var description: String {
    var place = file.map { Printable.text($0) } ?? ""
    for number in [line, column] {
      guard let number else { break }
      place += place.isEmpty ? "\(number)" : ":\(number)"
    }
    let text = advice.isEmpty ? problem : "\(problem); \(advice)"
    return place.isEmpty ? text : "\(place): \(text)"
  }
}

/// Foreign text made fit for a message of one line.
public enum Printable {
  /// The text with U+FFFD for control characters and direction marks, cut after `limit` Unicode
  /// scalars.
  public static func text(_ text: String, limit: Int = 300) -> String {
    var result = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars {
      count += 1
      if count > limit { return String(result) + "\u{2026}" }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
        result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// A short piece of a field or a name in quotation marks.
  static func quoted(_ text: String) -> String {
    let start = text.unicodeScalars.prefix(40)
    let cut = start.endIndex < text.unicodeScalars.endIndex ? "\u{2026}" : ""
    return "\"\(Self.text(String(start)))\(cut)\""
  }

  /// A name to be copied: in quotation marks if its ends could not be seen otherwise.
  static func name(_ name: String) -> String {
    isOdd(name) ? "\"\(text(name))\"" : text(name)
  }

  /// Names with commas between them, up to twelve and about a line's length, but at least one.
  static func list(_ names: [String]) -> String {
    var shown: [String] = []
    var length = 0
    for name in names.prefix(12) {
      let next = isOdd(name) || name.utf8.count > 40 ? quoted(name) : text(name)
      length += next.unicodeScalars.count + 2
      guard shown.isEmpty || length <= 120 else { break }
      shown.append(next)
    }
    let rest = names.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  private static func isOdd(_ name: String) -> Bool {
    name.isEmpty
      || name.unicodeScalars.contains {
        $0.value <= 0x20 || $0 == "," || $0 == "\"" || $0.properties.isWhitespace
      }
  }
}
