import Plotting

/// Turns the SVG that cairo writes into a file that can be published: ids that no other figure has
/// and that do not depend on what was drawn before, no `style` attributes, short numbers, and a
/// title, description and recipe for people and tools that cannot see the picture.
struct SVGFinisher {
  private let title, description: String
  private let recipe: [String]
  private var output: [UInt8] = []
  /// Numbers of cairo's ids in the order of their first mention.
  private var numbers: [ArraySlice<UInt8>: Int] = [:]
  /// Where the hash has to be filled in.
  private var saltPositions: [Int] = []
  /// Data of paths that are held back, since the next may look the same, and how they look.
  private var paths: [ArraySlice<UInt8>] = []
  private var look: ArraySlice<UInt8> = []

  private static let d = Array("d".utf8)[...]
  private static let href = Array("href".utf8)
  private static let nonzero = Array("nonzero".utf8)
  private static let reference = Array("url(#".utf8)

  init(scene: Scene, recipe: Recipe) {
    title = scene.title
    description = scene.description
    self.recipe = recipe.lines
  }

  /// The finished file.
  /// - Throws: ``RenderingError`` when the bytes are not what cairo writes.
  consuming func finish(_ bytes: [UInt8]) throws(RenderingError) -> [UInt8] {
    output.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      guard let end = rest[start...].firstIndex(of: UInt8(ascii: ">")) else {
        throw RenderingError("cairo wrote an SVG file with an open tag")
      }
      write(try SVGTag(rest[(start + 1)..<end]))
      rest = rest[(end + 1)...]
    }
    flushPaths()
    fillInSalt()
    return output
  }

  private mutating func write(_ tag: SVGTag) {
    if tag.kind == .empty, tag.name == "path", let look = look(of: tag) {
      return add(tag, look)
    }
    flushPaths()
    switch tag.kind {
    case .declaration: append("<?")
    case .close: append("</")
    case .open, .empty: append("<")
    }
    append(tag.name)
    for (name, value) in tag.attributes { write(name, value) }
    let isRoot = tag.kind == .open && tag.name == "svg"
    if isRoot { writeLabelling() }
    switch tag.kind {
    case .declaration: append("?>\n")
    case .empty: append("/>\n")
    case .open, .close: append(">\n")
    }
    if isRoot { writeDescription() }
  }

  private mutating func write(_ name: String, _ value: ArraySlice<UInt8>) {
    switch name {
    case "style":
      for (property, text) in SVGStyle.attributes(value) { writePlain(property, text) }
    case "id":
      append(" id=\"")
      writeID(value)
      append("\"")
    case "d": writePlain(Self.d, SVGPathData.shortened(value).map { $0[...] } ?? value)
    case "clip-rule" where value.elementsEqual(Self.nonzero): break
    default: writePlain(Array(name.utf8)[...], value)
    }
  }

  private mutating func writePlain(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) {
    output.append(UInt8(ascii: " "))
    output += name
    append("=\"")
    if value.starts(with: Self.reference), value.last == UInt8(ascii: ")") {
      append("url(#")
      writeID(value.dropFirst(5).dropLast())
      append(")")
    } else if value.first == UInt8(ascii: "#"), name.suffix(4).elementsEqual(Self.href) {
      append("#")
      writeID(value.dropFirst())
    } else {
      output += value
    }
    append("\"")
  }

  // MARK: Paths that look alike

  /// The style of a path that has no other attribute than its data, in which case neighbours of the
  /// same look may share a group: colours and lines are inherited.
  private func look(of tag: SVGTag) -> ArraySlice<UInt8>? {
    var style: ArraySlice<UInt8>?
    for (name, value) in tag.attributes {
      switch name {
      case "style" where !value.contains(UInt8(ascii: "#")): style = value
      case "d": break
      default: return nil
      }
    }
    return style
  }

  private mutating func add(_ tag: SVGTag, _ look: ArraySlice<UInt8>) {
    if look != self.look { flushPaths() }
    self.look = look
    for (name, value) in tag.attributes where name == "d" {
      paths.append(SVGPathData.shortened(value).map { $0[...] } ?? value)
    }
  }

  /// Writes the paths that are held back.
  private mutating func flushPaths() {
    guard !paths.isEmpty else { return }
    let isGroup = paths.count > 1
    append(isGroup ? "<g" : "<path")
    for (property, text) in SVGStyle.attributes(look) { writePlain(property, text) }
    if isGroup { append(">\n") }
    for data in paths {
      if isGroup { append("<path") }
      writePlain(Self.d, data)
      append("/>\n")
    }
    if isGroup { append("</g>\n") }
    paths = []
  }

  private mutating func writeID(_ id: ArraySlice<UInt8>) {
    let number = numbers[id] ?? numbers.count
    numbers[id] = number
    writeSalted("g", suffix: "-\(number)")
  }

  private mutating func writeLabelling() {
    append(" role=\"img\" aria-labelledby=\"")
    writeSalted("t")
    if !description.isEmpty {
      append(" ")
      writeSalted("d")
    }
    append("\"")
  }

  private mutating func writeDescription() {
    append("<title id=\"")
    writeSalted("t")
    append("\">\(PlainText.escaped(title))</title>\n")
    if !description.isEmpty {
      append("<desc id=\"")
      writeSalted("d")
      append("\">\(PlainText.escaped(description))</desc>\n")
    }
    if !recipe.isEmpty {
      let lines = recipe.map(PlainText.escaped).joined(separator: "\n")
      append("<metadata>\n\(lines)\n</metadata>\n")
    }
  }

  /// Writes an id with room for the hash, which is known only at the end.
  private mutating func writeSalted(_ prefix: String, suffix: String = "") {
    append(prefix)
    saltPositions.append(output.count)
    append("00000000\(suffix)")
  }

  private mutating func fillInSalt() {
    let salt = Array(ContentHash.text(of: output).utf8)
    for position in saltPositions {
      output.replaceSubrange(position..<(position + salt.count), with: salt)
    }
  }

  private mutating func append(_ text: String) { output += text.utf8 }
}
