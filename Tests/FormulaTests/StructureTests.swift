import Testing

@testable import Formula

@Suite struct StructureTests {
  @Test(arguments: [
    ("(y - f)^2", "u^2", "y - f"), ("log(1 + exp(-y*f))", "log(u)", "1 + exp(-y*f)"),
    ("(y - f)^2/2", "u^2/2", "y - f"), ("-log(f + 1)", "-log(u)", "f + 1"),
    ("abs(y - f)", "abs(u)", "y - f"),
    ("1 - exp(-f)*u", "1 - exp(u1)*u", "-f"),
  ])
  func theOutermostOperationIsTakenOff(_ text: String, _ outer: String, _ inner: String) throws {
    let loss = try Expression(parsing: text)
    let chain = try #require(loss.outermostChain(over: ["f"]))
    #expect(chain.outer.plain == outer)
    #expect(chain.inner.plain == inner)
    #expect(chain.outer.substituting([chain.argument: chain.inner]) == loss)
  }

  @Test(arguments: [
    "where(f < y, f^2, 1)", "f^2 + f", "f", "y - f", "y^2", "f*exp(f)", "exp(f)", "f^f",
    "relu(f - y)",
  ])
  func thereIsNoChainWithoutASingleArgument(_ text: String) throws {
    #expect(try Expression(parsing: text).outermostChain(over: ["f"]) == nil)
  }

  @Test(arguments: [
    ("m*x + b", true), ("m*x^2 + b*sin(x)", true), ("(m + b)/x", true),
    ("where(x < 0, m*x, b)", true), ("x", true),
    ("m*b", false), ("m^2", false), ("exp(m)", false), ("where(m < 0, 1, 2)", false),
    ("sign(m)", false),
    ("abs(m)", false), ("relu(m*x)", false), ("x/m", false), ("x^m", false),
  ])
  func affineIsDecidedByTheDerivatives(_ text: String, _ expected: Bool) throws {
    #expect(try Expression(parsing: text).isAffine(in: ["m", "b"]) == expected)
  }
}
