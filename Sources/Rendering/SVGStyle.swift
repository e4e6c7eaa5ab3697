/// Turns cairo's `style` texts into presentation attributes, which a page's content security policy
/// does not block.
enum SVGStyle {
  /// Values that an SVG viewer assumes anyway.
  private static let defaults: [[UInt8]] = [
    "stroke:none", "fill-rule:nonzero", "fill-opacity:1", "stroke-opacity:1",
    "stroke-linecap:butt", "stroke-linejoin:miter",
  ].map { Array($0.utf8) }
  /// How the canvas marks areas with crisp edges, for which cairo has no word of its own.
  private static let crispMark = Array("fill-rule:evenodd".utf8)
  private static let crispEdges = (
    name: Array("shape-rendering".utf8)[...], value: Array("crispEdges".utf8)[...]
  )
  private static let miterLimit = Array("stroke-miterlimit".utf8)
  private static let roundJoin = Array("stroke-linejoin:round".utf8)
  private static let rgb = Array("rgb(".utf8)

  /// Names and values of the properties that say something.
  static func attributes(
    _ style: ArraySlice<UInt8>
  ) -> [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] {
    let declarations = style.split(separator: UInt8(ascii: ";")).map(trimmed)
    return declarations.compactMap { declaration in
      guard !defaults.contains(where: declaration.elementsEqual),
        let colon = declaration.firstIndex(of: UInt8(ascii: ":"))
      else { return nil }
      if declaration.elementsEqual(crispMark) { return crispEdges }
      let name = declaration[..<colon]
      // Without mitres their limit says nothing.
      if name.elementsEqual(miterLimit), declarations.contains(where: roundJoin.elementsEqual) {
        return nil
      }
      let value = trimmed(declaration[(colon + 1)...])
      return (name, hexadecimal(value) ?? value)
    }
  }

  /// `rgb(20%,40%,80%)` as `#3366cc`.
  static func hexadecimal(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard value.starts(with: rgb), value.last == UInt8(ascii: ")") else { return nil }
    var bytes: [UInt8] = [UInt8(ascii: "#")]
    var index = value.startIndex + 4
    for end in [UInt8(ascii: ","), UInt8(ascii: ","), UInt8(ascii: ")")] {
      guard let percent = Hundredths.parse(value, at: &index), (0...10_000).contains(percent),
        index + 1 < value.endIndex, value[index] == UInt8(ascii: "%"), value[index + 1] == end
      else { return nil }
      let level = (percent * 255 + 5000) / 10_000
      bytes += [hexDigit(level / 16), hexDigit(level % 16)]
      index += 2
    }
    return index == value.endIndex ? bytes[...] : nil
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
