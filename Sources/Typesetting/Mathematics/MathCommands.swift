extension MathParser {
  /// What a command that has just been taken stands for, with its arguments.
  mutating func command(_ name: String, depth: Int) throws(TypesettingError) -> Math {
    if let accent = MathAccent(rawValue: name) {
      return .accent(accent, try argument(depth: depth))
    }
    if name == " " { return .space(.word) }
    if let space = MathSpace(rawValue: "\\\(name)") { return .space(space) }
    if Math.functions.contains(name) { return .function(name) }
    if let symbol = MathSymbol(command: name) { return .symbol(symbol) }
    switch name {
    case "frac", "dfrac", "tfrac":
      let numerator = try argument(depth: depth)
      return .fraction(numerator, try argument(depth: depth))
    case "sqrt": return try root(depth: depth)
    case "overline": return .overline(try argument(depth: depth))
    case "widehat": return .accent(.hat, try argument(depth: depth))
    case "widetilde": return .accent(.tilde, try argument(depth: depth))
    case "added": return .added(try argument(depth: depth))
    case "text", "textrm": return .text(try verbatim())
    case "mathrm": return .upright(try verbatim().filter { !$0.isWhitespace })
    case "operatorname": return .function(try verbatim().filter { !$0.isWhitespace })
    case "mathbf", "mathbb", "mathcal": return try alphabet(name)
    case "left": return try fenced(depth: depth)
    case "begin": return try cases(depth: depth)
    default: throw TypesettingError("tex: unknown command \"\\\(name)\"")
    }
  }

  private mutating func root(depth: Int) throws(TypesettingError) -> Math {
    guard peek() == .character("[") else {
      return .root(degree: nil, try argument(depth: depth))
    }
    _ = take()
    var parts: [Math] = []
    while let token = peek(), token != .character("]") {
      let before = position
      parts.append(try argument(depth: depth))
      if position == before { break }
    }
    try expect("]")
    return .root(degree: Math.group(parts), try argument(depth: depth))
  }

  /// The characters of a group in braces; a backslash only before a character that has a meaning.
  private mutating func verbatim() throws(TypesettingError) -> String {
    try expect("{")
    var text = ""
    while position < source.count {
      let character = source[position]
      position += 1
      switch character {
      case "}": return text
      case "{", "$":
        throw TypesettingError("tex: unexpected \"\(character)\" in a text")
      case "\\":
        guard position < source.count, "{}%#&_$".contains(source[position]) else {
          throw TypesettingError("tex: unexpected backslash in a text")
        }
        text.append(source[position])
        position += 1
      default: text.append(character)
      }
    }
    throw TypesettingError("tex: \"}\" is missing in \(quoted)")
  }

  private mutating func alphabet(_ name: String) throws(TypesettingError) -> Math {
    let letters = try verbatim()
    var symbols: [Math] = []
    for letter in letters where !letter.isWhitespace {
      guard let symbol = MathSymbol(alphabet: name, letter: letter) else {
        throw TypesettingError("tex: \\\(name) has no \"\(letter)\"")
      }
      symbols.append(.symbol(symbol))
    }
    return Math.group(symbols)
  }

  private mutating func fenced(depth: Int) throws(TypesettingError) -> Math {
    let left = try delimiter()
    let body = Math.group(try row(depth: depth + 1))
    guard peek() == .command("right") else { throw TypesettingError("tex: \\right is missing") }
    _ = take()
    return .fenced(left, body, try delimiter())
  }

  /// The fence after `\left` or `\right`; a point is none.
  private mutating func delimiter() throws(TypesettingError) -> MathSymbol? {
    switch take() {
    case .character("."): return nil
    case .character(let character) where "()[]|/".contains(character):
      return MathSymbol(character)
    case .command(let name):
      if let symbol = MathSymbol(command: name),
        [.opening, .closing].contains(symbol.kind) || name.hasSuffix("ert") || name == "|"
      {
        return symbol
      }
    default: break
    }
    throw TypesettingError("tex: a fence is missing in \(quoted)")
  }

  private mutating func cases(depth: Int) throws(TypesettingError) -> Math {
    guard try verbatim() == "cases" else { throw TypesettingError("tex: unknown environment") }
    var rows: [[Math]] = [[]]
    while true {
      rows[rows.count - 1].append(Math.group(try row(depth: depth + 1)))
      switch take() {
      case .character("&"): continue
      case .command("\\"): rows.append([])
      case .command("end"):
        guard try verbatim() == "cases" else { throw TypesettingError("tex: unknown environment") }
        return .cases(rows)
      default: throw TypesettingError("tex: \\end{cases} is missing")
      }
    }
  }
}
