/// Reads tokens into a tree by recursive descent.
///
/// ```text
/// sum      = product { ("+" | "-") product }
/// product  = signed { ("*" | "/") signed }
/// signed   = ("-" | "+") signed | power
/// power    = primary [ "^" signed ]
/// primary  = number | name | name "(" arguments ")" | "(" sum ")"
/// ```
struct Parser {
  /// A tree with its measures, which are checked while it grows.
  struct Node {
    var expression: Expression
    var height = 1
    var size = 1
    /// A number literal takes a minus sign into itself.
    var isLiteral = false
  }

  let text: String
  let tokens: [Token]
  var index = 0
  private var nesting = 0

  init(_ text: String, longest: Int) throws(FormulaError) {
    self.text = text
    guard text.utf8.count / 4 <= longest, text.unicodeScalars.count <= longest else {
      throw FormulaError(
        column: 1, message: "a formula has at most \(longest) characters; shorten it",
        text: String(text.prefix(100)))
    }
    var tokenizer = Tokenizer(text)
    tokens = try tokenizer.tokens()
  }

  // MARK: Tokens

  var token: Token { tokens[index] }

  func error(at token: Token, _ message: String) -> FormulaError {
    FormulaError(column: text.column(atByte: token.start), message: message, text: text)
  }

  func spelling(_ token: Token) -> String {
    String(decoding: Array(text.utf8)[token.start..<token.end], as: UTF8.self)
  }

  /// Steps over a symbol if it is next.
  mutating func take(_ symbols: String...) -> String? {
    guard case .symbol(let symbol) = token.kind, symbols.contains(symbol) else { return nil }
    index += 1
    return symbol
  }

  // MARK: Grammar

  /// The whole text as one expression.
  mutating func formula() throws(FormulaError) -> Expression {
    if token.kind == .end {
      throw error(at: token, "the formula is empty; write for example m*x + b")
    }
    let node = try sum()
    guard token.kind == .end else { throw misplaced() }
    return node.expression
  }

  mutating func sum() throws(FormulaError) -> Node {
    var left = try product()
    while let symbol = take("+", "-") {
      let place = tokens[index - 1]
      let right = try product()
      let tree: Expression =
        symbol == "+"
        ? .add(left.expression, right.expression) : .subtract(left.expression, right.expression)
      left = try grow(tree, over: [left, right], at: place)
    }
    return left
  }

  private mutating func product() throws(FormulaError) -> Node {
    var left = try signed()
    while let symbol = take("*", "/") {
      let place = tokens[index - 1]
      let right = try signed()
      let tree: Expression =
        symbol == "*"
        ? .multiply(left.expression, right.expression) : .divide(left.expression, right.expression)
      left = try grow(tree, over: [left, right], at: place)
    }
    return left
  }

  private mutating func signed() throws(FormulaError) -> Node {
    let place = token
    guard let sign = take("-", "+") else { return try power() }
    try descend(at: place)
    let operand = try signed()
    nesting -= 1
    if sign == "+" { return operand }
    if operand.isLiteral, case .number(let value) = operand.expression, value.sign == .plus {
      return Node(expression: .number(-value), isLiteral: true)
    }
    return try grow(.negate(operand.expression), over: [operand], at: place)
  }

  private mutating func power() throws(FormulaError) -> Node {
    let base = try primary()
    let place = token
    guard take("^") != nil else { return base }
    try descend(at: place)
    let exponent = try signed()
    nesting -= 1
    return try grow(
      .power(base.expression, exponent.expression), over: [base, exponent], at: place)
  }

  private mutating func primary() throws(FormulaError) -> Node {
    let place = token
    switch place.kind {
    case .number(let value):
      index += 1
      return Node(expression: .number(value), isLiteral: true)
    case .quotedName(let name):
      index += 1
      return Node(expression: .variable(name))
    case .name(let name):
      index += 1
      return try named(name, at: place)
    case .symbol("("):
      index += 1
      try descend(at: place)
      var node = try sum()
      nesting -= 1
      try close(place)
      node.isLiteral = false
      return node
    case .symbol, .end:
      throw missingOperand()
    }
  }

  /// A name by itself, or a call if a parenthesis follows.
  private mutating func named(_ name: String, at place: Token) throws(FormulaError) -> Node {
    if case .symbol("(") = token.kind {
      try descend(at: place)
      let node = try call(name, at: place)
      nesting -= 1
      return node
    }
    if name == "pi" || name == "π" { return Node(expression: .number(.pi)) }
    if Builtin(name) != nil {
      throw error(at: place, "\(name) is a function; write \(name)(...), or `\(name)` for a column")
    }
    return Node(expression: .variable(name))
  }

  // MARK: Measures

  private mutating func descend(at place: Token) throws(FormulaError) {
    nesting += 1
    if nesting > FormulaLimits.nesting {
      throw error(
        at: place, "the formula is nested more than \(FormulaLimits.nesting) deep; simplify it")
    }
  }

  /// The tree over the given children (a child that occurs twice is given twice), if it is not
  /// too large.
  func grow(_ tree: Expression, over children: [Node], at place: Token) throws(FormulaError) -> Node
  {
    var node = Node(expression: tree)
    for child in children {
      node.height = max(node.height, child.height + 1)
      node.size += child.size
    }
    if node.height > FormulaLimits.height {
      throw error(
        at: place,
        "more than \(FormulaLimits.height) operations follow each other; group them with "
          + "parentheses")
    }
    if node.size > FormulaLimits.nodes {
      throw error(
        at: place,
        "the formula grows beyond \(FormulaLimits.nodes) operations here; simplify it")
    }
    return node
  }
}

extension Expression {
  /// Reads a formula such as `m*x + b` or `where(abs(r) < d, r^2/2, d*(abs(r) - d/2))`.
  ///
  /// Operators are `+ - * /` and `^` (also `**`), which binds tighter than a sign and to the
  /// right: `-x^2` is `-(x^2)`, `a^b^c` is `a^(b^c)`. Functions are those of ``Function``, `ln`
  /// (the same as `log`), `where(a < b, then, otherwise)`, `max(a, b)`, `min(a, b)` and `relu(a)`;
  /// the last three become choices. `pi` is the constant. A name that is not made of letters,
  /// digits and underscores stands in back quotes. Nothing is multiplied without a `*`.
  /// - Parameter longest: The most characters; more than by default for a text that a program made.
  /// - Throws: ``FormulaError`` with the column of the first mistake.
  public init(
    parsing text: String, longest: Int = FormulaLimits.characters
  ) throws(FormulaError) {
    var parser = try Parser(text, longest: longest)
    self = try parser.formula()
  }
}
