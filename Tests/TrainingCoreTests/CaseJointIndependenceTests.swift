import Testing

@testable import TrainingCore

/// The two sides and the closed formula of a joint case come from different numbers: one that is
/// spoiled moves what is made of it and nothing else.
@Suite struct CaseJointIndependenceTests {
  @Test(arguments: ["D07", "D08"])
  func theLeftSideKnowsNothingOfTheSamplesOwnGradients(id: String) throws {
    let entry = try #require(Registry.cases.first { $0.id == id })
    let problem = try Fixture.hand4()
    let whole = try entry.measure(try Fixture.caseInput(problem))
    #expect(whole.comparison.verdict == .different)
    // The left side is one call of the tape with weights of the losses; so is the sum of the right.
    let input = try Fixture.caseInput(problem)
    let losses = input.bench.samples.losses
    let weights =
      id == "D08"
      ? Maximum().coefficients(losses, SampleGrouping(samples: 4))
      : D07AdvantageWhitening.whitened(input.bench.targets).map { $0 / 4 }
    #expect(try input.bench.tape(seedingLosses: weights) == whole.comparison.left)
    let gap = try #require(whole.closedFormGap)
    for (closed, found) in zip(gap, whole.comparison.difference) {
      #expect(abs(closed - found) <= 1e-12 * max(1, abs(closed)))
    }
  }

  @Test func bothKindsOfSecondDerivativesAgree() throws {
    let problem = try Fixture.hand4(model: "exp(m*x/4) + b")
    let bench = try Fixture.caseInput(problem).bench
    let matrix = try #require(Hessian.ofMean(bench.work, at: bench.at))
    for (index, unit) in [[1.0, 0], [0, 1.0]].enumerated() {
      let column = CurvatureTape<Double>.meanProduct(bench.work, at: bench.at, along: unit)
      for row in 0..<2 {
        let expected = matrix[row * 2 + index]
        #expect(abs(column[row] - expected) <= 1e-13 * max(1, abs(expected)))
      }
    }
  }

  @Test func theNoisesFormulasAreThoseOfTheEnumeration() throws {
    let bench = try Fixture.caseInput(try Fixture.line(rows: 6)).bench
    let noise = GradientNoise(bench.perSample)
    // Batches of three out of six: twenty of them.
    let column = bench.perSample.column(0)
    var means: [Double] = []
    for a in 0..<6 {
      for b in 0..<6 where b > a {
        for c in 0..<6 where c > b { means.append((column[a] + column[b] + column[c]) / 3) }
      }
    }
    #expect(means.count == 20)
    let mean = means.reduce(0, +) / 20
    let variance = means.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 20
    #expect(abs(noise.withoutReplacement(3)[0] - variance) <= 1e-13 * variance)
    #expect(noise.withoutReplacement(6) == [0, 0])
  }
}
