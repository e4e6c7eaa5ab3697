/// A constant as Python writes it: what stands in the header of a `.npy` file.
indirect enum PythonLiteral: Equatable {
  case text(String)
  case integer(Int)
  case boolean(Bool)
  case tuple([PythonLiteral])
  case list([PythonLiteral])
  case dictionary([String: PythonLiteral])

  /// The constant that the bytes spell, with blanks around it; nil if they spell none.
  static func parse(_ bytes: [UInt8]) -> PythonLiteral? {
    var reader = Reader(bytes: bytes)
    guard let value = reader.value(depth: 0) else { return nil }
    reader.skipBlanks()
    return reader.isAtEnd ? value : nil
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }
  var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  var tuple: [PythonLiteral]? { if case .tuple(let items) = self { items } else { nil } }
  var list: [PythonLiteral]? { if case .list(let items) = self { items } else { nil } }
  var dictionary: [String: PythonLiteral]? {
    if case .dictionary(let items) = self { items } else { nil }
  }

  /// The integers of a tuple of nothing else, none of them negative.
  var integers: [Int]? {
    guard let items = tuple else { return nil }
    var numbers: [Int] = []
    for item in items {
      guard case .integer(let number) = item else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private struct Reader {
    let bytes: [UInt8]
    var index = 0

    /// As deep as a header's brackets go, and deeper than any that is read.
    static let deepest = 8

    var isAtEnd: Bool { index >= bytes.count }

    mutating func skipBlanks() {
      while index < bytes.count, bytes[index] == 0x20 || (0x09...0x0D).contains(bytes[index]) {
        index += 1
      }
    }

    /// Steps over a sign, and says whether it was there.
    mutating func take(_ sign: Unicode.Scalar) -> Bool {
      skipBlanks()
      guard index < bytes.count, bytes[index] == UInt8(ascii: sign) else { return false }
      index += 1
      return true
    }

    mutating func value(depth: Int) -> PythonLiteral? {
      guard depth < Self.deepest else { return nil }
      skipBlanks()
      guard index < bytes.count else { return nil }
      switch bytes[index] {
      case UInt8(ascii: "'"), UInt8(ascii: "\""): return string().map(PythonLiteral.text)
      case 0x30...0x39: return integer()
      case UInt8(ascii: "("):
        guard let found = items(until: ")", depth: depth) else { return nil }
        // Without a comma, brackets mean nothing.
        return found.hasComma || found.items.isEmpty ? .tuple(found.items) : found.items[0]
      case UInt8(ascii: "["): return items(until: "]", depth: depth).map { .list($0.items) }
      case UInt8(ascii: "{"): return dictionary(depth: depth)
      default: return word()
      }
    }

    private mutating func string() -> String? {
      let quote = bytes[index]
      index += 1
      let start = index
      while index < bytes.count, bytes[index] != quote {
        // Names that need an escape are not those of a column.
        guard bytes[index] != UInt8(ascii: "\\") else { return nil }
        index += 1
      }
      guard index < bytes.count else { return nil }
      index += 1
      return String(validating: bytes[start..<index - 1], as: UTF8.self)
    }

    private mutating func integer() -> PythonLiteral? {
      var number = 0
      while index < bytes.count, bytes[index] &- 0x30 < 10 {
        let tens = number.multipliedReportingOverflow(by: 10)
        let sum = tens.partialValue.addingReportingOverflow(Int(bytes[index]) - 0x30)
        guard !tens.overflow, !sum.overflow else { return nil }
        number = sum.partialValue
        index += 1
      }
      // Python 2 marked long integers.
      if index < bytes.count, bytes[index] == UInt8(ascii: "L") { index += 1 }
      return .integer(number)
    }

    private mutating func word() -> PythonLiteral? {
      for (word, value) in [("True", true), ("False", false)] {
        let end = index + word.utf8.count
        if end <= bytes.count, bytes[index..<end].elementsEqual(word.utf8) {
          index = end
          return .boolean(value)
        }
      }
      return nil
    }

    private mutating func items(
      until end: Unicode.Scalar, depth: Int
    ) -> (items: [PythonLiteral], hasComma: Bool)? {
      index += 1
      var items: [PythonLiteral] = []
      var hasComma = false
      while !take(end) {
        guard items.isEmpty || hasComma, let item = value(depth: depth + 1) else { return nil }
        items.append(item)
        let isFollowed = take(",")
        if !isFollowed { return take(end) ? (items, hasComma) : nil }
        hasComma = true
      }
      return (items, hasComma)
    }

    private mutating func dictionary(depth: Int) -> PythonLiteral? {
      index += 1
      var items: [String: PythonLiteral] = [:]
      while !take("}") {
        guard let key = value(depth: depth + 1)?.text, take(":"),
          let item = value(depth: depth + 1), items.updateValue(item, forKey: key) == nil
        else { return nil }
        if !take(",") { return take("}") ? .dictionary(items) : nil }
      }
      return .dictionary(items)
    }
  }
}
