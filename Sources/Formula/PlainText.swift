extension Expression {
  /// The formula as text that reads back as the same formula: `-2*x*(y - (m*x + b))`.
  ///
  /// Parentheses are written where the tree needs them, also where mathematics would not, as in
  /// `a + (b + c)`. A minus sign before a product reads back as the sign of its first factor.
  public var plain: String { plainText.text }

  /// How tightly the outermost operation of a text binds.
  private enum Level: Int, Comparable {
    case sum, product, sign, power, primary
    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  private var plainText: (text: String, level: Level) {
    switch self {
    case .number(let value):
      let text = Self.spelling(value)
      return (text, text.hasPrefix("-") ? .sign : .primary)
    case .variable(let name): return (Self.spelling(name), .primary)
    case .negate(let a):
      let (_, level) = a.plainText
      // The sign of a product may stand before it; any other operand is a factor or in brackets.
      let isProduct = level == .product
      return ("-" + a.plain(atLeast: isProduct ? .product : .power), isProduct ? .product : .sign)
    case .add(let a, let b):
      return (a.plain(atLeast: .sum, leads: true) + " + " + b.plain(atLeast: .product), .sum)
    case .subtract(let a, let b):
      return (a.plain(atLeast: .sum, leads: true) + " - " + b.plain(atLeast: .product), .sum)
    case .multiply(let a, let b):
      return (a.plain(atLeast: .product, leads: true) + "*" + b.plain(atLeast: .sign), .product)
    case .divide(let a, let b):
      return (a.plain(atLeast: .product, leads: true) + "/" + b.plain(atLeast: .sign), .product)
    case .power(let a, let b):
      return (a.plain(atLeast: .primary) + "^" + b.plain(atLeast: .power), .power)
    case .call(let function, let a): return ("\(function.rawValue)(\(a.plain))", .primary)
    case .choose(let condition, let then, let otherwise):
      if let (name, a, b) = extremum { return ("\(name)(\(a.plain), \(b.plain))", .primary) }
      let test = "\(condition.left.plain) \(condition.order.rawValue) \(condition.right.plain)"
      return ("where(\(test), \(then.plain), \(otherwise.plain))", .primary)
    }
  }

  /// The text, in parentheses if it binds less than `level`, or begins with a minus sign and does
  /// not lead its own operation.
  private func plain(atLeast level: Level, leads: Bool = false) -> String {
    let (text, own) = plainText
    let isSafe = own >= level && (leads || !text.hasPrefix("-"))
    return isSafe ? text : "(\(text))"
  }

  /// The arguments of `max` or `min`, if this choice is what parsing one of them makes.
  var extremum: (name: String, Expression, Expression)? {
    guard case .choose(let condition, let then, let otherwise) = self,
      condition.left == otherwise, condition.right == then
    else { return nil }
    let (p, q) = (otherwise, then)
    if p.isNumber, !q.isNumber { return nil }
    // People write the number first: max(0, 1 - y*f).
    let (a, b) = q.isNumber && !p.isNumber ? (q, p) : (p, q)
    switch condition.order {
    case .lessOrEqual: return ("max", a, b)
    case .greaterOrEqual: return ("min", a, b)
    case .less, .greater: return nil
    }
  }

  /// The shortest decimal that reads back as the value; a value that is no number as a fraction.
  static func spelling(_ value: Double) -> String {
    if value == .pi { return "pi" }
    if value.isNaN { return "(0/0)" }
    if value.isInfinite { return value < 0 ? "(-1/0)" : "(1/0)" }
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func spelling(_ name: String) -> String {
    let scalars = name.unicodeScalars
    let isBare =
      scalars.first?.isNameStart == true && scalars.allSatisfy(\.isNamePart)
      && !Builtin.isReserved(name)
    return isBare
      ? name
      : "`"
        + name.split(separator: "`", omittingEmptySubsequences: false)
        .joined(separator: "``") + "`"
  }
}
