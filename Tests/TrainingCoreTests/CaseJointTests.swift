import Testing

@testable import TrainingCore

/// Cases in which samples see each other, and those of the gradients' noise, on other problems than
/// the four points.
@Suite struct CaseJointTests {
  static let joint = ["D01", "D02", "D03", "D04", "D05", "D06", "D07", "D08", "D09"]
  static let all = joint + ["H01", "H02"]

  private static func noisy(
    _ model: String, loss: String = "(y - f)^2", rows: Int = 21
  ) throws -> Problem {
    var generator = TestGenerator(state: 7)
    let x = (0..<rows).map { _ in 4 * generator.uniform() - 2 }
    let y = x.map { $0 + 2 * generator.uniform() }
    return try Fixture.problem([("x", x), ("y", y)], model: model, loss: loss, at: [0.75, 0.5])
  }

  @Test(arguments: joint, ["exp(m*x/4) + b", "tanh(m*x) * b", "m*x^2 + b"])
  func halvesDifferUnderEveryModelAndTheRefereeStandsByTheWhole(id: String, model: String) throws {
    let measured = try Fixture.measured(id, try Self.noisy(model))
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
    guard let gap = measured.closedFormGap else { return }
    for (closed, found) in zip(gap, measured.comparison.difference) {
      #expect(abs(closed - found) <= 1e-11 * (1 + abs(closed)))
    }
  }

  @Test(arguments: ["D07", "D08", "D09"], ["(y - f)^4", "exp(f) - y*f", "log(1 + (y - f)^2)"])
  func halvesDifferUnderEveryLoss(id: String, loss: String) throws {
    let measured = try Fixture.measured(id, try Self.noisy("m*x + b", loss: loss))
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
  }

  /// Both halves hold the same samples, so each of them has the whole batch's statistics.
  @Test(arguments: ["D01", "D04", "D05", "D06", "D07", "D08", "D09"])
  func equalHalvesAreAnAccidentAndNoLaw(id: String) throws {
    let problem = try Fixture.problem(
      [("x", [0, 1, 2, 3, 0, 1, 2, 3]), ("y", [1, 2, 3, 5, 1, 2, 3, 5])])
    let comparison = try Fixture.measured(id, problem).comparison
    #expect(comparison.reason == .accident, "\(comparison.verdict)")
    guard case .indistinguishable(let why) = comparison.verdict else { return }
    #expect(why.contains("halves") && why.hasSuffix("in this run"))
  }

  /// Twice as many negatives: the same sums, but more of them.
  @Test func equalHalvesStillOfferFewerNegativesInTheLossAlone() throws {
    let problem = try Fixture.problem(
      [("x", [0, 1, 2, 3, 0, 1, 2, 3]), ("y", [1, 2, 3, 5, 1, 2, 3, 5])])
    let measured = try Fixture.measured("D02", problem)
    #expect(measured.comparison.reason == .accident)
    let whole = try CaseReferenceDTests.number("objective of the whole batch", measured)
    let halves = try CaseReferenceDTests.number("mean objective of the halves", measured)
    // Every exponential occurs twice.
    #expect(abs(whole[0] - halves[0] - 0.6931471805599453) < 1e-14)
  }

  @Test func rankingWithinHalvesOfOneClassSeesNoPairs() throws {
    let measured = try Fixture.measured("D03", try Fixture.hand4())
    // Sorted targets: the first half is negative, the second positive.
    #expect(measured.comparison.right == [0, 0])
    #expect(measured.comparison.left[0] < 0)
    #expect(measured.comparison.verdict == .different)
  }

  @Test(arguments: ["D03", "D04"]) func oneClassAloneIsRefused(id: String) throws {
    let problem = try Fixture.problem([("x", [0, 1, 2, 3]), ("y", [1, 1, 1, 1])])
    #expect(throws: Unavailable.self) { try Fixture.measured(id, problem) }
  }

  @Test func classesOfZeroAndOneAreKept() {
    #expect(Scales.threshold([0, 1, 1, 1]) == 0)
    #expect(Scales.threshold([0, 0, 0, 1]) == 0)
    #expect(Scales.threshold([1, 2, 3, 5]) == 2)
    #expect(Scales.threshold([4, 4]) == nil)
    #expect(Scales.threshold([]) == nil)
  }

  @Test(arguments: all) func fewRowsHaveNumbersOrAReason(id: String) throws {
    for rows in 1...5 {
      let x = (0..<rows).map { Double($0 * $0) }
      let y = (0..<rows).map { Double($0 + 1) }
      let problem = try Fixture.problem([("x", x), ("y", y)])
      do {
        let measured = try Fixture.measured(id, problem)
        let isFinite = measured.comparison.left.allSatisfy(\.isFinite)
        #expect(isFinite)
      } catch let error as Unavailable {
        #expect(!error.description.isEmpty && rows < 4, "\(rows) rows: \(error)")
      }
    }
  }

  @Test(arguments: all) func hugeTinyAndConstantDataDoNotCrash(id: String) throws {
    let columns: [[Double]] = [
      [1e150, -1e150, 2e150, 3e150, 0], [1e-200, 2e-200, 0, 0, 1e-200], [2, 2, 2, 2, 2],
    ]
    for x in columns {
      for y in columns {
        for model in ["m*x + b", "m + b"] {
          let problem = try Fixture.problem([("x", x), ("y", y)], model: model)
          guard let input = try? Fixture.caseInput(problem) else { continue }
          let entry = try #require(Registry.cases.first { $0.id == id })
          guard case .success(let measured) = entry.result(input).outcome else { continue }
          #expect(measured.comparison.left.count == measured.comparison.right.count)
        }
      }
    }
  }

  @Test(arguments: all) func networksAreMeasuredAndRefereed(id: String) throws {
    var problem = try Problem(Question(model: "mlp:3:tanh"))
    problem.at = problem.parameters.indices.map { 0.75 - 0.375 * Double($0 % 5) }
    let measured = try Fixture.measured(id, problem)
    let isFinite = measured.comparison.left.allSatisfy(\.isFinite)
    #expect(isFinite)
    if measured.referee != nil { try Fixture.expectRefereed(measured) }
  }

  @Test func aSingleParameterHasAVarianceThatIsAMultipleToo() throws {
    let problem = try Fixture.problem(
      [("x", [0, 1, 2, 3, 5]), ("y", [1, 2, 3, 5, 4])], model: "m*x", parameters: ["m"], at: [0.5])
    guard case .proportional(let factor) = try Fixture.measured("H01", problem).comparison.verdict
    else {
      Issue.record("not a multiple")
      return
    }
    #expect(abs(factor - 4 / 3) < 1e-14)
  }

  @Test func whatGrowsWithTheSquareOfTheRowsIsMeasuredOnAPart() throws {
    let problem = try Fixture.line(rows: 700)
    for id in ["D02", "D03", "H01"] {
      let measured = try Fixture.measured(id, problem)
      #expect(measured.inputNote?.contains("700 rows, chosen at random") == true)
    }
  }

  /// The scale's gradient by closed form is what both kinds of differentiation find.
  @Test func theTableOfMicroBatchSizesAgreesWithTheTape() throws {
    let measured = try Fixture.measured("D01", try Self.noisy("exp(m*x/4) + b", rows: 64))
    let table = try #require(measured.tables.first)
    #expect(table["micro-batch size"] == [1, 2, 4, 8, 16, 32, 64])
    let slopes = table["gradient of gamma"]
    #expect(abs(slopes[6] - measured.comparison.left[2]) < 1e-13)
    #expect(abs(slopes[5] - measured.comparison.right[2]) < 1e-13)
  }

  @Test func microBatchesOfAnySizeCoverAllRows() {
    #expect(MicroBatchSizes.powersOfTwo(1) == [1])
    #expect(MicroBatchSizes.powersOfTwo(50) == [1, 2, 4, 8, 16, 32, 50])
    #expect(MicroBatchSizes.powersOfTwo(0).isEmpty)
    #expect(MicroBatches.epoch(7, size: 3) == [0..<3, 3..<6, 6..<7])
  }
}
