import Testing

@testable import TrainingCore

/// Steps of finite differences that jump over what happens near the point.
@Suite struct StepSearchTests {
  /// A slope that steps from some length on do not see, and a bound that says nothing of that.
  private func search(visibleBelow length: Double, noise: Double = 0) -> Double? {
    typealias Found = (value: Double, bound: Double)
    return StepSearch.best(
      start: 1, shortest: 0x1p-60, tries: 10,
      difference: { step -> Found? in
        step < length ? (3, 1e-12 + noise / step) : (0, 1e-12)
      }, error: { $0.bound }, isFine: { $0.bound <= 1e-7 * abs($0.value) },
      contradicts: { abs($0.value - $1.value) > $0.bound + $1.bound })?.value
  }

  @Test(arguments: [2.0, 0.5, 0x1p-5, 0x1p-11]) func aShorterStepThatSeesMoreWins(length: Double) {
    #expect(search(visibleBelow: length) == 3)
  }

  @Test func roundingOfShortStepsDoesNotOverruleALongOne() {
    #expect(search(visibleBelow: 2, noise: 1e-12) == 3)
  }

  @Test func withoutANumberThereIsNoAnswer() {
    let found: Double? = StepSearch.best(
      start: 1, shortest: 0x1p-60, tries: 10, difference: { _ in nil }, error: { $0 },
      isFine: { _ in true }, contradicts: { _, _ in false })
    #expect(found == nil)
  }

  /// Inputs as they come, targets in units of money: units saturate, and predictions never move by the
  /// size of the target.
  @Test(arguments: ["mlp:6,6:tanh", "mlp:4:gelu", "mlp:4:sigmoid"])
  func theRefereeKeepsItsBoundOnSaturatedNetworks(model: String) throws {
    let sizes = (0..<12).map { 87 + 12.5 * Double($0 * 7 % 12) }
    let prices = sizes.map { 3100 * $0 + 4000 * ($0.truncatingRemainder(dividingBy: 9)) }
    let evidence = try TemporaryCSV.with([("x", sizes), ("y", prices)]) { path in
      try Evidence(measuring: Problem(Question(data: path, x: ["x"], y: "y", model: model)))
    }
    let gradient = evidence.gradient
    let triples = zip(
      gradient.gradientOfAverage,
      zip(gradient.finiteDifference, gradient.finiteDifferenceErrorBound))
    #expect(triples.allSatisfy { abs($0 - $1.0) <= $1.1 })
    for result in evidence.cases {
      guard case .success(let measured) = result.outcome, let referee = measured.referee,
        let bound = measured.refereeBound
      else { continue }
      let pairs = zip(measured.comparison.left, zip(referee, bound))
      #expect(pairs.allSatisfy { abs($0 - $1.0) <= $1.1 }, "\(result.id)")
    }
  }

  @Test func predictionsThatCancelHaveAReferee() throws {
    let rows = 0..<30
    let problem = try Fixture.problem(
      [
        ("x", rows.map { 1e6 + Double($0 * 37 % 101) / 33.7 }),
        ("y", rows.map { Double($0 * 53 % 97) / 12 }),
      ], at: [-0.021, 21_000])
    let measured = try Fixture.measured("D01", problem)
    let referee = try #require(measured.referee)
    let bound = try #require(measured.refereeBound)
    for (left, (value, bound)) in zip(measured.comparison.left, zip(referee, bound)) {
      #expect(abs(left - value) <= bound)
    }
  }

  @Test func aGateThatBendsMoreSharplyThanThePredictionsHasAReferee() throws {
    // Seconds since 1970.
    let seconds = (0..<8).map { 1.7e9 + 86_400 * Double($0 * 5 % 8) }
    let problem = try Fixture.problem([
      ("x", seconds), ("y", seconds.map { ($0 - 1.7e9) / 40_000 }),
    ])
    let measured = try Fixture.measured("D06", problem)
    let referee = try #require(measured.referee)
    let bound = try #require(measured.refereeBound)
    for (left, (value, bound)) in zip(measured.comparison.left, zip(referee, bound)) {
      #expect(abs(left - value) <= bound)
    }
  }
}
