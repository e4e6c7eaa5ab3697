import Testing

@testable import TrainingCore

@Suite struct NumericsTests {
  @Test func dyadicNumbersComeBackAsTheyWere() throws {
    for value in [
      0, 1, -3.75, 0.1, 1e300, -Double.leastNonzeroMagnitude, 2.2250738585072014e-308, .pi,
    ] {
      #expect(try #require(Dyadic(value)).divided(by: 1) == value)
    }
    #expect(Dyadic(.nan) == nil)
    #expect(Dyadic(.infinity) == nil)
  }

  @Test func exactDivisionRoundsOnceToNearest() throws {
    var generator = TestGenerator(state: 7)
    for _ in 0..<200 {
      let value = generator.uniform() * 1000 - 500
      let divisor = Int(generator.next() % 999) + 1
      // One rounding is what the processor's division does as well.
      #expect(try #require(Dyadic(value)).divided(by: divisor) == value / Double(divisor))
    }
    #expect(try #require(Dyadic(.leastNonzeroMagnitude)).divided(by: 2) == 0)
    #expect(
      try #require(Dyadic(3 * .leastNonzeroMagnitude)).divided(by: 2) == 2
        * Double.leastNonzeroMagnitude)
  }

  @Test func exactSumsForgetNothing() throws {
    let large = try #require(Dyadic(1e300))
    let small = try #require(Dyadic(1e-300))
    #expect((large + small - large).divided(by: 1) == 1e-300)
    #expect((large * small).divided(by: 1) == 1e300 * 1e-300)
  }

  @Test func pairwiseSumsStayCloseWherePlainOnesDrift() {
    let values = [Double](repeating: 0.1, count: 1_000_000)
    var plain = 0.0
    var running = RunningSum()
    for value in values {
      plain += value
      running.add(value)
    }
    #expect(abs(plain - 100_000) > 1e-7)
    #expect(abs(Summation.pairwise(values) - 100_000) < 1e-9)
    #expect(abs(running.total - 100_000) < 1e-9)
    #expect(Summation.pairwise([]) == 0)
  }

  @Test func digitsAreRoundedAsWritten() {
    #expect(SignificantDigits.rounded(0.0952, to: 1) == 0.1)
    #expect(SignificantDigits.rounded(0.65, to: 2) == 0.65)
    #expect(SignificantDigits.rounded(-1234, to: 2) == -1200)
    #expect(SignificantDigits.rounded(0, to: 2) == 0)
    #expect(SignificantDigits.rounded(9.96, to: 2) == 10)
  }

  @Test func eigenvaluesOfTheExamplesHessian() throws {
    let found = try #require(LAPACK.eigenvalues([7, 3, 3, 2], size: 2))
    #expect(abs(found[0] - 0.594875162046673) < 1e-14)
    #expect(abs(found[1] - 8.405124837953327) < 1e-14)
  }

  @Test func theHessianOfALineIsExact() throws {
    let work = try Workload(try Fixture.hand4())
    #expect(Hessian.ofMean(work, at: [0.5, 0]) == [7, 3, 3, 2])
    #expect(Hessian.ofMean(work, at: [0.5, 0], directions: [1]) == [2])
  }
}
