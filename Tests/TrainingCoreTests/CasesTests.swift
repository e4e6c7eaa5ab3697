import Formula
import Testing

@testable import TrainingCore

@Suite struct CasesTests {
  /// Lemma A: the gap of the product of means is minus the covariance, on any data and model.
  @Test(arguments: ["m*x + b", "m*x^2 + b*x", "exp(m*x/4) + b", "tanh(m*x) * b"])
  func theGapOfAveragedDeltasIsTheirCovariance(model: String) throws {
    for seed in 1...5 {
      var generator = TestGenerator(state: UInt64(seed))
      let x = (0..<37).map { _ in 4 * generator.uniform() - 1 }
      let y = (0..<37).map { _ in 2 * generator.uniform() }
      let evidence = try Evidence(
        measuring: try Fixture.problem([("x", x), ("y", y)], model: model, at: [0.75, 0.5]))
      let measured = try evidence.measured("C02")
      let gap = try #require(measured.closedFormGap)
      for (found, closed) in zip(measured.comparison.difference, gap) {
        #expect(abs(found - closed) <= 1e-13 * (1 + abs(closed)))
      }
      #expect(measured.comparison.verdict == .different)
      // The referee stands by the left side.
      let referee = try #require(measured.referee)
      for index in 0..<2 {
        #expect(
          abs(referee[index] - measured.comparison.left[index])
            <= evidence.gradient.finiteDifferenceErrorBound[index] + 1e-13)
      }
    }
  }

  @Test func wrongTrainingEndsWhereTheMeanErrorVanishes() throws {
    let evidence = try Evidence(measuring: try Fixture.hand4())
    let measured = try evidence.measured("C04")
    let end = measured.comparison.right
    // m times the mean of x plus b is the mean of y, far from the optimum.
    #expect(abs(end[0] * 1.5 + end[1] - 2.75) < 1e-12)
    let centred = try #require(
      measured.numbers.first { $0.name == "centred inputs: wrong end" }?.values)
    #expect(centred[0] == -1)
  }

  @Test func signedErrorsNeedALossOfTheError() throws {
    let problem = try Fixture.hand4(loss: "log(1 + exp(-y*f))")
    let evidence = try Evidence(measuring: problem)
    #expect(throws: Unavailable.self) { try evidence.measured("C01") }
  }

  @Test func aggregationsHaveBothHalves() throws {
    let gradients = try Evidence(measuring: try Fixture.hand4()).gradient.perSample
    let losses = [1, 2.25, 4, 12.25]
    #expect(Mean().combine(gradients, losses) == [-8, -4])
    #expect(Sum().combine(gradients, losses) == [-32, -16])
    #expect(Mean().reduce(losses) == 4.875)
    #expect(Sum().reduce(losses) == 19.5)
  }

  @Test func manyKindsOfProblemAreMeasuredWithoutACrash() throws {
    let models = [
      "m*x + b", "m*b*x", "m/(b + x)", "sqrt(m*x + b^2 + 1)", "x^m + b", "where(x > m, b, m)",
    ]
    let losses = ["(y - f)^2", "abs(y - f)", "exp(f) - y*f", "(y-f)^4", "0*f", "1/(y - f)"]
    let inputs = [[1, 1, 1.0], [0, 1e-300, 1e300], [1, 2, 3]]
    // Every model and every loss meets each kind of input, in rotation.
    for (index, model) in models.enumerated() {
      for turn in 0..<3 {
        let problem = try Fixture.problem(
          [("x", inputs[(index + turn) % 3]), ("y", [1, 3, 4])], model: model,
          loss: losses[(index + 2 * turn) % losses.count], at: turn == 1 ? [] : [0.5, 0.25])
        do throws(InputError) {
          let evidence = try Evidence(measuring: problem)
          let isFinite = evidence.gradient.gradientOfAverage.allSatisfy(\.isFinite)
          #expect(isFinite)
        } catch {
          #expect(error.kind == .badData)
        }
      }
    }
  }
}
