/// The tags of one template, read before the template engine reads them: what the engine cannot
/// take, or says less clearly, is found here.
struct TemplateTags {
  /// What a tag does, by the sign that it begins with.
  enum Kind: Character {
    case value = " "
    case unescaped = "&"
    case tripled = "{"
    case section = "#"
    case inverted = "^"
    case block = "$"
    case partial = ">"
    /// A partial that is given blocks.
    case parent = "\u{3C}"
    case end = "/"

    /// Whether another template is included.
    var includes: Bool { self == .partial || self == .parent }
    /// Whether an end has to follow.
    var opens: Bool { [.section, .inverted, .block, .parent].contains(self) }
  }
  /// What stands between `{{` and `}}`.
  struct Tag {
    var kind: Kind
    var name: String
    var line: Int
    /// The blocks in which it stands, the outermost first.
    var blocks: [String]

    var text: String { "{{" + (kind == .value ? "" : String(kind.rawValue)) + name + "}}" }
  }
  /// In the order of the text; without comments and ends of sections.
  private(set) var tags: [Tag] = []

  /// Deeper nesting would exhaust the stack of the engine, which takes every level recursively.
  private static let deepest = 50

  private let file: String
  private var line = 1
  private var open: [Tag] = []

  /// - Parameters:
  ///   - text: The template.
  ///   - file: Its name for messages.
  /// - Throws: ``TemplateError`` for the first tag that is not well formed or does not match.
  init(_ text: String, file: String) throws(TemplateError) {
    self.file = file
    var rest = text[...]
    while let start = rest.firstRange(of: "{{") {
      line += rest[..<start.lowerBound].lineEnds
      let body = rest[start.upperBound...]
      guard let end = body.firstRange(of: "}}") else { throw wrong("a tag does not end") }
      let content = body[..<end.lowerBound]
      rest = body[end.upperBound...]
      if content.first == "{", rest.popFirst() != "}" { throw wrong("a tag does not end") }
      if content.first != "!" { try add(content) }
      line += content.lineEnds
    }
    if let section = open.last {
      line = section.line
      throw wrong("\(section.text) has no {{/\(section.name)}}")
    }
  }

  private mutating func add(_ content: Substring) throws(TemplateError) {
    guard !content.contains("{{") else { throw wrong("a tag does not end") }
    guard content.first != "=", content.first != "%" else {
      throw wrong(
        "{{\(content.prefix(1)) is not known here; write values, sections, blocks, partials")
    }
    let sign = content.first.flatMap { $0 == " " ? nil : Kind(rawValue: $0) }
    let name = (sign == nil ? content : content.dropFirst()).withoutBlanks
    let kind = sign ?? .value
    guard !kind.includes || !name.hasPrefix("*") else {
      throw wrong("the name after \(content.prefix(1)) has to be written out")
    }
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_?()*/"
    guard !name.isEmpty, name.allSatisfy(letters.contains) else {
      throw wrong("{{\(content.prefix(40))}} is no name")
    }
    let blocks = open.filter { $0.kind == .block }.map(\.name)
    try add(Tag(kind: kind, name: name, line: line, blocks: blocks))
  }

  private mutating func add(_ tag: Tag) throws(TemplateError) {
    guard tag.kind == .end else {
      tags.append(tag)
      if tag.kind.opens { open.append(tag) }
      guard open.count <= Self.deepest else {
        throw wrong("sections within sections, more than \(Self.deepest) deep")
      }
      return
    }
    guard let section = open.popLast() else { throw wrong("\(tag.text) ends nothing") }
    guard section.name == tag.name else {
      throw wrong("\(tag.text) where {{/\(section.name)}} should stand")
    }
  }

  private func wrong(_ problem: String) -> TemplateError {
    TemplateError(file, line: line, problem)
  }
}

extension Substring {
  /// How many lines end in it.
  var lineEnds: Int { count { $0.isNewline } }

  /// The text without blanks and line ends around it.
  fileprivate var withoutBlanks: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
