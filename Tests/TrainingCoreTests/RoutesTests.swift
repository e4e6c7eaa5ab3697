import Formula
import Testing

@testable import TrainingCore

@Suite struct RoutesTests {
  @Test func everyRouteIsExactOnDyadicData() throws {
    let problem = try Fixture.hand4()
    let work = try Workload(problem)
    var tape = ColumnTape(work, at: problem.at)
    let first = tape.gradientOfMean()
    #expect(first.gradient == [-8, -4])
    #expect(first.mean == 4.875)
    let samples = SampleTape.run(work, at: problem.at)
    #expect(samples.gradients.values == [0, -2, -3, -3, -8, -4, -21, -7])
    #expect(samples.gradients.mean == [-8, -4])
    #expect(samples.samples.losses == [1, 2.25, 4, 12.25])
    #expect(samples.samples.deltas == [-2, -3, -4, -7])
    #expect(samples.activations == [[0, 1, 2, 3], [1, 1, 1, 1]])
    #expect(DualEvaluator.gradientOfMean(work, at: problem.at) == [-8, -4])
    let exact = try #require(ExactGradient.compute(work, at: problem.at))
    #expect(exact.gradient == [-8, -4])
    #expect(exact.mean == 4.875)
    let rounding = RoundingEstimate(work, at: problem.at)
    let referee = FiniteDifference(
      work, at: problem.at, scales: [1, 1], lossRounding: rounding.loss)
    #expect(referee.gradient == [-8, -4])
    #expect(referee.errorBound.allSatisfy { $0 > 0 && $0 < 1e-9 })
  }

  @Test(arguments: [
    (64, -3.4524837780769326, 1.2763393857255125), (50, -3.420132733602126, 1.154368282469516),
  ])
  func exactGradientsOfTheNoisyLineAreTheRationalOnes(rows: Int, m: Double, b: Double) throws {
    let problem = try Fixture.line(rows: rows)
    let work = try Workload(problem)
    let exact = try #require(ExactGradient.compute(work, at: problem.at))
    #expect(exact.gradient == [m, b])
    var tape = ColumnTape(work, at: problem.at)
    let first = tape.gradientOfMean().gradient
    let second = SampleTape.run(work, at: problem.at).gradients.mean
    let third = DualEvaluator.gradientOfMean(work, at: problem.at)
    for route in [first, second, third] {
      for (value, truth) in zip(route, exact.gradient) {
        #expect(VectorNorm.ulps(value, truth) <= 8)
      }
    }
    if rows == 64 { #expect(first == second) }
  }

  @Test(arguments: [
    "(y - f)^2", "log(1 + exp(-y*f))", "abs(y - f)",
    "where(abs(y - f) < 1, (y-f)^2/2, abs(y-f) - 0.5)",
    "tanh(y - f)^2 + sigmoid(f)*sin(y)", "exp(f/4) - y*f", "sqrt(1 + (y - f)^2)", "log1p((y-f)^2)",
    "(f^2 + 1)^(y/8)", "cos(f) / (2 + f^2)",
  ])
  func theRefereesBoundCoversEveryRoute(loss: String) throws {
    for seed in 0..<8 {
      var problem = try Fixture.line(rows: 40 + seed)
      problem.loss = try Expression(parsing: loss)
      var generator = TestGenerator(state: UInt64(seed))
      problem.at = [2 * generator.uniform() - 1, 2 * generator.uniform() - 1]
      let work = try Workload(problem)
      var tape = ColumnTape(work, at: problem.at)
      let routes = [
        tape.gradientOfMean().gradient, SampleTape.run(work, at: problem.at).gradients.mean,
        DualEvaluator.gradientOfMean(work, at: problem.at),
      ]
      let rounding = RoundingEstimate(work, at: problem.at)
      let referee = FiniteDifference(
        work, at: problem.at, scales: [1, 1], lossRounding: rounding.loss)
      for route in routes {
        let comparison = Comparison(
          left: routes[0], right: route,
          expectedRounding: rounding.relative(to: routes[0], route))
        #expect(comparison.verdict == .equal)
        for index in 0..<2 {
          let miss = abs(route[index] - referee.gradient[index])
          #expect(miss <= referee.errorBound[index], "\(loss) \(seed)")
          #expect(referee.errorBound[index] < 1e-4)
        }
      }
    }
  }

  @Test func exactArithmeticDeclinesWhatHasNoExactValue() throws {
    let work = try Workload(try Fixture.hand4(loss: "exp(y - f)"))
    #expect(ExactGradient.compute(work, at: [0.5, 0]) == nil)
  }

  @Test func scalingByAPowerOfTwoScalesTheGradientExactly() throws {
    let plain = try Fixture.line(rows: 100)
    let scaled = try Fixture.problem(
      plain.data.columns.map { ($0.name, $0.values.map { $0 * 1024 }) }, at: [0.25, 128])
    var first = ColumnTape(try Workload(plain), at: plain.at)
    var second = ColumnTape(try Workload(scaled), at: scaled.at)
    let small = first.gradientOfMean().gradient
    let large = second.gradientOfMean().gradient
    #expect(large == [small[0] * 1_048_576, small[1] * 1024])
  }
}
