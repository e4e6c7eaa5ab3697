import Formula
import Testing

@testable import TrainingCore

@Suite struct SurfaceQuadraticTests {
  private typealias Fixture = SurfaceFixture

  @Test func `a line on dyadic data has the exact mean squared error`() throws {
    let measurement = try Fixture.measurement(x: [0, 1, 2, 3], y: [1, 2, 3, 5])
    let axis = Fixture.axis(-2, 2, 17)
    let found = try measurement.measure(on: Fixture.plane(), u: axis, v: axis)
    #expect(found.kind == .quadratic)
    for (row, b) in axis.enumerated() {
      for (column, m) in axis.enumerated() {
        let squares = [(0.0, 1.0), (1, 2), (2, 3), (3, 5)].map {
          ($0.1 - m * $0.0 - b) * ($0.1 - m * $0.0 - b)
        }
        // All numbers are multiples of 1/64 below 2^10, so nothing is rounded.
        #expect(found.surface.values[row * 17 + column] == squares.reduce(0, +) / 4)
      }
    }
  }

  @Test(arguments: [1, 2, 7, 63, 4096, 9001])
  func `the closed form is the brute force for any number of rows`(rows: Int) throws {
    let x = Fixture.values(rows, seed: 1)
    let y = Fixture.values(rows, seed: 2)
    for model in [
      "m*x + b", "m*x + b*sin(x)", "1 + m*x^2 + b", "2*x + 3*m - b*x", "exp(m*0)*b + m",
    ] {
      let measurement = try Fixture.measurement(x: x, y: y, model: model, loss: "(y - f)^2/2")
      let (u, v) = (Fixture.axis(-1, 4, 3), Fixture.axis(-3, 2, 4))
      let closed = try measurement.measure(on: Fixture.plane(), u: u, v: v)
      let brute = try measurement.measure(
        on: Fixture.plane(), u: u, v: v, options: SurfaceOptions(choice: .bruteForce))
      #expect(brute.kind == .bruteForce)
      if !model.hasPrefix("exp") { #expect(closed.kind == .quadratic) }
      #expect(Fixture.difference(closed.surface.values, brute.surface.values) < 4e-15)
    }
  }

  @Test func `moments do not cancel where the mean is large against the spread`() throws {
    // x = 10^6 + k/1024 exactly; y = x: the loss at (1 + s, b) is mean((s x + b)^2).
    let small = (0..<8192).map { Double($0 % 1024) / 1024 }
    let x = small.map { 1_000_000 + $0 }
    let measurement = try Fixture.measurement(x: x, y: x)
    let s = 0x1p-20
    let found = try measurement.measure(
      on: Fixture.plane(), u: [1, 1 + s], v: [-1_000_000 * s, 0])
    // (s x + b)^2 with b = -10^6 s is (s k/1024)^2: mean of k^2 over 0..<1024 is
    // 1023 * 2047 / 6.
    let exact = s * s * (1023 * 2047 / 6.0) / (1024 * 1024)
    #expect(abs(found.surface.values[1] - exact) < 1e-9 * exact)
    #expect(found.surface.values[2] == 0)
  }

  @Test func `a nearly perfect fit keeps its digits`() throws {
    let x = Fixture.values(500, seed: 3)
    let noise = Fixture.values(500, seed: 4, from: -1e-7, to: 1e-7)
    let y = zip(x, noise).map { 3 * $0 + 2 + $1 }
    let measurement = try Fixture.measurement(x: x, y: y)
    let (u, v) = (Fixture.axis(3 - 1e-7, 3 + 1e-7, 3), Fixture.axis(2 - 1e-7, 2 + 1e-7, 3))
    let closed = try measurement.measure(on: Fixture.plane(), u: u, v: v)
    let brute = try measurement.measure(
      on: Fixture.plane(), u: u, v: v, options: SurfaceOptions(choice: .bruteForce))
    #expect(closed.kind == .quadratic)
    #expect(Fixture.difference(closed.surface.values, brute.surface.values) < 1e-7)
  }

  @Test func `a model that is affine only on the plane is found to be so`() throws {
    let x = Fixture.values(50, seed: 5)
    let y = Fixture.values(50, seed: 6)
    let measurement = try Fixture.measurement(
      x: x, y: y, model: "a*exp(k*x) + c", parameters: ["a", "c", "k"])
    let axis = Fixture.axis(-1, 1, 5)
    let still = try Plane.ofParameters(0, 1, around: [0, 0, 0.7])
    let moving = try Plane.ofParameters(0, 2, around: [0, 0.5, 0])
    #expect(try measurement.measure(on: still, u: axis, v: axis).kind == .quadratic)
    #expect(try measurement.measure(on: moving, u: axis, v: axis).kind == .bruteForce)
    let oblique = try Plane(origin: [1, 2, 0.7], first: [1, 1, 0], second: [0.5, -2, 0])
    let closed = try measurement.measure(on: oblique, u: axis, v: axis)
    #expect(closed.kind == .quadratic)
    let at = try measurement.losses(at: [oblique.point(axis[4], axis[1])])
    #expect(abs(closed.surface.values[1 * 5 + 4] - at[0]) < 1e-14 * at[0])
  }

  @Test func `permuted and doubled rows change nothing but rounding`() throws {
    let x = Fixture.values(6000, seed: 8)
    let y = Fixture.values(6000, seed: 9)
    let axis = Fixture.axis(-1, 1, 9)
    func values(_ x: [Double], _ y: [Double]) throws -> [Double] {
      try Fixture.measurement(x: x, y: y).measure(on: Fixture.plane(), u: axis, v: axis)
        .surface.values
    }
    let plain = try values(x, y)
    #expect(Fixture.difference(try values(x.reversed(), y.reversed()), plain) < 1e-14)
    #expect(Fixture.difference(try values(x + x, y + y), plain) < 1e-14)
  }
}
