extension Expression {
  /// The formula as TeX with as few parentheses as mathematics needs: `-2 x \left(y - ...\right)`.
  ///
  /// A name is written as `names` says, and else by its form: one letter as it is, a Greek letter's
  /// name as the letter, digits at the end as a subscript, anything longer upright.
  /// - Parameter names: The TeX of certain names, for instance `["x": "x_{i}"]`.
  public func tex(names: [String: String] = [:]) -> String { texText(names).text }

  private enum Level: Int, Comparable {
    case sum, product, power, primary
    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  private func texText(_ names: [String: String]) -> (text: String, level: Level) {
    let tex = { (part: Expression, level: Level) in part.tex(names, atLeast: level) }
    let leading = { (part: Expression, level: Level) in
      part.tex(names, atLeast: level, leads: true)
    }
    switch self {
    case .number(let value):
      let text = TeXName.number(value)
      return (
        text,
        text.hasPrefix("-") || text.contains(" ")
          ? .product : text.contains("^") ? .power : .primary
      )
    case .variable(let name): return (names[name] ?? TeXName.tex(name), .primary)
    case .negate(let a): return ("-" + tex(a, .product), .product)
    case .add(let a, let b):
      // A sum within a sum needs no parentheses on either side.
      return (leading(a, .sum) + " + " + tex(b, b.isChoice ? .product : .sum), .sum)
    case .subtract(let a, let b): return (leading(a, .sum) + " - " + tex(b, .product), .sum)
    case .multiply(let a, let b):
      return (Self.juxtaposed(leading(a, .product), tex(b, .product)), .product)
    case .divide(let a, let b):
      return ("\\frac{\(a.tex(names: names))}{\(b.tex(names: names))}", .product)
    case .power(let a, let b): return ("\(tex(a, .primary))^{\(b.tex(names: names))}", .power)
    case .call(let function, let a): return (function.tex(a.tex(names: names)), .primary)
    case .choose(let condition, let then, let otherwise):
      if let (name, a, b) = extremum {
        let arguments = "\(a.tex(names: names)), \(b.tex(names: names))"
        return ("\\operatorname{\(name)}" + Self.parenthesized(arguments), .primary)
      }
      return (Self.cases(condition, then, otherwise, names), .sum)
    }
  }

  private var isChoice: Bool {
    if case .choose = self { return true }
    return false
  }

  private func tex(_ names: [String: String], atLeast level: Level, leads: Bool = false) -> String {
    let (text, own) = texText(names)
    let isSafe = own >= level && (leads || !text.hasPrefix("-"))
    return isSafe ? text : Self.parenthesized(text)
  }

  /// In parentheses, which grow if there is something tall inside.
  static func parenthesized(_ text: String) -> String {
    let isTall = text.contains("\\frac") || text.contains("\\begin")
    return isTall ? "\\left(\(text)\\right)" : "(\(text))"
  }

  /// Two factors side by side, with a dot where two numbers would run together and a thin space
  /// beside a name of several letters.
  private static func juxtaposed(_ a: String, _ b: String) -> String {
    let startsNumber = b.first.map { $0.isASCII && ($0.isNumber || $0 == ".") } ?? false
    let isMixed = (a.last?.isNumber ?? false) && b.hasPrefix("\\frac")
    if startsNumber || isMixed { return a + " \\cdot " + b }
    let isWord = ["\\mathrm", "\\text"].contains { a.hasPrefix($0) || b.hasPrefix($0) }
    return a + (isWord ? " \\, " : " ") + b
  }

  private static func cases(
    _ condition: Condition, _ then: Expression, _ otherwise: Expression, _ names: [String: String]
  ) -> String {
    let sign =
      switch condition.order {
      case .less: "<"
      case .lessOrEqual: "\\le"
      case .greater: ">"
      case .greaterOrEqual: "\\ge"
      }
    let test = "\(condition.left.tex(names: names)) \(sign) \(condition.right.tex(names: names))"
    return "\\begin{cases}\(then.tex(names: names)) & \\text{if } \(test) \\\\ "
      + "\(otherwise.tex(names: names)) & \\text{otherwise}\\end{cases}"
  }
}

extension Expression.Function {
  /// The function of an argument that is given as TeX.
  fileprivate func tex(_ argument: String) -> String {
    let inParentheses = Expression.parenthesized(argument)
    switch self {
    case .exp, .log, .tanh: return "\\\(rawValue)" + inParentheses
    case .log1p: return "\\log" + Expression.parenthesized("1 + " + protected(argument))
    case .sqrt: return "\\sqrt{\(argument)}"
    case .sigmoid: return "\\sigma" + inParentheses
    case .softplus: return "\\log" + Expression.parenthesized("1 + \\exp" + inParentheses)
    case .sin, .cos, .sign, .erf: return "\\operatorname{\(rawValue)}" + inParentheses
    case .abs: return "\\lvert \(argument) \\rvert"
    }
  }

  private func protected(_ argument: String) -> String {
    argument.hasPrefix("-") || argument.hasPrefix("\\begin")
      ? Expression.parenthesized(argument) : argument
  }
}
