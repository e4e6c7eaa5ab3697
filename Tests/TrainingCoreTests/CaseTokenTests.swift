import Testing

@testable import TrainingCore

/// Tokens, class weights and ignored labels, against values computed elsewhere.
@Suite struct CaseTokenTests {
  private func measure(_ measured: some Case) throws -> CaseResult.Measurement {
    try measured.measure(try Fixture.caseInput(try Fixture.hand4()))
  }

  private func expectClosedGap(_ measured: CaseResult.Measurement) throws {
    Expected.close(
      measured.comparison.difference, try #require(measured.closedFormGap), scale: 1)
  }

  // MARK: B04

  @Test func tokensOfLongMicroBatchesCountLess() throws {
    let measured = try measure(B04TokenWeights())
    let numbers = Expected.numbers(measured)
    #expect(numbers["tokens of each micro-batch"] == [20, 14, 16, 14])
    Expected.close(
      try #require(numbers["weight of their tokens, times the number of all"]),
      [0.8, 8 / 7.0, 1, 8 / 7.0])
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
    try expectClosedGap(measured)
    let table = try #require(measured.tables.first)
    #expect(table["weight ratio"].count == 64)
  }

  @Test func aTokensWeightIsThatOfItsMicroBatch() {
    // Gradients of three sequences of 1, 3 and 6 tokens, computed elsewhere.
    let means = PerSampleGradients(
      rows: 3, columns: 2,
      values: [
        -0.9653631261612068, 2.3139197062680843, 2.207016914520245, 0.5040036484748148,
        2.2262647993320814, 0.6816741902902311,
      ])
    let sequences = TokenSequences(lengths: [1, 3, 6], perMicroBatch: 2)
    func sum(_ weights: [Double]) -> [Double] {
      (0..<2).map { column in
        zip(weights, sequences.sequences).reduce(0) { $0 + $1.0 * means[$1.1, column] }
      }
    }
    let twelfth = 0.08333333333333333
    Expected.close(
      sequences.byMicroBatch, [0.125, 0.125, 0.125, 0.125] + [Double](repeating: twelfth, count: 6))
    Expected.close(sum(sequences.even), [1.9013276413392013, 0.7915975793433916])
    Expected.close(sum(sequences.bySequence), [1.1559728625637067, 1.1665325150110435])
    Expected.close(sum(sequences.byMicroBatch), [1.8200933518409816, 0.8190784266066817])
  }

  @Test func microBatchesOfAsManyTokensAreEqualByAccident() throws {
    let measured = try measure(
      B04TokenWeights(TokenSequences(lengths: [3, 5, 4, 4, 7, 1], perMicroBatch: 2)))
    Expected.accident(measured, "all micro-batches have the same number of tokens")
  }

  @Test func theMatrixTapeAndTheWrittenOutSoftmaxAgree() throws {
    let example = TokenSequences(lengths: [5, 2, 9], perMicroBatch: 1).language(seed: 7)
    for row in 0..<example.rows {
      var weights = [Double](repeating: 0, count: example.rows)
      weights[row] = 1
      Expected.close(try example.reverse(weights: weights), example.gradient(row: row), scale: 1)
    }
  }

  // MARK: B09

  @Test func halvesUndoPartOfTheClassWeights() throws {
    let measured = try measure(B09ClassWeights())
    let numbers = Expected.numbers(measured)
    Expected.close(try #require(numbers["weights in the mean of all"]), [0.1, 0.2, 0.2, 0.5])
    Expected.close(
      try #require(numbers["weights in the mean of two halves"]),
      [0.16666666666666666, 0.3333333333333333, 0.14285714285714285, 0.35714285714285715])
    Expected.close(
      try #require(numbers["ratio"]),
      [1.6666666666666667, 1.6666666666666665, 0.7142857142857142, 0.7142857142857142])
    Expected.close(
      try #require(numbers["first sample’s gradient by its logits, in the mean of all"]),
      [-0.03347590442251782, 0.024472847105479766, 0.009003057317038043])
    Expected.close(
      try #require(numbers["the same in the mean of two halves"]),
      [-0.0557931740375297, 0.040788078509132936, 0.015005095528396739])
    Expected.close(
      Array(measured.comparison.left[0..<3]),
      [-0.03347590442251782, 0.024472847105479766, 0.009003057317038043])
    #expect(numbers["weights in the mean of single samples"] == [0.25, 0.25, 0.25, 0.25])
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
    try expectClosedGap(measured)
  }

  @Test func halvesOfTheSameClassesAreEqualByAccident() throws {
    let measured = try measure(B09ClassWeights(classWeights: [1, 2, 5], labels: [0, 1, 1, 0]))
    Expected.accident(measured, "the micro-batches have the same sum of weights")
    #expect(throws: Unavailable.self) {
      try measure(B09ClassWeights(classWeights: [1, 2], labels: [0, 1, 1, 2]))
    }
  }

  // MARK: B10

  @Test func rowsBesideIgnoredOnesCountMore() throws {
    let measured = try measure(B10IgnoredLabels())
    let numbers = Expected.numbers(measured)
    #expect(numbers["ratio, 0 for ignored rows"] == [1.5, 0, 0.75, 0.75])
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
    try expectClosedGap(measured)
  }

  @Test func aMicroBatchOfIgnoredRowsHasNoMeanThatIsANumber() throws {
    let measured = try measure(B10IgnoredLabels())
    let numbers = Expected.numbers(measured)
    #expect(numbers["means that are not a number"] == [1])
    #expect(numbers["is the average of all means a number (1 for yes)"] == [0])
    #expect(measured.numbers.flatMap(\.values).allSatisfy({ $0.isFinite }))
    let counted = Expected.numbers(try measure(B10IgnoredLabels(labels: [0, 1, 1, 2])))
    #expect(counted["means that are not a number"] == [0])
    #expect(counted["is the average of all means a number (1 for yes)"] == [1])
  }

  @Test func asManyIgnoredRowsInBothHalvesAreEqualByAccident() throws {
    Expected.accident(
      try measure(B10IgnoredLabels(labels: [0, nil, 1, nil])),
      "both halves have the same number of rows that count")
    #expect(throws: Unavailable.self) { try measure(B10IgnoredLabels(labels: [nil, nil, 1, 2])) }
  }
}
