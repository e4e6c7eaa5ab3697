/// The functions that a formula's text may call, and the trees that they stand for.
enum Builtin {
  case function(Expression.Function)
  /// `where(condition, then, otherwise)`.
  case choose
  case maximum
  case minimum
  case relu

  init?(_ name: String) {
    switch name {
    case "where": self = .choose
    case "max": self = .maximum
    case "min": self = .minimum
    case "relu": self = .relu
    case "ln": self = .function(.log)
    default:
      guard let function = Expression.Function(rawValue: name) else { return nil }
      self = .function(function)
    }
  }

  /// All names, in a fixed order.
  static let names =
    Expression.Function.allCases.map(\.rawValue) + ["where", "max", "min", "relu", "ln"]

  /// Whether a bare name cannot be a variable.
  static func isReserved(_ name: String) -> Bool {
    name == "pi" || name == "π" || Builtin(name) != nil
  }

  /// How many arguments it takes.
  var argumentCount: Int {
    switch self {
    case .choose: 3
    case .maximum, .minimum: 2
    case .function, .relu: 1
    }
  }

  /// The function name closest to `name`, if any is close enough to be meant.
  static func nearest(to name: String) -> String? {
    let name = Array(name.lowercased().unicodeScalars)
    guard name.count <= 16 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in names {
      let letters = Array(candidate.unicodeScalars)
      let distance = EditDistance.between(name, letters)
      if distance <= min(2, letters.count / 2, name.count / 2), distance < best?.distance ?? .max {
        best = (candidate, distance)
      }
    }
    return best?.name
  }
}

extension Expression {
  /// The larger of two, where a number among them is what is chosen on a tie, and the other is
  /// returned if it is not a number (so that a NaN stays visible).
  static func maximum(_ a: Expression, _ b: Expression) -> Expression {
    let (p, q) = variableFirst(a, b)
    return .choose(Condition(p, .lessOrEqual, q), then: q, otherwise: p)
  }

  /// The smaller of two, with ``maximum(_:_:)``'s conventions.
  static func minimum(_ a: Expression, _ b: Expression) -> Expression {
    let (p, q) = variableFirst(a, b)
    return .choose(Condition(p, .greaterOrEqual, q), then: q, otherwise: p)
  }

  static func variableFirst(_ a: Expression, _ b: Expression) -> (Expression, Expression) {
    a.isNumber && !b.isNumber ? (b, a) : (a, b)
  }

  var isNumber: Bool {
    if case .number = self { return true }
    return false
  }
}
