import Testing

@testable import TrainingCore

/// Family F, against values computed elsewhere.
@Suite struct CaseReferenceFTests {
  // MARK: F01

  @Test func anAbsoluteErrorOfZeroHasASlopeOnEachSide() throws {
    // Squares have no kink, so that the built-in samples are measured.
    let measured = try Fixture.measured("F01", try Fixture.hand4())
    Expected.close(measured.comparison.left, [2 / 3.0, 1 / 3.0, 2 / 3.0, 1 / 3.0])
    Expected.close(
      measured.comparison.right, [2, 1, -0.6666666666666666, -0.3333333333333333])
    let numbers = Expected.numbers(measured)
    Expected.close(
      try #require(numbers["average slope towards smaller parameters"]),
      [-0.6666666666666666, -1 / 3.0])
    #expect(measured.comparison.verdict == .different)
    let note = try #require(measured.inputNote)
    #expect(note.contains("built-in"))
  }

  @Test func aReadersOwnKinkIsMeasured() throws {
    let problem = try Fixture.problem(
      [("x", [1, 2, 3, 4]), ("y", [1, 1, 3, 0])], model: "m*x + b", loss: "abs(y - f)", at: [1, 0])
    let measured = try Fixture.measured("F01", problem)
    #expect(measured.inputNote == nil)
    let numbers = Expected.numbers(measured)
    #expect(numbers["samples whose losses have a kink here"] == [2])
    // (+-1 +-3 + 2 + 4)/4 and (+-1 +-1 + 1 + 1)/4.
    #expect(measured.comparison.left == [1.5, 0.5, 1.5, 0.5])
    #expect(measured.comparison.right == [2.5, 1, 0.5, 0])
    #expect(numbers["average slope towards smaller parameters"] == [0.5, 0])
  }

  @Test(arguments: ["exp(m*x/4) + b", "m*x^2 + b", "tanh(m*x) + b"])
  func slopesOfBothSidesAreThoseOfDifferences(model: String) throws {
    var problem = try Fixture.problem(
      [("x", [0.5, 1, 2, 3]), ("y", [0, 0, 0, 0])], model: model, loss: "abs(y - f)",
      at: [0.75, 0.5])
    let predictions = try Fixture.caseInput(problem).bench.samples.predictions
    // Two samples are met exactly.
    problem = try Fixture.problem(
      [("x", [0.5, 1, 2, 3]), ("y", [0, predictions[1], predictions[2], 0])], model: model,
      loss: "abs(y - f)", at: [0.75, 0.5])
    let numbers = Expected.numbers(try Fixture.measured("F01", problem))
    #expect(numbers["samples whose losses have a kink here"] == [2])
    for (exact, difference) in [
      ("average slope towards larger parameters", "the first by differences"),
      ("average slope towards smaller parameters", "the second by differences"),
    ] {
      let pair = zip(try #require(numbers[exact]), try #require(numbers[difference]))
      for (exact, difference) in pair { #expect(abs(exact - difference) < 1e-5) }
    }
  }

  @Test func tiesOfConditionsAreFollowedToBothSides() throws {
    let problem = try Fixture.problem(
      [("x", [1, -1, 2]), ("y", [1, 1, 3])], model: "relu(m*x) + b", at: [0, 0])
    let numbers = Expected.numbers(try Fixture.measured("F01", problem))
    #expect(numbers["samples whose losses have a kink here"] == [3])
    // From above the second sample's unit is closed, from below the others' are.
    Expected.close(
      try #require(numbers["average slope towards larger parameters"]), [-14 / 3.0, -10 / 3.0])
    Expected.close(
      try #require(numbers["average slope towards smaller parameters"]), [2 / 3.0, -10 / 3.0])
  }

  // MARK: F02

  @Test func rectifiersAtZeroCancelInTheAverageOnly() throws {
    let measured = try Fixture.measured("F02", try Fixture.hand4())
    #expect(measured.comparison.left == [0.5])
    #expect(measured.comparison.right == [0])
    #expect(measured.closedFormGap == [-0.5])
    let numbers = Expected.numbers(measured)
    #expect(numbers["derivative of the average by the rules, in reverse"] == [0])
    #expect(numbers["derivative of the average by a tape of matrices"] == [0])
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
  }

  // MARK: F03 and F04

  @Test func aLossOfStepsMovesThoughNoSampleDoes() throws {
    let measured = try Fixture.measured("F03", try Fixture.hand4())
    #expect(measured.comparison.left == [-0.5])
    #expect(measured.comparison.right == [0])
    #expect(measured.closedFormGap == [0.5])
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
  }

  @Test func anIntegralMovesThoughItsIntegrandDoesNot() throws {
    let measured = try Fixture.measured("F04", try Fixture.hand4())
    Expected.close(measured.comparison.left, [1])
    #expect(measured.comparison.right == [0])
    #expect(measured.closedFormGap == [-1])
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
    // Away from 0 the integral of the derivative is the derivative.
    Expected.close(
      try #require(Expected.numbers(measured)["integral of the derivative at t"]), [1, 1, 1, 1])
  }

  @Test func theIntegralIsItsUpperVariable() {
    let integral = SpikeIntegral()
    for t in [0.001, 0.1, 0.5, 1, 2, 8] { Expected.close([integral.value(t)], [t]) }
    #expect(integral.value(0) == 0)
  }

  @Test(arguments: ["F01", "F02", "F03", "F04"])
  func oneSampleIsEnough(id: String) throws {
    let problem = try Fixture.problem([("x", [1]), ("y", [2])])
    let measured = try Fixture.measured(id, problem)
    #expect(measured.comparison.verdict == .different)
  }
}
