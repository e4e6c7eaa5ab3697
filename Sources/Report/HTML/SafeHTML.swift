import Plotting
import Rendering
import Typesetting

/// Text that may stand in a page as it is.
///
/// Only what is in this file can make one, so no value reaches a page unescaped.
public struct SafeHTML: Sendable, Hashable {
  /// The markup.
  let text: String

  private init(trusted text: String) { self.text = text }

  /// Text of any origin: what has a meaning in HTML is escaped, in element content and attributes.
  ///
  /// It works on bytes: a combining mark after a "<" makes one Swift character of the two.
  init(escaping text: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      case UInt8(ascii: "'"): bytes += "&#39;".utf8
      case 0x09, 0x0A, 0x20...: bytes.append(byte)
      // Other control characters are not allowed in a page, not even escaped.
      default: bytes += "\u{FFFD}".utf8
      }
    }
    self.init(trusted: String(decoding: bytes, as: UTF8.self))
  }

  /// Nothing.
  static let empty = SafeHTML(trusted: "")

  /// An element around content that is safe already; its names are literals of this program.
  static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ content: Self
  ) -> SafeHTML {
    let list = attributes.map { " \($0.key)=\"\(SafeHTML(escaping: $0.value).text)\"" }.joined()
    return SafeHTML(trusted: "<\(name)\(list)>\(content.text)</\(name)>")
  }

  /// Several pieces, one after the other.
  static func joined(_ parts: [SafeHTML], separator: SafeHTML = .empty) -> SafeHTML {
    SafeHTML(trusted: parts.map(\.text).joined(separator: separator.text))
  }

  /// A formula as MathML.
  static func math(_ formula: Math, display: Bool) -> SafeHTML {
    SafeHTML(trusted: formula.mathML(display: display))
  }

  /// A scene as an inline picture with its title; its description is the caption that follows it.
  static func picture(_ scene: Scene, id: String, renderer: SceneRenderer) throws -> SafeHTML {
    var scene = scene
    scene.description = ""
    return SafeHTML(trusted: try renderer.inlineSVG(scene, id: id, literalColors: false))
  }

  /// A PNG file as a picture within the page, shown in one theme only.
  static func image(_ png: [UInt8], theme: ThemeName, size: Size, description: String) -> SafeHTML {
    let text = SafeHTML(escaping: description).text
    return SafeHTML(
      trusted: "<img class=\"\(theme.rawValue)\" alt=\"\(text)\" width=\"\(Int(size.width))\""
        + " height=\"\(Int(size.height))\""
        + " src=\"data:image/png;base64,\(Base64.text(of: png))\">")
  }

  /// A style sheet or a script of this program; nil if it would end the element that it stands in.
  init?(asset text: String) {
    guard !text.contains("</") else { return nil }
    self.init(trusted: text)
  }

  /// The same without blanks and line ends around it.
  var trimmed: SafeHTML {
    let bytes = text.utf8.drop { $0 == 0x20 || $0 == 0x0A }
    let end = bytes.lastIndex { $0 != 0x20 && $0 != 0x0A }.map { bytes.index(after: $0) }
    return SafeHTML(trusted: String(bytes[..<(end ?? bytes.startIndex)]) ?? "")
  }

  /// What a template made of values that were all safe.
  init(rendered: TemplateOutput) { self.init(trusted: rendered.text) }
}
