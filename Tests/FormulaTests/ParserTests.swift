import Testing

@testable import Formula

@Suite struct ParserTests {
  private let x = Expression.variable("x")
  private let y = Expression.variable("y")

  @Test(arguments: [
    ("-x^2", "-(x^2)"), ("2^3^2", "2^(3^2)"), ("a - b - c", "(a - b) - c"),
    ("a/b/c", "(a/b)/c"), ("a + b*c", "a + (b*c)"), ("a*b^2", "a*(b^2)"),
    ("-a*b", "(-a)*b"), ("a**2", "a^2"), ("+x", "x"), ("2^-1", "2^(-1)"),
    ("a - -b", "a - (-b)"), ("x^-y^2", "x^(-(y^2))"), ("ln(x)", "log(x)"),
    ("relu(x)", "max(0, x)"), ("π", "pi"), ("\tx\r\n+ y ", "x + y"),
  ])
  func operatorsBindAsInMathematics(_ text: String, _ explicit: String) throws {
    #expect(try Expression(parsing: text) == Expression(parsing: explicit))
  }

  @Test(arguments: [
    ("1", 1), (".5", 0.5), ("2.", 2), ("1e-3", 0.001), ("1.E2", 100), ("3e+2", 300),
    ("-0.25", -0.25), ("007", 7), ("1e-400", 0),
  ])
  func numbersAreDecimals(_ text: String, _ value: Double) throws {
    #expect(try Expression(parsing: text) == .number(value))
  }

  @Test func aSignIsTakenIntoALiteralButNotOutOfAPower() throws {
    #expect(try Expression(parsing: "-2^2") == .negate(.power(.number(2), .number(2))))
    #expect(try Expression(parsing: "(-2)^2") == .power(.number(-2), .number(2)))
  }

  @Test func namesMayBeOfAnyScriptAndQuoted() throws {
    #expect(try Expression(parsing: "größe_1") == .variable("größe_1"))
    #expect(
      try Expression(parsing: "`bill length`*θ")
        == .multiply(.variable("bill length"), .variable("θ")))
    #expect(try Expression(parsing: "`a``b`") == .variable("a`b"))
    #expect(try Expression(parsing: "`log`") == .variable("log"))
  }

  @Test func maximumKeepsTheNumberForTies() throws {
    let hinge = Expression.choose(
      .init(x, .lessOrEqual, .number(0)), then: .number(0), otherwise: x)
    #expect(try Expression(parsing: "max(0, x)") == hinge)
    #expect(try Expression(parsing: "max(x, 0)") == hinge)
    #expect(
      try Expression(parsing: "min(x, y)")
        == .choose(.init(x, .greaterOrEqual, y), then: y, otherwise: x))
  }

  @Test func whereComparesWithAllFourOrders() throws {
    for order in Expression.Condition.Order.allCases {
      #expect(
        try Expression(parsing: "where(x \(order.rawValue) y, 1, 2)")
          == .choose(.init(x, order, y), then: .number(1), otherwise: .number(2)))
    }
  }

  @Test(arguments: [
    "-2*x*(y - (m*x + b))", "log(1 + exp(-y*f))", "max(0, 1 - y*f)", "x^2^y", "(x^2)^y",
    "where(abs(r) < d, r^2/2, d*(abs(r) - d/2))", "a + (b + c)", "a - (b - c)", "a*(b*c)",
    "a/(b*c)", "`bill length`^2", "`max`", "`a``b`", "2*pi*x", "1e-05*x", "(-1)^n",
    "x^(-2)", "-x^2", "min(3, a)", "-(a + b)", "-(-a)",
  ])
  func plainTextIsWhatWasWritten(_ text: String) throws {
    #expect(try Expression(parsing: text).plain == text)
  }

  @Test func namesComeInOrderOfAppearanceAndAreReplacedAtOnce() throws {
    let loss = try Expression(parsing: "where(z < y, (y - f)^2, m)")
    #expect(loss.names == ["z", "y", "f", "m"])
    let swapped = try Expression(parsing: "f - y").substituting(["f": y, "y": .variable("f")])
    #expect(swapped.plain == "y - f")
  }
}
