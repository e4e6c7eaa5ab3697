/// What a label says: words and mathematics, not yet measured.
///
/// A string literal is words with mathematics between dollar signs, in a small subset of TeX:
/// `"stops on $m\\bar x + b = \\bar y$"`. Text that comes from data must use ``init(verbatim:)``,
/// which gives no character a meaning.
public struct Label: Sendable, Hashable, Codable, ExpressibleByStringLiteral {
  /// A stretch of words or of mathematics.
  public enum Part: Sendable, Hashable, Codable {
    /// Words, in which no character means anything.
    case words(String)
    /// Mathematics as TeX source; see `Math`.
    case math(String)
  }
  /// The stretches in reading order.
  public var parts: [Part]

  /// A label of the given stretches.
  public init(parts: [Part]) { self.parts = parts }

  /// A label of words alone: no dollar sign or backslash means anything in it.
  public init(verbatim text: String) { parts = [.words(text)] }

  /// A label of mathematics alone.
  public init(tex: String) { parts = [.math(tex)] }

  /// A label from a literal with mathematics between dollar signs.
  public init(stringLiteral text: String) { self.init(markup: text) }

  /// Words with `$mathematics$` between them, for text that the program itself composes.
  public init(markup text: String) {
    parts = text.split(separator: "$", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.element.isEmpty }
      .map { $0.offset.isMultiple(of: 2) ? .words(String($0.element)) : .math(String($0.element)) }
  }

  /// The label as it is said: formulas as ``Math/plainText``, or as their source if it is broken.
  public var plainText: String {
    parts.map { part in
      let (math, words) = part.read
      return math?.plainText ?? words
    }.joined()
  }

  /// The words as one text, if the label holds nothing else.
  var wordsAlone: String? {
    var text = ""
    for part in parts {
      guard case .words(let words) = part else { return nil }
      text += words
    }
    return text
  }

  /// How long the label is in UTF-8 bytes.
  var byteCount: Int {
    parts.reduce(0) { count, part in
      switch part {
      case .words(let text), .math(let text): count + text.utf8.count
      }
    }
  }

  /// One label after the other.
  public static func + (left: Label, right: Label) -> Label {
    Label(parts: left.parts + right.parts)
  }
}

extension Label.Part {
  /// The formula, or the words to show: also the source of a formula that cannot be read.
  var read: (math: Math?, words: String) {
    switch self {
    case .words(let words): (nil, words)
    case .math(let tex): (try? Math(tex: tex), tex)
    }
  }
}
