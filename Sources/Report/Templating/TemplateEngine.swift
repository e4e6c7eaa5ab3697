import Mustache
import Synchronization
import Typesetting

/// Fills the templates in, and fails where a template asks for something that there is not.
public struct TemplateEngine: Sendable {
  private let library: MustacheLibrary
  private let files: [String: String]

  /// Reads all templates.
  /// - Parameter files: Texts by path, for example those of `ReportTemplates`.
  /// - Throws: ``TemplateError`` for the first template that cannot be understood.
  public init(files: [String: String]) throws(TemplateError) {
    var library = MustacheLibrary()
    for (path, text) in files.sorted(by: { $0.key < $1.key }) where path.hasSuffix(".mustache") {
      let name = String(path.dropLast(".mustache".count))
      // All values are safe already: they are put in as they are.
      let source = "{{% CONTENT_TYPE:TEXT}}\n" + (try Self.withMathematics(text, path: path))
      do { try library.register(source, named: name) } catch {
        throw TemplateError("template \(path): \(error)")
      }
    }
    self.library = library
    self.files = files
  }

  /// Whether there is a template of that name.
  func has(_ name: String) -> Bool { library.getTemplate(named: name) != nil }

  /// The text of a file that is not a template, such as a style sheet.
  func asset(_ path: String) throws(TemplateError) -> String {
    guard let text = files[path] else { throw TemplateError("template \(path) is missing") }
    return text
  }

  /// Fills a template in.
  /// - Throws: ``TemplateError`` if there is no such template or if it uses an unknown name.
  func render(_ name: String, _ object: TemplateObject) throws(TemplateError) -> SafeHTML {
    let root = Root(object: object)
    guard let text = library.render(root, withTemplate: name) else {
      throw TemplateError("template \(name).mustache is missing")
    }
    if let unknown = root.unknown.first {
      throw TemplateError("template \(name).mustache uses {{\(unknown)}}, which nothing defines")
    }
    return SafeHTML(rendered: Self.output(text))
  }

  /// The template with MathML in the place of `\(...\)` and `\[...\]`.
  private static func withMathematics(_ text: String, path: String) throws(TemplateError) -> String
  {
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "\\(") ?? rest.firstRange(of: "\\[") {
      let inline = rest.firstRange(of: "\\(")
      let open = rest.firstRange(of: "\\[").map { min($0.lowerBound, start.lowerBound) }
      let from = open ?? start.lowerBound
      let display = inline.map { $0.lowerBound != from } ?? true
      let body = rest[rest.index(from, offsetBy: 2)...]
      guard let end = body.firstRange(of: display ? "\\]" : "\\)") else {
        throw TemplateError("template \(path): a formula does not end")
      }
      result += rest[..<from]
      result += try mathematics(String(body[..<end.lowerBound]), display: display, path: path)
      rest = body[end.upperBound...]
    }
    return result + rest
  }

  private static func mathematics(
    _ tex: String, display: Bool, path: String
  ) throws(TemplateError) -> String {
    let text: String
    do { text = SafeHTML.math(try Math(tex: tex), display: display).text } catch {
      throw TemplateError("template \(path): \(error)")
    }
    guard !text.contains("{{"), !text.contains("}}") else {
      throw TemplateError("template \(path): put a space between the braces of \(tex)")
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
