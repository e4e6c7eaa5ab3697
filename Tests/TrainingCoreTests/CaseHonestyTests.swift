import Formula
import Testing

@testable import TrainingCore

/// Verdicts and words where the data are at an edge.
@Suite struct CaseHonestyTests {
  @Test func whatUnderflowsIsRoundingAndNoOtherVector() throws {
    let x = [1e-160, 2e-160, 3e-160, 5e-160]
    let problem = try Fixture.problem(
      [("x", x), ("y", [2e-160, 3e-160, 5e-160, 7e-160])], model: "where(w*x > 0, w*x, 0)",
      parameters: ["w"], at: [0.7])
    for id in ["A01", "A02", "A03", "A06", "A08"] {
      let verdict = try Fixture.measured(id, problem).comparison.verdict
      #expect(verdict != .different, "\(id)")
    }
  }

  @Test func anOpenSignDoesNotHideASettledOne() throws {
    // By the second component the mean is zero, so its sign is open; by the first one the samples
    // disagree.
    let rows: [[Double]] = [[3, 1], [3, -1], [-1, 1], [3, -1]]
    let problem = try Fixture.problem(
      [("x1", rows.map { $0[0] }), ("x2", rows.map { $0[1] }), ("y", [0, 0, 0, 0])],
      model: "a*x1 + b*x2", loss: "f", parameters: ["a", "b"], at: [1, 1], inputs: ["x1", "x2"])
    for id in ["C09", "C10"] {
      let comparison = try Fixture.measured(id, problem).comparison
      #expect(comparison.left[0] == 1)
      #expect(comparison.verdict == .different, "\(id)")
    }
    // If the first ones agree, what is left is open.
    let agreeing = try Fixture.problem(
      [("x1", [3, 3, 3, 3]), ("x2", [1, -1, 1, -1]), ("y", [0, 0, 0, 0])],
      model: "a*x1 + b*x2", loss: "f", parameters: ["a", "b"], at: [1, 1], inputs: ["x1", "x2"])
    for id in ["C09", "C10"] {
      guard case .indistinguishable = try Fixture.measured(id, agreeing).comparison.verdict else {
        Issue.record("\(id)")
        continue
      }
    }
  }

  @Test func atTheOptimumSquaredLengthsStillPart() throws {
    let measured = try Fixture.measured("H02", try Fixture.hand4(at: [1.3, 0.8]))
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(try Fixture.measured("H02", try Fixture.hand4()))
  }

  @Test func aPartOfAPartIsSaidToBeOfAllRows() throws {
    let problem = try Fixture.line(rows: 140_000)
    let bench = try Fixture.caseInput(problem).bench
    #expect(bench.rows == 125_000)
    let part = try bench.part(100)
    #expect(part.note == RandomRows.note(100, of: 140_000, seed: 0))
    #expect(part.allRows == 140_000)
  }

  @Test(arguments: [
    ("m*x + b", "(y - f)^2", true), ("m*x^2 + b", "(y - f)^2", false),
    ("m*x + b", "abs(y - f)^3", false), ("m*x*2 + b", "(y - f)^2", true),
  ])
  func onlyALineUnderTheSquaredErrorHasItsSlopeFrozen(
    model: String, loss: String, isLine: Bool
  ) throws {
    let problem = try Fixture.hand4(model: model, loss: loss)
    let statement = C04WrongConvergence().statement(for: try Fixture.caseInput(problem))
    #expect(statement.contains("cannot learn the slope") == isLine)
  }

  @Test func twoLossesThatRoundingOrdersLeaveTheHardestOpen() throws {
    let large = 2.0
    let problem = try Fixture.problem(
      [("x", [0, 1, 2, 3]), ("y", [1, 0.5, large, large.nextUp])], model: "0*m*x + b",
      loss: "y + 0*f",
      at: [1, 0])
    for id in ["D08", "C15", "C16"] {
      let comparison = try? Fixture.measured(id, problem).comparison
      #expect(comparison.map { $0.verdict != .different } ?? true, "\(id)")
    }
    let bench = try Fixture.caseInput(problem).bench
    #expect(bench.orderIsOpen([0, 0, 0, 1]))
    #expect(!bench.orderIsOpen([0, 0, 0.5, 0.5]))
    #expect(!bench.orderIsOpen([0, 1, 0, 0], in: 0..<2))
  }

  @Test func rowsAreDrawnAllOverTheData() {
    let rows = RandomRows.choose(100, of: 10_000, seed: 3)
    #expect(rows.count == 100 && rows == rows.sorted() && Set(rows).count == 100)
    #expect(rows.count { $0 < 5000 } > 30 && rows.count { $0 >= 5000 } > 30)
    #expect(rows == RandomRows.choose(100, of: 10_000, seed: 3))
    #expect(rows != RandomRows.choose(100, of: 10_000, seed: 4))
    #expect(RandomRows.choose(5, of: 5, seed: 1) == [0, 1, 2, 3, 4])
  }

  @Test func halvesOfUnequalSizeCountByTheirSize() throws {
    // The mean of separable terms is the same however the batch is split.
    struct Separable: JointObjective {
      let targets: [Double]
      func value<Number: DifferentiableNumber>(
        _ predictions: [Number], rows: Range<Int>, own: [Number]
      ) -> Number {
        Number.mean(zip(predictions, rows).map { ($0 - targets[$1]) * ($0 - targets[$1]) })
      }
    }
    let bench = try Fixture.caseInput(try Fixture.line(rows: 7)).bench
    let found = try bench.measure(
      Separable(targets: bench.targets), in: MicroBatches.halves(7))
    #expect(found.parts[0] != found.parts[1])
    #expect(found.comparison.verdict == .equal)
  }

  @Test func premisesAmongTheCasesAreShownTheirOption() throws {
    #expect {
      try CaseSelection.cases(named: "C05,P5")
    } throws: { error in
      "\(error)".contains("--premise")
    }
    #expect(try CaseSelection.cases(named: "d01, c05 ,D01") == ["D01", "C05"])
    #expect(try CaseSelection.premises(named: "p5") == ["P5"])
    #expect(throws: InputError.self) { try CaseSelection.premises(named: "P8") }
  }

  @Test func theLossesScaledByAPowerOfTwoAreDifferentiatedAnew() throws {
    let input = try Fixture.caseInput(try Fixture.line(rows: 50))
    let whole = try A10LossScale().measure(input)
    #expect(whole.comparison.verdict == .equal)
    #expect(whole.numbers.dropFirst().allSatisfy { $0.values == [0] })
    // A factor that is no power of two would change bits.
    var problem = input.problem
    problem.loss = .multiply(.number(3), problem.loss)
    let scaled = SampleTape.run(try Workload(problem), at: problem.at).gradients.mean
    #expect(scaled.map { $0 / 3 } != input.bench.perSample.mean)
  }
}
