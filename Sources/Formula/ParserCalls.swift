/// Calls, conditions, and what to say when a token stands where none can.
extension Parser {
  /// The arguments of a call, from its parenthesis on.
  mutating func call(_ name: String, at place: Token) throws(FormulaError) -> Node {
    guard let builtin = Builtin(name) else {
      let nearest = Builtin.nearest(to: name).map { "did you mean \($0)?" }
      throw error(
        at: place, "unknown function \(name); \(nearest ?? "for a product write \(name)*(...)")")
    }
    let opening = token
    index += 1
    var arguments: [Node] = []
    var order: Expression.Condition.Order?
    if case .symbol(")") = token.kind {
      throw wrongCount(name, builtin, found: 0, at: place)
    }
    repeat {
      arguments.append(try sum())
      if case .choose = builtin, arguments.count == 1 {
        order = try comparison()
        arguments.append(try sum())
      }
    } while take(",") != nil
    try close(opening)
    let isChoice = order != nil
    let found = arguments.count - (isChoice ? 1 : 0)
    guard found == builtin.argumentCount else {
      throw wrongCount(name, builtin, found: found, at: place)
    }
    return try tree(builtin, arguments, order, at: place)
  }

  private func tree(
    _ builtin: Builtin, _ arguments: [Node], _ order: Expression.Condition.Order?, at place: Token
  ) throws(FormulaError) -> Node {
    let values = arguments.map(\.expression)
    switch builtin {
    case .function(let function):
      return try grow(.call(function, values[0]), over: arguments, at: place)
    case .choose:
      let condition = Expression.Condition(values[0], order ?? .less, values[1])
      return try grow(
        .choose(condition, then: values[2], otherwise: values[3]), over: arguments, at: place)
    case .maximum:
      return try grow(
        .maximum(values[0], values[1]), over: arguments + arguments, at: place)
    case .minimum:
      return try grow(
        .minimum(values[0], values[1]), over: arguments + arguments, at: place)
    case .relu:
      let zero = Node(expression: .number(0))
      return try grow(
        .maximum(zero.expression, values[0]), over: [zero, zero] + arguments + arguments, at: place)
    }
  }

  private mutating func comparison() throws(FormulaError) -> Expression.Condition.Order {
    guard let symbol = take("<", "<=", ">", ">="),
      let order = Expression.Condition.Order(rawValue: symbol)
    else {
      if token.startsOperand { throw misplaced() }
      throw error(
        at: token, "where needs a comparison first; write where(a < b, then, otherwise)")
    }
    return order
  }

  private func wrongCount(
    _ name: String, _ builtin: Builtin, found: Int, at place: Token
  ) -> FormulaError {
    let model =
      switch builtin {
      case .choose: "where(a < b, then, otherwise)"
      case .maximum, .minimum: "\(name)(a, b)"
      case .function, .relu: "\(name)(a)"
      }
    let plural = builtin.argumentCount == 1 ? "argument" : "arguments"
    return error(
      at: place,
      "\(name) takes \(builtin.argumentCount) \(plural), not \(found); write \(model)")
  }

  /// Steps over the `)` that belongs to the parenthesis at `opening`.
  mutating func close(_ opening: Token) throws(FormulaError) {
    if take(")") != nil { return }
    if token.kind == .end {
      throw error(at: opening, "this parenthesis is never closed; add a )")
    }
    throw misplaced()
  }

  /// The error for a token after a complete operand that continues nothing.
  func misplaced() -> FormulaError {
    let found = spelling(token)
    if token.startsOperand, index > 0 {
      return error(
        at: token, "an operator is missing; write \(clipped(tokens[index - 1]))*\(clipped(token))")
    }
    switch token.kind {
    case .symbol(")"):
      return error(at: token, "this ) has no partner; remove it or add a ( before it")
    case .symbol("<"), .symbol("<="), .symbol(">"), .symbol(">="):
      return error(
        at: token, "a comparison stands only in where; write where(a \(found) b, then, otherwise)")
    case .symbol(","):
      return error(
        at: token, "a comma only separates arguments; write decimals with a point, as in 1.5")
    default:
      return error(at: token, "unexpected \(found); remove it")
    }
  }

  /// The error for a token where an operand should begin.
  func missingOperand() -> FormulaError {
    if index > 0, case .symbol(let symbol) = tokens[index - 1].kind, symbol != "(" {
      let previous = tokens[index - 1]
      return error(
        at: previous,
        "nothing follows \(spelling(previous)); write an operand after it or remove it")
    }
    if token.kind == .end, index > 0 {
      return error(at: tokens[index - 1], "this parenthesis is never closed; add a )")
    }
    let found = spelling(token)
    if index > 0, found == ")" {
      return error(at: token, "these parentheses are empty; write something between them")
    }
    return error(
      at: token, "nothing stands before \(found); write an operand before it or remove it")
  }

  private func clipped(_ token: Token) -> String {
    let text = spelling(token)
    return text.count > 20 ? String(text.prefix(20)) + "..." : text
  }
}
