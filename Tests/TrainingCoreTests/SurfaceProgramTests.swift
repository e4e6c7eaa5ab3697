import Formula
import Testing

@testable import TrainingCore

/// The kernel for formulas against the column tape, which is another program.
@Suite struct SurfaceProgramTests {
  private typealias Fixture = SurfaceFixture

  private static func values(
    _ model: String, _ loss: String, rows: Int, at points: [(u: Double, v: Double)]
  ) throws -> (kernel: [Double], tape: [Double]) {
    var problem = try TrainingCoreTests.Fixture.problem(
      [("x", Fixture.values(rows, seed: 51)), ("y", Fixture.values(rows, seed: 52))],
      model: model, loss: loss)
    problem.parameters = ["m", "b"]
    let formula = try PlaneFormula(problem, on: try Fixture.plane())
    let kernel = try FormulaObjective(formula).values(
      at: points, SurfaceTasks(SurfaceOptions(threads: 1)), span: 0...1)
    var tape = ColumnTape(formula.work, at: [0, 0])
    let wanted = points.map { point in
      tape.move(to: [point.u, point.v])
      return tape.mean()
    }
    return (kernel, wanted)
  }

  @Test(arguments: [
    "m*x + b", "exp(m*x) - b", "log(3 + m*x) + b", "log1p(x/4 + m^2) + b", "sqrt(4 + m*x)*b",
    "tanh(m*x + b)", "sigmoid(m*x - b)", "sin(m*x) + cos(b*x)", "abs(m*x) + sign(x - b)",
    "max(m*x, b)", "min(b, x*m)", "where(x >= m, b, x)", "where(x > m, x, m/b)", "-m^3 + x^4/b",
    "(2 + x)^m + b", "(2 + x)^0.5*m + b", "2^b - m + 0*x", "b*m", "x", "x^b*m",
  ])
  func `every step is the tape's`(model: String) throws {
    let points = [(u: 0.75, v: 2.0), (u: -1.25, v: 3), (u: 0, v: -0.5)]
    for rows in [1, 3, 255, 256, 700] {
      let (kernel, tape) = try Self.values(model, "(y - f)^2 + f/8", rows: rows, at: points)
      for (one, other) in zip(kernel, tape) {
        #expect(one.isNaN && other.isNaN || abs(one - other) <= 1e-14 * (1 + abs(other)), "\(rows)")
      }
    }
  }

  @Test(arguments: [
    ("exp(m*x)*exp(b)", 1e5), ("log(m*x)", 1), ("log1p(m*x - b)", 1e9), ("sigmoid(m*x)", 1e5),
    ("tanh(m*x)", 1e6), ("log(m*1e-310*abs(x))", 1), ("sqrt(m*x)", 4), ("m/(x - x)", 1),
  ])
  func `functions leave their vectors' range as the C library's do`(
    model: String, m: Double
  ) throws {
    for rows in [1, 5, 300] {
      let (kernel, tape) = try Self.values(
        model, "f", rows: rows, at: [(u: m, v: 0), (u: -m, v: 1)])
      for (one, other) in zip(kernel, tape) {
        #expect(
          one == other || one.isNaN && other.isNaN || abs(one - other) <= 1e-14 * abs(other),
          "\(one) \(other)")
      }
    }
  }
}
