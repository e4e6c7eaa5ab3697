import Testing

@testable import Formula

@Suite struct SimplificationTests {
  @Test(arguments: [
    ("0 + x*1", "x"), ("x - 0", "x"), ("0 - x", "-x"), ("0*x", "0"), ("0/x", "0"), ("x/1", "x"),
    ("-(-x)", "x"), ("a - (-b)", "a + b"), ("a + -b", "a - b"), ("a - -2*b", "a + 2*b"),
    ("x*x", "x^2"), ("x*x^2", "x^3"), ("x + x", "2*x"), ("x - x", "0"), ("x*2*y*3", "6*x*y"),
    ("2*(y - f)*(-x)", "-2*x*(y - f)"), ("-a*-b", "a*b"), ("2*r/2", "r"), ("2*r/4", "r/2"),
    ("x^1", "x"), ("x^0", "1"), ("1^x", "1"), ("(x^2)^3", "x^6"), ("x^-2", "1/x^2"),
    ("(-x)^2", "x^2"), ("(-x)^3", "-x^3"), ("2^10", "1024"), ("sqrt(9)", "3"), ("exp(0)", "1"),
    ("sin(-x)", "-sin(x)"), ("cos(-x)", "cos(x)"), ("where(1 < 2, a, b)", "a"),
    ("where(x < 2, a, a)", "a"), ("a/b/c", "a/(b*c)"), ("2 + 3*4", "14"), ("6/4", "3/2"),
    ("1/(2*sqrt(u))*x", "x/(2*sqrt(u))"), ("exp(x)*2*x", "2*x*exp(x)"), ("a/(b/c)", "a*c/b"),
    ("0.5*(2*x)", "x"), ("-1*(y - f)", "-(y - f)"),
  ])
  func writesItShorter(_ text: String, _ expected: String) throws {
    #expect(try Expression(parsing: text).simplified().plain == expected)
  }

  @Test(arguments: [
    "1/3", "0.1 + 0.2", "sqrt(2)", "exp(1)", "2*pi", "0.1*0.7*x", "y - (m*x + b)", "x/x", "1/0",
    "-(y - f)", "-x*sin(y)",
  ])
  func leavesAloneWhatWouldLoseDigitsOrMeaning(_ text: String) throws {
    #expect(try Expression(parsing: text).simplified().plain == text)
  }

  @Test func keepsTheValueOfRandomFormulas() {
    var generator = SplitMix64(state: 1)
    var compared = 0
    for _ in 0..<5_000 {
      let tree = Expression.random(height: 6, using: &generator)
      let simple = tree.simplified()
      let point = ["x": 0.7, "y": -1.3, "z": 2.1]
      guard tree.isFiniteThroughout({ point[$0] }),
        let a = tree.value({ point[$0] }), a.magnitude < 1e9,
        let b = simple.value({ point[$0] })
      else { continue }
      // Near a pole or a jump a last digit may decide: compare only where the value is stable.
      let near = tree.value { (point[$0] ?? 0) * (1 + 1e-13) } ?? .nan
      guard agree(a, near, tolerance: 1e-10) else { continue }
      compared += 1
      #expect(agree(a, b), "\(tree.plain) became \(simple.plain)")
    }
    #expect(compared > 2_000)
  }

  @Test func simplifyingTwiceIsTheSameAsOnceAndNeverLonger() {
    var generator = SplitMix64(state: 2)
    for _ in 0..<5_000 {
      let tree = Expression.random(height: 6, using: &generator)
      let simple = tree.simplified()
      #expect(simple.simplified() == simple, "\(tree.plain)")
      #expect(simple.plain.count <= tree.plain.count + 8, "\(tree.plain) became \(simple.plain)")
    }
  }

  @Test func plainTextReadsBackAsTheSameFormula() throws {
    var generator = SplitMix64(state: 3)
    for _ in 0..<5_000 {
      let tree = Expression.random(height: 6, using: &generator)
      let again = try Expression(parsing: tree.plain)
      #expect(again.simplified() == tree.simplified(), "\(tree.plain)")
      // The first reading settles where a sign belongs; from then on nothing moves.
      #expect(try Expression(parsing: again.plain).plain == again.plain)
    }
  }
}
