import Formula

/// An infinite average whose derivative is not the average of the derivatives.
struct F04EscapingMass: Case {
  let id = "F04"
  let premise = "P6"
  let title = "An infinite average whose mass escapes"
  let leftName = "derivative of the integral"
  let rightName = "integral of the derivative"
  let statement = """
    An integral adds up infinitely many samples. Here each sample’s derivative is zero at the \
    point, and yet the integral moves: what it gains lies farther and farther out. A finite \
    average never does that, nor an integral whose derivatives stay below one integrable \
    function.
    """
  let formula =
    #"F(t) = \int_0^\infty t^3 e^{-t^2 x}\, dx = t, \quad F'(0) = 1 \ne \int_0^\infty \left.\frac{\partial}{\partial t} t^3 e^{-t^2 x}\right|_{t=0} dx = 0"#
  let repair = """
    find one integrable function that bounds all derivatives near the point; over a probability, \
    a Lipschitz constant will do
    """
  let signature = "no finite batch shows it"
  let discussedIn = ["stats.SE 499152"]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let integral = SpikeIntegral()
    let steps = (1...4).map { Double(sign: .plus, exponent: -2 * $0, significand: 1) }
    let quotients = steps.map { (integral.value($0) - integral.value(-$0)) / (2 * $0) }
    let left = [quotients.last ?? 0]
    let right = [integral.ofDerivative(0)]
    let referee = integral.coarse(steps[0])
    return CaseResult.Measurement(
      comparison: Comparison(
        left: left, right: right, expectedRounding: integral.rounding),
      // F(t) = t against 0 for every x.
      closedFormGap: [-1], referee: [referee.slope], refereeBound: [referee.bound],
      numbers: [
        ("t", steps), ("(F(t) - F(-t)) / (2t)", quotients),
        ("integral of the derivative at t", steps.map(integral.ofDerivative)),
        ("where its peak lies", steps.map { SpikeIntegral.peak($0) }),
        ("integral of the derivative at t = 0", right),
      ],
      inputNote: "a built-in example, an integral over x from 0 to infinity",
      components: ["t"], tables: [integral.table(steps)])
  }
}

/// The integral of t^3 exp(-t^2 x) over all x > 0.
struct SpikeIntegral {
  /// Evenly spaced in log x: the trapezoid rule converges exponentially there, as after the
  /// substitution all derivatives vanish at both ends.
  private let places: [Double]
  private static let spacing = 0.125
  /// Relative: every term's additions and the few operations that it is made of, with an exponent of
  /// at most 40 where it counts. What the rule leaves is less by far: it decreases as e to the power of
  /// minus ten over the spacing.
  var rounding: Double {
    Double(Summation.deepest(places.count) + 64) * RoundingEstimate.unit
  }

  init() {
    let (first, last) = (-48.0, 32.0)
    let count = Int((last - first) / Self.spacing)
    places = (0...count).map { Elementary.exp(first + Self.spacing * Double($0)) }
  }

  private static func integrand<Number: DifferentiableNumber>(_ t: Number, _ x: Double) -> Number {
    t * t * t * (-(t * t) * x).applying(.exp)
  }

  /// F(t).
  func value(_ t: Double) -> Double {
    Self.spacing * Summation.pairwise(places.map { $0 * Self.integrand(t, $0) })
  }

  /// The integral of the integrand's derivative by t, in forward mode.
  func ofDerivative(_ t: Double) -> Double {
    Self.spacing * Summation.pairwise(places.map { $0 * Self.slope(t, $0) })
  }

  private static func slope(_ t: Double, _ x: Double) -> Double {
    integrand(Dual(t, slope: 1), x).slope
  }

  /// Where the derivative times x is largest.
  static func peak(_ t: Double) -> Double {
    // x (3 t^2 - 2 t^4 x) exp(-t^2 x) has its maximum at u = t^2 x where 2u^2 - 7u + 3 = 0.
    0.5 / (t * t)
  }

  /// The difference quotient once more by Simpson's rule over x itself, up to where exp(-t^2 x) has
  /// gone below the smallest digit.
  func coarse(_ t: Double) -> (slope: Double, bound: Double) {
    func simpson(_ intervals: Int) -> Double {
      let width = 40 / (t * t) / Double(intervals)
      let terms = (0...intervals).map { index in
        let weight = index == 0 || index == intervals ? 1.0 : (index % 2 == 0 ? 2 : 4)
        return weight * Self.integrand(t, width * Double(index))
      }
      return width / 3 * Summation.pairwise(terms) / t
    }
    let (fine, half) = (simpson(1024), simpson(512))
    return (fine, abs(fine - half) + rounding)
  }

  /// The derivative at several t against x, times x so that areas on a logarithmic axis are right.
  func table(_ steps: [Double]) -> CaseTable {
    let shown = places.filter { $0 > 1e-3 && $0 < 1e7 }
    let rows = steps.flatMap { t in shown.map { (t: t, x: $0, y: $0 * Self.slope(t, $0)) } }
    return CaseTable(
      name: "derivative of the integrand",
      columns: [
        ("t", rows.map(\.t)), ("x", rows.map(\.x)), ("derivative times x", rows.map(\.y)),
      ])
  }
}
