import Formula
import Testing

@testable import TrainingCore

@Suite struct EvidenceTests {
  @Test func everythingIsExactOnTheFourPoints() throws {
    let evidence = try Evidence(measuring: try Fixture.hand4())
    #expect(evidence.objective == 4.875)
    #expect(evidence.samples.residuals == [1, 1.5, 2, 3.5])
    let gradient = evidence.gradient
    for route in [
      gradient.gradientOfAverage, gradient.averageOfGradients, gradient.symbolic,
      gradient.forwardMode, gradient.finiteDifference,
    ] { #expect(route == [-8, -4]) }
    #expect(gradient.exact == [-8, -4])
    #expect(gradient.comparison.verdict == .equal)
    #expect(gradient.comparison.maxUlps == 0)
    #expect(gradient.otherRoutes.allSatisfy { $0.comparison.verdict == .equal })
  }

  @Test func everyLineOfTheDerivationIsTheSameNumber() throws {
    let derivation = try Evidence(measuring: try Fixture.hand4()).derivation
    #expect(derivation.lines.count == 14)
    for line in derivation.lines {
      #expect(line.value == (line.parameter == "m" ? -8 : -4))
      #expect(line.ulpsFromExact == 0)
    }
    #expect(derivation.literal.count == 4)
    #expect(derivation.literal.allSatisfy { $0.value == -0.75 })
  }

  @Test func theNoisyLinesLiteralReadingIsTheMinusMeanPrediction() throws {
    let evidence = try Evidence(measuring: try Fixture.line(rows: 64))
    for reading in evidence.derivation.literal {
      #expect(abs(reading.value - -0.12867334909221814) < 1e-16)
    }
    for name in ["m", "b"] {
      let values = evidence.derivation.lines.filter { $0.parameter == name }.map(\.value)
      #expect(Set(values).count == 1)
    }
    let fifty = try Evidence(measuring: try Fixture.line(rows: 50)).derivation.lines
    #expect(fifty.allSatisfy { ($0.ulpsFromExact ?? 99) <= 8 })
  }

  @Test func readingsAndCasesPartWhereTheyShould() throws {
    let evidence = try Evidence(measuring: try Fixture.hand4())
    #expect(evidence.readings.map(\.gradient) == [[-8, -4], [-6, -4], [-6, -4]])
    #expect(evidence.readings.map(\.comparison.verdict) == [.equal, .different, .different])
    #expect(evidence.readings[1].closedFormGap == [2, 0])
    #expect(evidence.covariance.covariance == [-2, 0])
    let measured = try ["A01", "A02", "C01", "C02", "C03", "C04"].map {
      try evidence.measured($0)
    }
    #expect(measured[0].comparison.verdict == .equal)
    #expect(measured[1].comparison.right == [-32, -16])
    #expect(measured[1].comparison.verdict == .proportional(factor: 4))
    #expect(measured[1].closedFormGap == [-24, -12])
    #expect(measured[2].comparison.right == [-6, -4])
    #expect(measured[2].closedFormGap == [2, 0])
    #expect(measured[2].numbers[1].values == [-6, -4])
    #expect(measured[3].comparison.difference == [2, 0])
    #expect(measured[4].numbers[0].values == [-6, -4])
    #expect(measured[5].comparison.verdict == .different)
    let rates = measured[1].numbers.suffix(2).map { $0.values[0] }
    #expect(abs(rates[0] - 0.23795006481866912) < 1e-14)
    #expect(abs(rates[1] - 0.05948751620466728) < 1e-15)
  }

  @Test func centredInputsWithAnUncorrelatedErrorCannotTellTheReadingsApart() throws {
    // x is symmetric and the residual at (0, 0) even in x: no covariance at all.
    let problem = try Fixture.problem(
      [("x", [-1, 0, 1]), ("y", [2, 5, 2])], at: [0, 0])
    let evidence = try Evidence(measuring: problem)
    guard case .indistinguishable = evidence.readings[1].comparison.verdict else {
      Issue.record("\(evidence.readings[1].comparison.verdict)")
      return
    }
  }

  @Test func theLogisticNeuronHasItsKnownGradients() throws {
    let problem = try Fixture.problem(
      [("x", [0, 1, 2, 3]), ("y", [0, 0, 1, 1])], model: "w*x + c",
      loss: "log(1 + exp(f)) - y*f", parameters: ["w", "c"], at: [1, -0.5])
    let evidence = try Evidence(measuring: problem)
    let truth = evidence.gradient.gradientOfAverage
    #expect(abs(truth[0] - 0.00750843588) < 1e-10)
    #expect(abs(truth[1] - 0.185429074) < 1e-9)
    let atMeans = evidence.readings[2].gradient
    #expect(abs(atMeans[0] - 0.346587868) < 1e-9)
    #expect(abs(atMeans[1] - 0.231058579) < 1e-9)
    #expect(evidence.gradient.exact == nil)
    #expect(evidence.gradient.otherRoutes.allSatisfy { $0.comparison.verdict == .equal })
  }

  @Test func theDefaultPointIsHalfTheOptimum() throws {
    let evidence = try Evidence(measuring: try Fixture.hand4(at: []))
    #expect(evidence.problem.at == [0.65, 0.4])
    #expect(evidence.problem.atReason == "half the optimum, rounded to two digits")
    #expect(evidence.gradient.at == [0.65, 0.4])
  }

  @Test func aPredictionThatIsNoNumberNamesItsRow() throws {
    let problem = try Fixture.hand4(model: "m*log(x) + b")
    let error = #expect(throws: InputError.self) { try Evidence(measuring: problem) }
    #expect(error?.kind == .badData)
    #expect(error?.description.contains("row 1 ") == true)
  }

  @Test func atTheOptimumNothingCanBeToldApart() throws {
    // A perfect fit on dyadic data: the gradient is zero.
    let problem = try Fixture.problem([("x", [0, 1, 2]), ("y", [1, 3, 5])], at: [2, 1])
    let evidence = try Evidence(measuring: problem)
    #expect(
      evidence.gradient.comparison.verdict == .indistinguishable(why: "both are zero"))
  }

  @Test func oneRowAndOneParameterAreMeasured() throws {
    let problem = try Fixture.problem(
      [("x", [2]), ("y", [3])], model: "m*x", parameters: ["m"], at: [1])
    let evidence = try Evidence(measuring: problem)
    #expect(evidence.gradient.gradientOfAverage == [-4])
    #expect(throws: Unavailable.self) { try evidence.training.get() }
  }

  @Test func theOrderOfRowsChangesNothingOnDyadicData() throws {
    let forward = try Evidence(measuring: try Fixture.hand4())
    let turned = try Evidence(
      measuring: try Fixture.problem([("x", [3, 1, 0, 2]), ("y", [5, 2, 1, 3])]))
    #expect(forward.gradient.gradientOfAverage == turned.gradient.gradientOfAverage)
    #expect(forward.covariance.covariance == turned.covariance.covariance)
  }
}
