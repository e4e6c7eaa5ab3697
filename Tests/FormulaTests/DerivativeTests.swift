import Testing

@testable import Formula

@Suite struct DerivativeTests {
  @Test(arguments: [
    ("(y - (m*x + b))^2", "m", "-2*x*(y - (m*x + b))"),
    ("(y - (m*x + b))^2", "b", "-2*(y - (m*x + b))"),
    ("m*x + b", "m", "x"), ("m*x + b", "q", "0"), ("x^3", "x", "3*x^2"),
    ("x^n", "x", "n*x^(n - 1)"),
    ("r^2/2", "r", "r"), ("abs(r)", "r", "sign(r)"), ("relu(a)", "a", "where(a <= 0, 0, 1)"),
    ("tanh(w*x)", "w", "x*(1 - tanh(w*x)^2)"), ("log(u)", "u", "1/u"),
    ("sqrt(u)", "u", "1/(2*sqrt(u))"),
    ("exp(k*t)", "t", "k*exp(k*t)"), ("cos(t)", "t", "-sin(t)"), ("1/u", "u", "-1/u^2"),
    ("2^t", "t", "2^t*log(2)"),
    ("sigmoid(z)", "z", "sigmoid(z)*(1 - sigmoid(z))"), ("sign(z)", "z", "0"),
    ("erf(z)", "z", "2*exp(-z^2)/sqrt(pi)"), ("erf(2*z)", "z", "4*exp(-(2*z)^2)/sqrt(pi)"),
    ("log1p(z)", "z", "1/(1 + z)"),
    ("where(abs(r) < d, r^2/2, d*(abs(r) - d/2))", "r", "where(abs(r) < d, r, d*sign(r))"),
  ])
  func isWhatAPersonWouldWrite(_ text: String, _ name: String, _ expected: String) throws {
    #expect(try Expression(parsing: text).derivative(by: name).plain == expected)
  }

  @Test func atKinksItFollowsTheConventions() throws {
    let at0 = { (text: String) in
      try Expression(parsing: text).derivative(by: "x").value { _ in 0 }
    }
    #expect(try at0("abs(x)") == 0)
    #expect(try at0("relu(x)") == 0)
    #expect(try at0("max(0, x)") == 0)
  }

  @Test func agreesWithExtrapolatedCentralDifferences() {
    var generator = SplitMix64(state: 4)
    var compared = 0
    for _ in 0..<6_000 {
      let tree = Expression.random(height: 5, using: &generator)
      let point = ["x": 0.7, "y": 1.3, "z": 2.1]
      let value = { (x: Double) in tree.value { $0 == "x" ? x : point[$0] } ?? .nan }
      let difference = { (h: Double) in (value(0.7 + h) - value(0.7 - h)) / (2 * h) }
      // Richardson's extrapolation; where two of its steps disagree, it is no referee.
      let coarse = (4 * difference(1e-3) - difference(2e-3)) / 3
      let fine = (4 * difference(5e-4) - difference(1e-3)) / 3
      guard tree.contains("x"), fine.magnitude < 1e6, agree(coarse, fine, tolerance: 1e-9) else {
        continue
      }
      guard let exact = tree.derivative(by: "x").value({ point[$0] }), exact.isFinite else {
        continue
      }
      compared += 1
      #expect(agree(exact, fine, tolerance: 1e-7), "\(tree.plain)")
    }
    #expect(compared > 1_000)
  }

  @Test(arguments: [
    Array(repeating: "x", count: 250).joined(separator: "*"),
    Array(repeating: "x", count: 250).joined(separator: "/"),
    String(repeating: "sin(", count: 60) + "x" + String(repeating: ")", count: 60),
    Array(repeating: "x", count: 60).joined(separator: "^"),
    String(repeating: "relu(", count: 10) + "x" + String(repeating: ")", count: 10),
    (1...120).map { "w\($0)*x\($0)" }.joined(separator: " + "),
  ])
  func largestFormulasAreDifferentiatedWithoutTrouble(_ text: String) throws {
    let tree = try Expression(parsing: text)
    let derivative = tree.derivative(by: "x")
    #expect(derivative.simplified() == derivative)
    #expect(derivative.plain.utf8.count < 2_000_000)
  }
}
