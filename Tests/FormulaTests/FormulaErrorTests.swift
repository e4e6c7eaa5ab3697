import Testing

@testable import Formula

@Suite struct FormulaErrorTests {
  static let mistakes: [(String, Int, String)] = [
    ("", 1, "empty"), ("   ", 4, "empty"), ("2x", 2, "write 2*x"), ("x y", 3, "write x*y"),
    ("2(x)", 2, "write 2*("), ("(a)(b)", 4, "write )*("), ("2 3", 3, "write 2*3"),
    ("2e", 2, "write 2*e"), ("y = m*x", 3, "right-hand side"), ("where(a == b, 1, 2)", 9, "<="),
    ("sqr(x)", 1, "did you mean sqrt?"), ("sni(x)", 1, "did you mean sin?"),
    ("Exp(x)", 1, "did you mean exp?"),
    ("foo + m(x)", 7, "write m*(...)"), ("(a + b", 1, "never closed"), ("sin(x", 4, "never closed"),
    ("sin(", 4, "never closed"), ("a + b)", 6, "no partner"), ("x +", 3, "nothing follows +"),
    ("x * / y", 3, "nothing follows *"), ("* x", 1, "nothing stands before *"),
    ("-", 1, "nothing follows -"),
    ("()", 2, "empty"), ("x # y", 3, "unexpected character #"), ("x − y", 3, "write -"),
    ("x²", 2, "write ^2"), ("größe − 1", 7, "write -"), ("max(x)", 1, "takes 2 arguments, not 1"),
    ("exp()", 1, "takes 1 argument, not 0"), ("exp(x, y)", 1, "takes 1 argument, not 2"),
    ("where(a < b, 1)", 1, "takes 3 arguments, not 2"), ("where(a, 1, 2)", 8, "comparison first"),
    ("a < b", 3, "only in where"), ("where(a < b < c, 1, 2)", 13, "only in where"),
    ("1,5", 2, "1.5"), ("exp + 1", 1, "exp is a function"),
    ("1e999", 1, "too large"), ("`a", 1, "never closed"), ("``", 1, "empty"),
    ("1.2.3", 4, "operator is missing"),
    ("x \u{0} y", 3, "control character U+0"), ("x | y", 3, "abs"), ("👩‍👩‍👧 + $", 1, "unexpected"),
    ("\"a\"", 1, "`name`"),
  ]

  @Test(arguments: mistakes)
  func pointsAtTheMistakeAndSaysWhatToDo(_ text: String, _ column: Int, _ advice: String) {
    let error = #expect(throws: FormulaError.self) { try Expression(parsing: text) }
    #expect(error?.column == column)
    #expect(error?.message.contains(advice) == true, "\(error?.message ?? "")")
    #expect(error?.text == text)
    #expect(error?.message.contains("\n") == false)
  }

  @Test func theCaretStandsUnderTheColumn() throws {
    let error = try #require(throws: FormulaError.self) { try Expression(parsing: "größe + 2x") }
    #expect(error.caret == "größe + 2x\n         ^")
    #expect(error.description == "column 10: an operator is missing; write 2*x")
  }

  @Test func theCaretShowsControlCharactersAsBlanksAndShortensLongText() throws {
    let twoLines = try #require(throws: FormulaError.self) { try Expression(parsing: "x +\ny z") }
    #expect(twoLines.caret == "x + y z\n      ^")
    let long = String(repeating: "x + ", count: 200) + "$" + String(repeating: "+ x", count: 200)
    let error = try #require(throws: FormulaError.self) { try Expression(parsing: long) }
    #expect(error.column == 801)
    let lines = error.caret.split(separator: "\n")
    #expect(lines.count == 2 && lines[0].count <= 80)
    #expect(Array(lines[0])[lines[1].count - 1] == "$")
  }

  @Test(arguments: ["(", "-", "x^", "+", "sin(", "max(1,", "where(x<1,1,"])
  func deepNestingIsRefusedWithoutACrash(_ opening: String) throws {
    let count = 9_990 / opening.count
    let text = String(repeating: opening, count: count) + "x"
    let error = try #require(throws: FormulaError.self) { try Expression(parsing: text) }
    #expect(error.message.contains("nested more than 64 deep"))
  }

  @Test func limitsAreExact() throws {
    let nested = String(repeating: "(", count: 64) + "x" + String(repeating: ")", count: 64)
    #expect(try Expression(parsing: nested) == .variable("x"))
    #expect(throws: FormulaError.self) { try Expression(parsing: "(\(nested))") }
    let chain = Array(repeating: "x", count: 256).joined(separator: "+")
    #expect(try Expression(parsing: chain).names == ["x"])
    #expect(throws: FormulaError.self) { try Expression(parsing: chain + "+x") }
    let padded = "x" + String(repeating: " ", count: 9_999)
    #expect(try Expression(parsing: padded) == .variable("x"))
    #expect(throws: FormulaError.self) { try Expression(parsing: padded + " ") }
  }

  @Test func nestedMaximaThatGrowTooLargeAreRefused() throws {
    let text = String(repeating: "relu(", count: 40) + "x" + String(repeating: ")", count: 40)
    let error = try #require(throws: FormulaError.self) { try Expression(parsing: text) }
    #expect(error.message.contains("10000 operations"))
  }
}
