import Testing

@testable import TrainingCore

/// Family B on the four points, against values computed elsewhere.
@Suite struct CaseReferenceBTests {
  private func numbers(_ measured: CaseResult.Measurement) -> [String: [Double]] {
    Dictionary(uniqueKeysWithValues: measured.numbers.map { ($0.name, $0.values) })
  }

  private func expectClose(
    _ found: [Double]?, _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let found = try #require(found, sourceLocation: sourceLocation)
    try #require(found.count == expected.count, sourceLocation: sourceLocation)
    for (found, expected) in zip(found, expected) {
      #expect(
        abs(found - expected) <= 1e-12 * abs(expected), "\(found) for \(expected)",
        sourceLocation: sourceLocation)
    }
  }

  /// Expects the closed gap to be the measured one.
  private func expectClosed(_ measured: CaseResult.Measurement) throws {
    let closed = try #require(measured.closedFormGap)
    for (closed, found) in zip(closed, measured.comparison.difference) {
      #expect(abs(closed - found) <= 1e-13 * (1 + abs(found)))
    }
  }

  @Test func raggedMicroBatchesWeighSamplesBySize() throws {
    let measured = try Fixture.measured("B01", try Fixture.hand4())
    #expect(measured.comparison.left == [-8, -4])
    #expect(abs(measured.comparison.right[0] + 37 / 3.0) <= 2 * (37 / 3.0).ulp)
    #expect(measured.comparison.right[1] == -5)
    let gap = try #require(measured.closedFormGap)
    #expect(abs(gap[0] + 13 / 3.0) <= 2 * (13 / 3.0).ulp)
    #expect(gap[1] == -1)
    #expect(measured.comparison.verdict == .different)
  }

  @Test func aSumOfMeansIsAsManyTimesTooLong() throws {
    let measured = try Fixture.measured("B02", try Fixture.hand4())
    #expect(measured.comparison.right == [-16, -8])
    #expect(measured.comparison.verdict == .proportional(factor: 2))
    #expect(measured.closedFormGap == [-8, -4])
    try Fixture.expectRefereed(measured)
    try expectClose(
      numbers(measured)["sum for micro-batches of unequal size"], [-24.666666666666668, -10])
    // Of unequal sizes the direction is wrong as well.
    let ragged = try B02ForgottenDivision(split: MicroBatches.ragged)
      .measure(try Fixture.caseInput(try Fixture.hand4()))
    try expectClose(ragged.comparison.right, [-24.666666666666668, -10])
    #expect(ragged.comparison.verdict == .different)
    try expectClosed(ragged)
  }

  @Test func aSecondDivisionIsAsManyTimesTooShort() throws {
    let measured = try Fixture.measured("B03", try Fixture.hand4())
    #expect(measured.comparison.right == [-4, -2])
    #expect(measured.comparison.verdict == .proportional(factor: 0.5))
    #expect(measured.closedFormGap == [4, 2])
    #expect(numbers(measured)["divided once"] == [-8, -4])
    try Fixture.expectRefereed(measured)
  }

  @Test func machinesOfUnequalSharesCountTheSame() throws {
    let measured = try Fixture.measured("B05", try Fixture.hand4())
    try expectClose(measured.comparison.right, [-12.333333333333334, -5])
    #expect(measured.comparison.verdict == .different)
    try expectClosed(measured)
    let found = numbers(measured)
    #expect(found["samples on each machine"] == [3, 1])
    #expect(found["round of all machines"] == [-10.5, -4.5])
    #expect(found["round of the last machine, divided by all"] == [-1.5, -1.5])
    #expect(found["round of the last machine, divided by those left"] == [-3, -3])
    #expect(found["mean of the machines’ summed gradients"] == [-16, -8])
  }

  @Test func aShortLastBatchWeighsThreefold() throws {
    let measured = try Fixture.measured("B06", try Fixture.hand4())
    let found = numbers(measured)
    try expectClose(
      found["a sample’s weight over the epoch, first and last batch"], [0.3333333333333333, 1])
    #expect(found["ratio of the weights"] == [3])
    #expect(found["mean loss"] == [4.875])
    try expectClose(found["mean of the batches’ mean losses"], [(7.25 / 3 + 12.25) / 2])
    try expectClose(measured.comparison.right, [-12.333333333333334, -5])
    #expect(measured.comparison.verdict == .different)
    try expectClosed(measured)
  }

  @Test func aPartialWindowIsDividedTooOften() throws {
    let measured = try Fixture.measured("B07", try Fixture.hand4())
    #expect(measured.comparison.left == [-21, -7])
    try expectClose(measured.comparison.right, [-7, -7 / 3.0])
    guard case .proportional(let factor) = measured.comparison.verdict else {
      Issue.record("\(measured.comparison.verdict)")
      return
    }
    try expectClose([factor], [1 / 3.0])
    try expectClosed(measured)
    try Fixture.expectRefereed(measured)
    try expectClose(
      numbers(measured)["mean gradient if the last window is dropped"],
      [-3.6666666666666665, -3])
  }

  @Test func aPaddedSamplerCountsTheFirstSampleTwice() throws {
    let three = try Fixture.problem([("x", [0, 1, 2]), ("y", [1, 2, 3])])
    let measured = try Fixture.measured("B08", three)
    try expectClose(measured.comparison.left, [-3.6666666666666665, -3])
    #expect(measured.comparison.right == [-2.75, -2.75])
    #expect(measured.comparison.verdict == .different)
    try expectClosed(measured)
    let found = numbers(measured)
    #expect(found["machines"] == [2])
    #expect(found["weight of a repeated sample, and of another"] == [0.5, 0.25])
    // Four samples fill two machines, so the fewest that pad are three.
    #expect(numbers(try Fixture.measured("B08", try Fixture.hand4()))["machines"] == [3])
  }

  @Test func underASumThePenaltyCountsForEverySample() throws {
    let measured = try Fixture.measured("B11", try Fixture.hand4())
    try expectClose(measured.comparison.left, [-31.9, -16])
    try expectClose(measured.comparison.right, [-31.6, -16])
    #expect(measured.comparison.verdict == .different)
    try expectClosed(measured)
    try Fixture.expectRefereed(measured)
    let found = numbers(measured)
    try expectClose(found["mean of the gradients and one penalty"], [-7.9, -4])
    try expectClose(
      found["mean of the gradients and a penalty for each micro-batch"], [-7.6, -4])
  }

  @Test func clientsWithMoreDataCountTooLittle() throws {
    let measured = try Fixture.measured("B12", try Fixture.hand4())
    // (0, -2), (-3, -3) and the mean (-14.5, -5.5) of the other two, each counting the same.
    try expectClose(measured.comparison.right, [-17.5 / 3, -3.5])
    #expect(measured.comparison.verdict == .different)
    try expectClosed(measured)
    let found = numbers(measured)
    #expect(found["samples of each client"] == [1, 1, 2])
    #expect(found["mean of the clients, weighted by their samples"] == [-8, -4])
  }

  @Test func weightedLossesOverNAreLongerByTheMeanWeight() throws {
    let measured = try Fixture.measured("B13", try Fixture.hand4())
    try expectClose(measured.comparison.left, [-11.4, -4.8])
    #expect(measured.comparison.right == [-28.5, -12])
    guard case .proportional(let factor) = measured.comparison.verdict else {
      Issue.record("\(measured.comparison.verdict)")
      return
    }
    try expectClose([factor], [2.5])
    try expectClosed(measured)
    try Fixture.expectRefereed(measured)
    #expect(numbers(measured)["mean weight of each half"] == [1.5, 3.5])
  }
}
