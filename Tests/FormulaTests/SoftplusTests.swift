import Testing

@testable import Formula

/// log(1 + exp(x)), which neither overflows nor loses small values. References by Python's decimal
/// module with 40 digits.
@Suite struct SoftplusTests {
  @Test func valuesAreExactFarOutAndNearZero() throws {
    let softplus = Expression.Function.softplus
    for (x, value) in [
      (0.0, 0.6931471805599453), (800, 800), (40, 40), (-40, 4.248354255291589e-18),
      (1, 1.3132616875182228), (-1, 0.31326168751822286), (-800, 0),
    ] {
      #expect(abs(softplus(x) - value) <= 2e-16 * value, "\(x)")
    }
    #expect(softplus(.infinity) == .infinity && softplus(-.infinity) == 0)
    #expect(softplus(.nan).isNaN)
  }

  @Test func itsDerivativeIsTheSigmoid() throws {
    let slope = try Expression(parsing: "softplus(2*x)").derivative(by: "x")
    #expect(slope == (try Expression(parsing: "2*sigmoid(2*x)")))
  }

  @Test func aPageShowsWhatItIs() throws {
    let tex = try Expression(parsing: "softplus(x) - y*x").tex()
    #expect(tex.contains("\\log") && tex.contains("\\exp") && !tex.contains("softplus"))
  }
}
