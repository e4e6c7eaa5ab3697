import Mustache
import Synchronization
import Typesetting

/// Fills the templates in, and fails where a template asks for something that there is not.
public struct TemplateEngine: Sendable {
  private let library: MustacheLibrary
  private let files: [String: String]
  private let origins: [String: String]
  private let tags: [String: TemplateTags]

  /// Reads all templates.
  /// - Parameters:
  ///   - files: Texts by path, for example those of `ReportTemplates`.
  ///   - origins: Where a user's own files lie, by the same paths; for messages.
  /// - Throws: ``TemplateError`` for the first template that cannot be understood.
  public init(
    files: [String: String], origins: [String: String] = [:]
  ) throws(TemplateError) {
    var library = MustacheLibrary()
    var tags: [String: TemplateTags] = [:]
    for (path, text) in files.sorted(by: { $0.key < $1.key }) where path.hasSuffix(Self.ending) {
      let name = String(path.dropLast(Self.ending.count))
      let file = Self.file(path, origins)
      let source = try Self.withMathematics(text, file: file)
      tags[name] = try TemplateTags(source, file: file)
      // All values are safe already: they are put in as they are.
      do { try library.register("{{% CONTENT_TYPE:TEXT}}\n" + source, named: name) } catch {
        throw Self.readable(error, file: file)
      }
    }
    self.library = library
    self.files = files
    self.origins = origins
    self.tags = tags
    try checkPartials()
  }

  private static let ending = ".mustache"

  /// A template's file as the user knows it.
  private static func file(_ path: String, _ origins: [String: String]) -> String {
    origins[path] ?? "template \(path)"
  }

  private func file(of name: String) -> String { Self.file(name + Self.ending, origins) }

  /// The engine leaves a missing partial out without a word, and follows a circle of them until the
  /// stack is full.
  private func checkPartials() throws(TemplateError) {
    for (name, own) in tags.sorted(by: { $0.key < $1.key }) {
      for tag in own.tags where tag.kind.includes {
        guard tags[tag.name] == nil else { continue }
        throw TemplateError(
          file(of: name), line: tag.line, "there is no template \"\(tag.name)\"")
      }
    }
    var circles = TemplateCircles(tags)
    let circle = circles.first()
    // What the user changed is more likely to be wrong than what was there.
    let own = circle.last { origins[$0.template + Self.ending] != nil }
    guard let use = own ?? circle.last else { return }
    throw TemplateError(
      file(of: use.template), line: use.tag.line,
      "\(use.tag.text) makes a circle: \(use.way.joined(separator: ", "))")
  }

  /// An error of the engine, which counts the line that was put in front.
  private static func readable(_ error: any Error, file: String) -> TemplateError {
    guard let error = error as? MustacheTemplate.ParserError else {
      return TemplateError(file, "\(error)")
    }
    let problem =
      switch error.error {
      case MustacheTemplate.Error.illegalTokenInsideInheritSection,
        MustacheTemplate.Error.textInsideInheritSection:
        "between {{<name}} and {{/name}} only blocks may stand, such as {{$block}}{{/block}}"
      case MustacheTemplate.Error.transformAppliedToInheritanceSection:
        "the name of a block has no brackets"
      default: "a tag is not well formed"
      }
    return TemplateError(file, line: max(1, error.context.lineNumber - 1), problem)
  }

  /// The text of a file that is not a template, such as a style sheet.
  func asset(_ path: String) throws(TemplateError) -> String {
    guard let text = files[path] else {
      throw TemplateError(Self.file(path, origins), "is missing")
    }
    return text
  }

  /// Fills a template in.
  /// - Throws: ``TemplateError`` if there is no such template or if it uses an unknown name.
  func render(_ name: String, _ object: TemplateObject) throws(TemplateError) -> SafeHTML {
    let root = Root(object: object)
    guard let text = library.render(root, withTemplate: name) else {
      throw TemplateError(file(of: name), "is missing")
    }
    if let unknown = root.unknown.first {
      let (template, line) = place(of: unknown, from: name)
      throw TemplateError(
        file(of: template), line: line, "uses {{\(unknown)}}, which nothing defines")
    }
    return SafeHTML(rendered: Self.output(text))
  }

  /// Where a template, or one that it includes, asks for a name first.
  private func place(of name: String, from template: String) -> (template: String, line: Int?) {
    var seen: Set<String> = []
    var next = [template]
    while !next.isEmpty {
      let template = next.removeFirst()
      guard seen.insert(template).inserted, let own = tags[template]?.tags else { continue }
      if let tag = own.first(where: { $0.name.split(separator: ".").first == name[...] }) {
        return (template, tag.line)
      }
      next += own.filter(\.kind.includes).map(\.name)
    }
    return (template, nil)
  }

  /// The template with MathML in the place of `\(...\)` and `\[...\]`.
  private static func withMathematics(_ text: String, file: String) throws(TemplateError) -> String
  {
    var result = ""
    var line = 1
    var rest = text[...]
    while let start = rest.firstRange(of: "\\(") ?? rest.firstRange(of: "\\[") {
      let inline = rest.firstRange(of: "\\(")
      let open = rest.firstRange(of: "\\[").map { min($0.lowerBound, start.lowerBound) }
      let from = open ?? start.lowerBound
      let display = inline.map { $0.lowerBound != from } ?? true
      let body = rest[rest.index(from, offsetBy: 2)...]
      guard let end = body.firstRange(of: display ? "\\]" : "\\)") else {
        throw TemplateError(file, line: line + rest[..<from].lineEnds, "a formula does not end")
      }
      let tex = body[..<end.lowerBound]
      result += rest[..<from]
      line += rest[..<from].lineEnds
      result += try mathematics(String(tex), display: display, file: file, line: line)
      // What follows keeps its line.
      result += String(repeating: "\n", count: tex.lineEnds)
      line += tex.lineEnds
      rest = body[end.upperBound...]
    }
    return result + rest
  }

  private static func mathematics(
    _ tex: String, display: Bool, file: String, line: Int
  ) throws(TemplateError) -> String {
    let text: String
    do { text = SafeHTML.math(try Math(tex: tex), display: display).text } catch {
      throw TemplateError(file, line: line, "\(error)")
    }
    guard !text.contains("{{"), !text.contains("}}") else {
      throw TemplateError(file, line: line, "put a space between the braces of \(tex)")
    }
    return text
  }
}

/// The outermost values, which are asked last: what they do not have, nobody has.
private struct Root: MustacheParent {
  let object: TemplateObject
  let unknown = Names()

  func child(named name: String) -> Any? {
    let value = Inner(object: object).child(named: name)
    if value == nil { unknown.insert(name) }
    return value
  }
}

/// Names that nobody knew. A class, because a template asks a value that it cannot change.
private final class Names: Sendable {
  private let names = Mutex<Set<String>>([])
  func insert(_ name: String) { names.withLock { _ = $0.insert(name) } }
  var first: String? { names.withLock { $0.min() } }
}

/// Values as the template engine asks for them.
private struct Inner: MustacheParent {
  let object: TemplateObject

  func child(named name: String) -> Any? {
    switch object.values[name] {
    case nil: nil
    case .html(let html): SafeText(renderText: html.text)
    case .flag(let flag): flag
    case .list(let list): list.map(Inner.init)
    case .object(let object): Inner(object: object)
    }
  }
}

/// Safe text as the template engine wants it.
private struct SafeText: MustacheCustomRenderable {
  let renderText: String
  var isNull: Bool { renderText.isEmpty }
}
