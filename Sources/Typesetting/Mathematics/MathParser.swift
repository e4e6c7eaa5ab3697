extension Math {
  /// Reads a formula from TeX source.
  ///
  /// Any text is either read or refused: groups may be nested to a depth of 64.
  /// - Throws: ``TypesettingError`` saying what is wrong with the source.
  public init(tex: String) throws(TypesettingError) {
    var parser = MathParser(source: Array(tex))
    let parts = try parser.row(depth: 0)
    if let rest = parser.peek() {
      throw TypesettingError("tex: unexpected \"\(rest)\" in \(parser.quoted)")
    }
    self = Math.group(parts)
  }

  /// Parts within braces: one part is itself, unless braces would change what it does.
  static func group(_ parts: [Math]) -> Math {
    guard parts.count == 1, let only = parts.first else { return .row(parts) }
    if let kind = only.kind, kind == .ordinary || kind == .inner { return only }
    if case .row = only { return only }
    return .row(parts)
  }
}

/// A recursive descent parser for the subset of TeX.
struct MathParser {
  enum Token: Equatable, CustomStringConvertible {
    case command(String)
    case character(Character)

    var description: String {
      switch self {
      case .command(let name): "\\\(name)"
      case .character(let character): String(character)
      }
    }
  }

  let source: [Character]
  var position = 0
  static let maximumDepth = 64

  init(source: [Character]) { self.source = source }

  /// The beginning of the source, on one line, for messages.
  var quoted: String {
    String(source.prefix(60).map { $0.isNewline ? " " : $0 }) + (source.count > 60 ? "…" : "")
  }

  // MARK: Tokens

  /// The next token without taking it, white space passed over.
  mutating func peek() -> Token? {
    while position < source.count, source[position].isTeXSpace { position += 1 }
    let start = position
    defer { position = start }
    return take()
  }

  /// The next token.
  mutating func take() -> Token? {
    while position < source.count, source[position].isTeXSpace { position += 1 }
    guard position < source.count else { return nil }
    let character = source[position]
    position += 1
    guard character == "\\" else { return .character(character) }
    guard position < source.count else { return .command("") }
    let start = position
    while position < source.count, source[position].isASCIILetter {
      position += 1
    }
    if position == start { position += 1 }
    return .command(String(source[start..<position]))
  }

  mutating func expect(_ character: Character) throws(TypesettingError) {
    guard peek() == .character(character) else {
      throw TypesettingError("tex: \"\(character)\" is missing in \(quoted)")
    }
    _ = take()
  }

  // MARK: Grammar

  /// Parts up to a token that ends a group, which is left where it is.
  mutating func row(depth: Int) throws(TypesettingError) -> [Math] {
    guard depth <= Self.maximumDepth else { throw TypesettingError("tex: nested too deeply") }
    var parts: [Math] = []
    while let token = peek(), !Self.endsRow(token) {
      if token == .command("displaystyle") {
        _ = take()
        parts.append(.display(Math.group(try row(depth: depth + 1))))
      } else {
        parts.append(try scripted(depth: depth))
      }
    }
    return parts
  }

  private static func endsRow(_ token: Token) -> Bool {
    switch token {
    case .character("}"), .character("&"), .command("\\"), .command("right"), .command("end"): true
    default: false
    }
  }

  /// A part with its subscript and superscript.
  private mutating func scripted(depth: Int) throws(TypesettingError) -> Math {
    var base = Math.row([])
    switch peek() {
    case nil, .character("^"), .character("_"), .character("'"): break
    default: base = try part(depth: depth)
    }
    var (sub, sup): (Math?, Math?)
    while let token = peek() {
      if token == .character("'") {
        _ = take()
        let prime = MathSymbol(command: "prime") ?? MathSymbol("'")
        sup = sup.map { Math.group($0.parts + [.symbol(prime)]) } ?? .symbol(prime)
      } else if token == .character("^") {
        _ = take()
        let more = try argument(depth: depth)
        guard sup?.isPrimes ?? true else { throw TypesettingError("tex: double superscript") }
        sup = sup.map { Math.group($0.parts + more.parts) } ?? more
      } else if token == .character("_") {
        _ = take()
        guard sub == nil else { throw TypesettingError("tex: double subscript") }
        sub = try argument(depth: depth)
      } else {
        break
      }
    }
    return sub == nil && sup == nil ? base : .scripts(base: base, sub: sub, sup: sup)
  }

  /// What a command is given: a group in braces or a single token.
  mutating func argument(depth: Int) throws(TypesettingError) -> Math {
    guard depth < Self.maximumDepth else { throw TypesettingError("tex: nested too deeply") }
    guard let token = peek(), !Self.endsRow(token) else {
      throw TypesettingError("tex: an argument is missing in \(quoted)")
    }
    if case .character(let digit) = token, digit.isASCIIDigit {
      // As in TeX, x^10 is x to the one, then zero.
      _ = take()
      return .number(String(digit))
    }
    return Math.group([try part(depth: depth + 1)])
  }

  /// A part without scripts.
  private mutating func part(depth: Int) throws(TypesettingError) -> Math {
    guard let token = peek() else { throw TypesettingError("tex: a part is missing") }
    switch token {
    case .character("{"):
      _ = take()
      let parts = try row(depth: depth + 1)
      try expect("}")
      return Math.group(parts)
    case .character("~"):
      _ = take()
      return .space(.word)
    case .character("^"), .character("_"), .character("#"), .character("%"), .character("$"),
      .character("'"):
      throw TypesettingError("tex: unexpected \"\(token)\" in \(quoted)")
    case .character(let character):
      if let number = number() { return .number(number) }
      _ = take()
      return .symbol(MathSymbol(character))
    case .command(let name):
      _ = take()
      return try command(name, depth: depth)
    }
  }

  /// Digits, with a decimal point if a digit follows it.
  private mutating func number() -> String? {
    func isDigit(_ i: Int) -> Bool { i < source.count && source[i].isASCIIDigit }
    let start = position
    var end = start
    var hasPoint = false
    while isDigit(end)
      || (!hasPoint && end < source.count && source[end] == "." && isDigit(end + 1))
    {
      if source[end] == "." { hasPoint = true }
      end += 1
    }
    guard end > start else { return nil }
    position = end
    return String(source[start..<end])
  }
}

extension Math {
  /// The parts of a row, or the formula itself as the only part.
  var parts: [Math] { if case .row(let parts) = self { parts } else { [self] } }

  /// Whether the formula is one or more primes.
  var isPrimes: Bool {
    !parts.isEmpty
      && parts.allSatisfy {
        if case .symbol(let symbol) = $0 { symbol.plain == "′" } else { false }
      }
  }
}

// Asking Unicode's tables of every character would take a fifth of the time of a formula.
extension Character {
  /// Whether the character is white space, which means nothing in a formula.
  fileprivate var isTeXSpace: Bool {
    asciiValue.map { $0 == 0x20 || 0x09...0x0D ~= $0 } ?? isWhitespace
  }
  fileprivate var isASCIILetter: Bool {
    asciiValue.map { 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 } ?? false
  }
  fileprivate var isASCIIDigit: Bool { asciiValue.map { 0x30...0x39 ~= $0 } ?? false }
}
