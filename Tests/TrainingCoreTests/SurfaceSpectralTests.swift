import Formula
import Testing

@testable import TrainingCore

@Suite struct SurfaceSpectralTests {
  private typealias Fixture = SurfaceFixture

  @Test func `a polynomial is interpolated exactly`() {
    // T_3 and T_5 on nine points.
    let points = Chebyshev.points(8)
    #expect(points[0] == 1 && points[8] == -1 && points[4] == 0)
    let values = points.map { 2 * (4 * $0 * $0 * $0 - 3 * $0) - 1 }
    let coefficients = SurfaceKernels.multiply(
      Chebyshev.analysis(8), values, rows: 9, inner: 9, columns: 1)
    for (degree, value) in coefficients.enumerated() {
      let wanted = degree == 3 ? 2.0 : degree == 0 ? -1 : 0
      #expect(abs(value - wanted) < 1e-15)
    }
    let at = Chebyshev.synthesis(8, at: [0.3])
    #expect(abs(at[5] - (16 * 0.00243 - 20 * 0.027 + 5 * 0.3)) < 1e-15)
  }

  @Test(arguments: [
    ("a*exp(k*x)", -1.5, 1.5), ("a*tanh(k*x) + x", -0.5, 1.0), ("sin(a*x + k)", -1.0, 2.0),
  ])
  func `the error is within its estimate, and the estimate within the tolerance`(
    model: String, low: Double, high: Double
  ) throws {
    let measurement = try Fixture.measurement(
      x: Fixture.values(60, seed: 21), y: Fixture.values(60, seed: 22), model: model,
      parameters: ["a", "k"])
    let (u, v) = (Fixture.axis(low, high, 41), Fixture.axis(low, high, 47))
    let brute = try measurement.measure(
      on: Fixture.plane(), u: u, v: v, options: SurfaceOptions(choice: .bruteForce)
    ).surface.values
    let range = (brute.max() ?? 0) - (brute.min() ?? 0)
    for tolerance in [1e-3, 1e-6, 1e-9] {
      let found = try measurement.measure(
        on: Fixture.plane(), u: u, v: v, options: SurfaceOptions(tolerance: tolerance))
      guard case .spectral = found.kind else {
        Issue.record("\(found.kind)")
        continue
      }
      let estimate = try #require(found.errorEstimate)
      let measured = try #require(found.measuredError)
      let error = zip(found.surface.values, brute).reduce(0) { max($0, abs($1.0 - $1.1)) }
      #expect(estimate <= tolerance * range)
      #expect(error <= estimate + 1e-13 * range)
      #expect(measured <= error)
      #expect(found.spotChecks.count == 8)
      #expect(found.evaluations < 41 * 47)
      #expect(found.surface.method.hasPrefix("interpolated between"))
    }
  }

  @Test func `a function with a kink is computed at every point`() throws {
    let x = Fixture.values(30, seed: 23)
    for loss in ["abs(y - f)", "where(abs(y - f) < 1, (y - f)^2/2, abs(y - f) - 1/2)"] {
      let measurement = try Fixture.measurement(
        x: x, y: Fixture.values(30, seed: 24), model: "m*x + b", loss: loss)
      let axis = Fixture.axis(-1, 1, 20)
      let found = try measurement.measure(on: Fixture.plane(), u: axis, v: axis)
      #expect(found.kind == .bruteForce)
      #expect(found.evaluations == 400)
    }
  }

  @Test func `a kink that the plane does not move is none`() throws {
    let measurement = try Fixture.measurement(
      x: Fixture.values(30, seed: 25), y: Fixture.values(30, seed: 26),
      model: "tanh(m*x + b) + abs(k)", parameters: ["m", "b", "k"])
    let axis = Fixture.axis(-0.5, 0.5, 30)
    let found = try measurement.measure(on: Fixture.plane([2]), u: axis, v: axis)
    guard case .spectral = found.kind else {
      Issue.record("\(found.kind)")
      return
    }
  }

  @Test func `where refining does not converge every point is computed`() throws {
    // A pole between the points: too sharp for 129 of them.
    let measurement = try Fixture.measurement(
      x: [1, 2, 3], y: [0, 0, 0], model: "1/(1e-6 + (m - 0.123)^2) + b*x")
    let axis = Fixture.axis(-1, 1, 160)
    let found = try measurement.measure(on: Fixture.plane(), u: axis, v: axis)
    #expect(found.kind == .bruteForce)
    // A root that is no number on half of the plane.
    let half = try Fixture.measurement(x: [1, 2], y: [0, 0], model: "sqrt(m) + tanh(b*x)")
    let small = Fixture.axis(-1, 1, 20)
    #expect(try half.measure(on: Fixture.plane(), u: small, v: small).kind == .bruteForce)
  }

  @Test func `a false estimate is found out by the spot checks`() throws {
    // A peak that no Chebyshev point sees, at a place that the grid has.
    struct Peak: SurfaceObjective {
      let rows = 1
      let isSmooth = true
      func values(
        at points: [(u: Double, v: Double)], _ tasks: SurfaceTasks, span: ClosedRange<Double>
      ) throws(SurfaceError) -> [Double] {
        points.map { $0.u * $0.u + (abs($0.u) < 1.001 && abs($0.u) > 0.999 ? 0 : 0) }
      }
    }
    struct Other: SurfaceObjective {
      let rows = 1
      let isSmooth = true
      func values(
        at points: [(u: Double, v: Double)], _ tasks: SurfaceTasks, span: ClosedRange<Double>
      ) throws(SurfaceError) -> [Double] { points.map { $0.u * $0.u + 0.25 } }
    }
    let axis = Fixture.axis(-2, 2, 21)
    let options = SurfaceOptions()
    let right = try SurfaceMeasurement.general(
      Peak(), referee: Peak(), axis, axis, options, SurfaceTasks(options))
    #expect(right.kind == .spectral(u: 17, v: 17))
    let wrong = try SurfaceMeasurement.general(
      Peak(), referee: Other(), axis, axis, options, SurfaceTasks(options))
    #expect(wrong.kind == .bruteForce)
  }

  @Test func `directions are refined apart`() throws {
    let measurement = try Fixture.measurement(
      x: Fixture.values(20, seed: 27), y: Fixture.values(20, seed: 28), model: "sin(9*m*x) + b*x")
    let axis = Fixture.axis(-1, 1, 120)
    let found = try measurement.measure(on: Fixture.plane(), u: axis, v: axis)
    guard case .spectral(let u, let v) = found.kind else {
      Issue.record("\(found.kind)")
      return
    }
    #expect(u > 17 && v == 17)
  }
}
