/// Cuts a formula's text into tokens, byte by byte.
///
/// Works on UTF-8 because a `Character` may join a CRLF, or a combining mark to an operator.
struct Tokenizer {
  private let text: String
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  /// All tokens of the text, the last one being `.end`.
  mutating func tokens() throws(FormulaError) -> [Token] {
    var result: [Token] = []
    while true {
      skipBlanks()
      let start = position
      let kind = try next()
      result.append(Token(kind: kind, start: start, end: position))
      if kind == .end { return result }
    }
  }

  private func byte(at offset: Int) -> UInt8 {
    offset < bytes.count ? bytes[offset] : 0
  }

  private mutating func skipBlanks() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func next() throws(FormulaError) -> Token.Kind {
    guard position < bytes.count else { return .end }
    let first = bytes[position]
    if isDigit(first) || (first == UInt8(ascii: ".") && isDigit(byte(at: position + 1))) {
      return try number()
    }
    if first == UInt8(ascii: "`") { return try quotedName() }
    if let symbol = try symbol() { return .symbol(symbol) }
    return try name()
  }

  // MARK: Numbers

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private mutating func skipDigits() {
    while isDigit(byte(at: position)) { position += 1 }
  }

  private mutating func number() throws(FormulaError) -> Token.Kind {
    let start = position
    skipDigits()
    if byte(at: position) == UInt8(ascii: ".") {
      position += 1
      skipDigits()
    }
    if byte(at: position) | 0x20 == UInt8(ascii: "e") {
      let sign = byte(at: position + 1)
      let signed = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
      let digits = position + (signed ? 2 : 1)
      // Without digits the `e` is a name: "2e" then is a missing operator, not a bad number.
      if isDigit(byte(at: digits)) {
        position = digits
        skipDigits()
      }
    }
    // Foundation-free `Double` wants a digit after the point, which people leave out.
    var spelled = String(decoding: bytes[start..<position], as: UTF8.self)
    if spelled.hasSuffix(".") { spelled += "0" }
    guard let value = Double(spelled) ?? Double(spelled.replacingPointBeforeExponent) else {
      throw error(at: start, "this is not a number; write it as 1.5 or 1e-3")
    }
    guard value.isFinite else {
      throw error(at: start, "this number is too large; write one below 1.8e308")
    }
    return .number(value)
  }

  // MARK: Symbols

  private mutating func symbol() throws(FormulaError) -> String? {
    let first = bytes[position]
    let second = byte(at: position + 1)
    switch first {
    case UInt8(ascii: "*") where second == first:
      position += 2
      return "^"
    case UInt8(ascii: "<"), UInt8(ascii: ">"):
      let sign = first == UInt8(ascii: "<") ? "<" : ">"
      position += second == UInt8(ascii: "=") ? 2 : 1
      return second == UInt8(ascii: "=") ? sign + "=" : sign
    case UInt8(ascii: "="):
      let advice =
        second == first
        ? "== is not known; compare with <, <=, > or >= inside where(...)"
        : "= is not part of a formula; write only its right-hand side"
      throw error(at: position, advice)
    default:
      let known = "+-*/^(),".utf8
      guard known.contains(first) else { return nil }
      position += 1
      return String(UnicodeScalar(first))
    }
  }

  // MARK: Names

  private mutating func quotedName() throws(FormulaError) -> Token.Kind {
    let start = position
    let quote = UInt8(ascii: "`")
    var name: [UInt8] = []
    position += 1
    while position < bytes.count {
      if bytes[position] == quote {
        position += 1
        // A doubled back quote stands for one, as in CSV.
        guard byte(at: position) == quote else {
          guard !name.isEmpty else {
            throw error(at: start, "this name is empty; write a column's name between the ` signs")
          }
          return .quotedName(String(decoding: name, as: UTF8.self))
        }
      }
      name.append(bytes[position])
      position += 1
    }
    throw error(at: start, "this name is never closed; add a ` after it")
  }

  private mutating func name() throws(FormulaError) -> Token.Kind {
    let start = position
    let rest = text.unicodeScalars[text.utf8.index(text.startIndex, offsetBy: start)...]
    var name = String.UnicodeScalarView()
    for scalar in rest {
      guard scalar.isNamePart, !name.isEmpty || scalar.isNameStart else { break }
      name.append(scalar)
    }
    guard !name.isEmpty else { throw error(at: start, unexpected(rest.first)) }
    position += String(name).utf8.count
    return .name(String(name))
  }

  private func unexpected(_ scalar: Unicode.Scalar?) -> String {
    let advice = [
      "\u{2212}": "write -", "\u{2013}": "write -", "\u{00D7}": "write *", "\u{00B7}": "write *",
      "\u{22C5}": "write *", "\u{00F7}": "write /", "\u{00B2}": "write ^2", "\u{00B3}": "write ^3",
      "\u{221A}": "write sqrt(...)", "|": "write abs(...) for |...|", "[": "write (",
      "]": "write )",
      "{": "write (", "}": "write )", "!": "remove it", "&": "nest one where(...) in another",
      "\u{2264}": "write <=", "\u{2265}": "write >=", ";": "write one formula only",
      "\"": "write a name with blanks as `name`", "'": "write a name with blanks as `name`",
    ]
    guard let scalar else { return "something is missing here" }
    let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    let shown =
      isControl
      ? "control character U+" + String(scalar.value, radix: 16, uppercase: true)
      : "character \(scalar)"
    return "unexpected \(shown); \(advice[String(scalar)] ?? "remove it")"
  }

  private func error(at offset: Int, _ message: String) -> FormulaError {
    FormulaError(column: text.column(atByte: offset), message: message, text: text)
  }
}

extension Unicode.Scalar {
  /// Whether a name can begin with this: a letter of any script, or an underscore.
  var isNameStart: Bool { self == "_" || properties.isAlphabetic }

  /// Whether a name can go on with this: also a digit, or a mark that belongs to a letter.
  var isNamePart: Bool {
    if isNameStart || ("0"..."9").contains(self) { return true }
    return properties.generalCategory == .nonspacingMark
  }
}

extension String {
  /// The column, in characters from 1, of the byte at an offset.
  func column(atByte offset: Int) -> Int {
    let index = utf8.index(startIndex, offsetBy: offset, limitedBy: endIndex) ?? endIndex
    // Counting the characters that begin at or before it also works within a character.
    let begun = indices.count { $0 <= index }
    return index == endIndex ? begun + 1 : begun
  }

  /// "1.e5" as "1.0e5", for `Double` does not take the former.
  fileprivate var replacingPointBeforeExponent: String {
    var result = ""
    for character in self {
      if character == "e" || character == "E", result.hasSuffix(".") { result += "0" }
      result.append(character)
    }
    return result
  }
}
