import Testing

@testable import Formula

@Suite struct TeXTests {
  @Test(arguments: [
    ("-2*x*(y - (m*x + b))", "-2 x (y - (m x + b))"), ("r^2/2", "\\frac{r^{2}}{2}"),
    ("a + (b + c)", "a + b + c"), ("a - (b + c)", "a - (b + c)"), ("a*(b*c)", "a b c"),
    ("a*(-b)", "a (-b)"),
    ("(a/b)^2", "\\left(\\frac{a}{b}\\right)^{2}"), ("-x^2", "-x^{2}"), ("(-x)^2", "(-x)^{2}"),
    ("(x^2)^3", "(x^{2})^{3}"), ("x^2^3", "x^{2^{3}}"), ("sqrt(u)", "\\sqrt{u}"),
    ("abs(r)^2", "\\lvert r \\rvert^{2}"),
    ("log(1 + exp(-y*f))", "\\log(1 + \\exp(-y f))"), ("log1p(z)", "\\log(1 + z)"),
    ("tanh(x/2)", "\\tanh\\left(\\frac{x}{2}\\right)"),
    ("sigmoid(z)", "\\sigma(z)"), ("x*2", "x \\cdot 2"), ("2*(1/3)", "2 \\cdot \\frac{1}{3}"),
    ("2*3^x", "2 \\cdot 3^{x}"), ("2*pi*r", "2 \\pi r"), ("1e-7*x", "10^{-7} x"),
    ("2.5e20", "2.5 \\cdot 10^{20}"),
    ("max(0, 1 - y*f)", "\\operatorname{max}(0, 1 - y f)"),
    (
      "where(a < b, c, d)",
      "\\begin{cases}c & \\text{if } a < b \\\\ d & \\text{otherwise}\\end{cases}"
    ),
  ])
  func isWhatMathematicsWrites(_ text: String, _ expected: String) throws {
    #expect(try Expression(parsing: text).tex() == expected)
  }

  @Test(arguments: [
    ("x", "x"), ("x1", "x_{1}"), ("w_12", "w_{12}"), ("w1_2_3", "w_{1,2,3}"),
    ("b1_2", "b_{1,2}"), ("theta", "\\theta"), ("θ", "\\theta"),
    ("theta2", "\\theta_{2}"),
    ("rate", "\\mathrm{rate}"), ("w_out", "w_{\\mathrm{out}}"),
    ("bill length", "\\text{bill length}"),
    ("bill_length", "\\text{bill\\_length}"), ("a\\b{", "\\text{a b\\{}"), ("", "\\text{}"),
    ("7", "\\text{7}"),
  ])
  func namesAreWrittenByTheirForm(_ name: String, _ expected: String) {
    #expect(Expression.variable(name).tex() == expected)
  }

  @Test func namesMayBeMapped() throws {
    let tex = try Expression(parsing: "y - m*x").tex(names: ["x": "x_i", "y": "y_i"])
    #expect(tex == "y_i - m x_i")
  }

  @Test func bracesAreBalancedInRandomFormulas() {
    var generator = SplitMix64(state: 6)
    for _ in 0..<2_000 {
      let tex = Expression.random(height: 6, using: &generator).tex()
      for (open, close) in [("{", "}"), ("(", ")"), ("\\left(", "\\right)")] {
        #expect(
          tex.split(separator: open, omittingEmptySubsequences: false).count
            == tex.split(separator: close, omittingEmptySubsequences: false).count)
      }
    }
  }
}
