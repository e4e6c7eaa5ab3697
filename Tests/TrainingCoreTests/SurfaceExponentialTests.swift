import Formula
import Testing

@testable import TrainingCore

@Suite struct SurfaceExponentialTests {
  private typealias Fixture = SurfaceFixture

  /// Losses by their formula, what they must be recognised as, and the targets they are meant for.
  static let losses: [(loss: String, kind: MeasuredSurface.Kind, targets: [Double])] = [
    ("log(1 + exp(-y*f))", .logistic, [-1, 1]),
    ("log1p(exp(-y*f))", .logistic, [-1, 1]),
    ("-log(sigmoid(y*f))", .logistic, [-1, 1]),
    ("max(0, -y*f) + log1p(exp(-abs(y*f)))", .logistic, [-1, 1]),
    ("3*log(exp(-f*y) + 1)/2", .logistic, [-1, 1]),
    ("log1p(exp(f)) - y*f", .logistic, [0, 1]),
    ("softplus(f) - y*f", .logistic, [0, 1]), ("softplus(-y*f)", .logistic, [-1, 1]),
    ("max(f, 0) - f*y + log1p(exp(-abs(f)))", .logistic, [0, 1]),
    ("-y*log(sigmoid(f)) - (1 - y)*log(1 - sigmoid(f))", .logistic, [0, 1]),
    ("log1p(exp(f)) - y*f", .logistic, [0.25, 1, 0.5, 0]),
    ("abs(y - f) + log1p(exp(-2*abs(y - f))) - log(2)", .logistic, [-1.5, 0.25, 3]),
    ("exp(f) - y*f", .exponential, [0, 1, 5]),
  ]

  @Test(arguments: losses.indices)
  func `products of exponentials are the brute force`(index: Int) throws {
    let (loss, kind, targets) = Self.losses[index]
    let x = Fixture.values(700, seed: 11)
    let pick = Fixture.values(700, seed: 12, from: 0, to: Double(targets.count))
    let y = pick.map { targets[Int($0)] }
    for model in ["m*x + b", "m + b*x", "m*x + b*sin(3*x)", "x/2 + m*x^2 - b/3"] {
      let measurement = try Fixture.measurement(x: x, y: y, model: model, loss: loss)
      let (u, v) = (Fixture.axis(-2, 6, 5), Fixture.axis(-4, 4, 7))
      let found = try measurement.measure(on: Fixture.plane(), u: u, v: v)
      let brute = try measurement.measure(
        on: Fixture.plane(), u: u, v: v, options: SurfaceOptions(choice: .bruteForce))
      #expect(found.kind == kind, "\(loss) \(model)")
      // As it is written, 1 - sigmoid(f) loses digits for large f; the products do not.
      let allowed = loss.contains("1 - sigmoid") ? 1e-8 : 4e-15
      #expect(
        Fixture.difference(found.surface.values, brute.surface.values) < allowed,
        "\(loss) \(model)")
    }
  }

  @Test(arguments: [
    "log(1 + exp(-y*f^2))", "log(2 + exp(-y*f))", "log1p(exp(f)) - y*f^2", "exp(f)*f",
    "log1p(exp(f)) + exp(f)", "abs(y - f)", "f*log1p(exp(f))", "log1p(exp(y))", "sqrt(f)",
  ])
  func `other losses are not taken for logistic ones`(loss: String) throws {
    #expect(ExponentialLoss(try Expression(parsing: loss)) == nil)
  }

  @Test func `extreme arguments neither overflow nor vanish`() throws {
    let x = Fixture.values(600, seed: 13)
    let y = Fixture.values(600, seed: 14, from: -1, to: 1).map { $0 < 0 ? -1.0 : 1.0 }
    let measurement = try Fixture.measurement(x: x, y: y, loss: "log(1 + exp(-y*f))")
    let (u, v) = (Fixture.axis(-800, 800, 9), Fixture.axis(-1000, 1000, 5))
    let found = try measurement.measure(on: Fixture.plane(), u: u, v: v)
    #expect(found.kind == .logistic)
    for (row, b) in v.enumerated() {
      for (column, m) in u.enumerated() {
        let mean = Summation.mean(
          x.indices.map { SurfaceReference.softplus(-y[$0] * (m * x[$0] + b)) })
        let value = found.surface.values[row * 9 + column]
        #expect(abs(value - mean) <= 2e-15 * mean, "\(m) \(b)")
      }
    }
  }

  @Test func `tiny losses of separated classes keep their relative precision`() throws {
    let x = Fixture.values(300, seed: 15, from: 1, to: 2)
    let y = x.map { _ in 1.0 }
    for model in ["m*x + b", "m*x + b*x^2"] {
      let measurement = try Fixture.measurement(
        x: x, y: y, model: model, loss: "log1p(exp(-y*f))")
      let (u, v) = (Fixture.axis(1, 200, 5), Fixture.axis(0, 150, 4))
      let found = try measurement.measure(on: Fixture.plane(), u: u, v: v)
      for (row, b) in v.enumerated() {
        for (column, m) in u.enumerated() {
          let mean = Summation.mean(
            x.map { x in
              SurfaceReference.softplus(-(m * x + b * (model.hasSuffix("2") ? x * x : 1)))
            })
          let value = found.surface.values[row * 5 + column]
          // The exponent itself is rounded: by up to 2^-53 of it, in the exponential.
          #expect(abs(value - mean) <= 1e-11 * mean, "\(m) \(b)")
          #expect(value > 0)
        }
      }
    }
  }

  @Test func `a loss of labels 0 and 1 does not lose digits in a difference`() throws {
    // All labels are 1 and predictions large: log1p(exp(f)) - f is exp(-f), far below rounding of f.
    let x = Fixture.values(100, seed: 16, from: 1, to: 2)
    let measurement = try Fixture.measurement(
      x: x, y: x.map { _ in 1 }, loss: "log1p(exp(f)) - y*f")
    let found = try measurement.measure(on: Fixture.plane(), u: [40, 50], v: [0, 1])
    let mean = Summation.mean(x.map { SurfaceReference.softplus(-40 * $0) })
    #expect(abs(found.surface.values[0] - mean) < 1e-12 * mean)
  }

  @Test func `an infinite Poisson loss is infinite`() throws {
    let measurement = try Fixture.measurement(x: [1, 2], y: [1, 2], loss: "exp(f) - y*f")
    let found = try measurement.measure(on: Fixture.plane(), u: [0, 1000], v: [0, 1])
    #expect(found.kind == .exponential)
    #expect(found.surface.values[1] == .infinity)
    #expect(found.surface.values[0] == 1)
  }

  @Test func `what is not a number in the rows stays visible`() throws {
    let measurement = try Fixture.measurement(
      x: [1, -1, 2], y: [1, -1, 1], model: "m*log(x) + b", loss: "log(1 + exp(-y*f))")
    let found = try measurement.measure(on: Fixture.plane(), u: [0.5, 1], v: [0, 1])
    #expect(found.kind == .bruteForce)
    #expect(found.surface.values.allSatisfy { $0.isNaN })
  }
}
