/// Turns cairo's `style` texts into presentation attributes, which a page's content security policy
/// does not block.
enum SVGStyle {
  /// Values that an SVG viewer assumes anyway.
  private static let defaults: Set<String> = [
    "stroke:none", "fill-rule:nonzero", "fill-opacity:1", "stroke-opacity:1",
    "stroke-linecap:butt", "stroke-linejoin:miter",
  ]

  /// Names and values of the properties that say something.
  static func attributes(_ style: ArraySlice<UInt8>) -> [(name: String, value: ArraySlice<UInt8>)] {
    let declarations = style.split(separator: UInt8(ascii: ";")).map(trimmed)
    let texts = Set(declarations.map { String(decoding: $0, as: UTF8.self) })
    return declarations.compactMap { declaration in
      guard !defaults.contains(String(decoding: declaration, as: UTF8.self)),
        let colon = declaration.firstIndex(of: UInt8(ascii: ":"))
      else { return nil }
      let name = String(decoding: declaration[..<colon], as: UTF8.self)
      // Without mitres their limit says nothing.
      if name == "stroke-miterlimit", texts.contains("stroke-linejoin:round") { return nil }
      let value = trimmed(declaration[(colon + 1)...])
      return (name, hexadecimal(value) ?? value)
    }
  }

  /// `rgb(20%,40%,80%)` as `#3366cc`.
  static func hexadecimal(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard value.starts(with: Array("rgb(".utf8)), value.last == UInt8(ascii: ")") else {
      return nil
    }
    let parts = value.dropFirst(4).dropLast().split(separator: UInt8(ascii: ","))
    guard parts.count == 3 else { return nil }
    var bytes: [UInt8] = [UInt8(ascii: "#")]
    for part in parts {
      var index = part.startIndex
      guard part.last == UInt8(ascii: "%"), let percent = Hundredths.parse(part, at: &index),
        index == part.endIndex - 1, (0...10_000).contains(percent)
      else { return nil }
      let level = (percent * 255 + 5000) / 10_000
      bytes += [hexDigit(level / 16), hexDigit(level % 16)]
    }
    return bytes[...]
  }

  private static func hexDigit(_ value: Int) -> UInt8 {
    UInt8(value < 10 ? 48 + value : 87 + value)
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes.drop(while: SVGTag.isSpace)
    while let last = bytes.last, SVGTag.isSpace(last) { bytes.removeLast() }
    return bytes
  }
}
