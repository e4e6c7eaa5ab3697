/// One tag of an XML file as cairo writes it: attributes in double quotes, no comments, no CDATA.
struct SVGTag: Equatable {
  enum Kind: Equatable { case open, close, empty, declaration }
  var kind: Kind
  var name: String
  var attributes: [(name: String, value: ArraySlice<UInt8>)]

  static func == (left: SVGTag, right: SVGTag) -> Bool {
    left.kind == right.kind && left.name == right.name
      && left.attributes.elementsEqual(right.attributes) {
        $0.name == $1.name && $0.value == $1.value
      }
  }

  /// Reads the bytes between the angle brackets.
  /// - Throws: ``RenderingError`` when an attribute has no quoted value.
  init(_ content: ArraySlice<UInt8>) throws(RenderingError) {
    var content = content
    kind = .open
    if content.first == UInt8(ascii: "/") {
      kind = .close
      content = content.dropFirst()
    } else if content.first == UInt8(ascii: "?") {
      kind = .declaration
      content = content.dropFirst().dropLast()
    } else if content.last == UInt8(ascii: "/") {
      kind = .empty
      content = content.dropLast()
    }
    let nameEnd = content.firstIndex(where: Self.isSpace) ?? content.endIndex
    name = String(decoding: content[..<nameEnd], as: UTF8.self)
    attributes = []
    var rest = content[nameEnd...].drop(while: Self.isSpace)
    while !rest.isEmpty {
      guard let equals = rest.firstIndex(of: UInt8(ascii: "=")), rest.endIndex - equals > 2,
        rest[equals + 1] == UInt8(ascii: "\""),
        let end = rest[(equals + 2)...].firstIndex(of: UInt8(ascii: "\""))
      else { throw RenderingError("cairo wrote an SVG tag that cannot be read: \(name)") }
      attributes.append(
        (String(decoding: rest[..<equals], as: UTF8.self), rest[(equals + 2)..<end]))
      rest = rest[(end + 1)...].drop(while: Self.isSpace)
    }
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x9...0xd).contains(byte) }
}
