import Testing

@testable import TrainingCore

/// Steps, curvature, ensembles and meta-learning, against values computed elsewhere.
@Suite struct CaseReferenceStepsTests {
  private func measure(_ measured: some Case, _ problem: Problem? = nil) throws
    -> CaseResult.Measurement
  {
    try measured.measure(try Fixture.caseInput(try problem ?? Fixture.hand4()))
  }

  @Test func gradientsCommuteWithAReparametrisationButStepsDoNot() throws {
    let measured = try measure(A12Reparametrisation(rate: 0.1))
    #expect(measured.comparison.left == [-4, -4])
    #expect(measured.comparison.right == [-4, -4])
    #expect(measured.comparison.verdict == .equal)
    #expect(measured.components == ["log m", "b"])
    let numbers = Expected.numbers(measured)
    Expected.close(try #require(numbers["value after a step in it"]), [1.3])
    Expected.close(
      try #require(numbers["value after a step in its logarithm"]), [0.7459123488206352])
    try Fixture.expectRefereed(measured)
  }

  /// Two tasks of one sample each, (w + 1)^2 and 4 (w - 1)^2, at w = 0.
  private func tasks() throws -> Problem {
    try Fixture.problem(
      [("k", [1, 4]), ("y", [-1, 1])], model: "w", loss: "k*(y - f)^2", parameters: ["w"], at: [0],
      inputs: ["k"])
  }

  @Test func theOuterAverageOfMetaLearningIsExact() throws {
    let measured = try measure(A13MetaLearning(rate: 0.1), try tasks())
    Expected.close(measured.comparison.left, [0.48])
    Expected.close(measured.comparison.right, [0.48])
    #expect(measured.comparison.verdict == .equal)
    try Fixture.expectRefereed(measured)
  }

  @Test func theAverageTaskTurnsTheMetaGradientAround() throws {
    let measured = try measure(C20MeanTask(rate: 0.1), try tasks())
    Expected.close(measured.comparison.left, [0.48])
    Expected.close(measured.comparison.right, [-0.75])
    #expect(measured.comparison.verdict == .different)
    // Without second derivatives the two tasks cancel.
    let first = try #require(
      Expected.numbers(measured)["the same without second derivatives"])
    #expect(abs(first[0]) < 1e-15)
    try Fixture.expectRefereed(measured)
  }

  @Test func averagedNewtonStepsAreNotTheStepOfTheAverage() throws {
    let measured = try measure(C17AveragedNewtonSteps(damping: 1))
    let (step, averaged) = (
      [-0.8, -0.5333333333333333], [-0.5818181818181818, -0.4909090909090911]
    )
    Expected.close(measured.comparison.left, step)
    Expected.close(measured.comparison.right, averaged)
    Expected.close(
      try #require(measured.closedFormGap), zip(averaged, step).map { $0 - $1 }, scale: 1)
    #expect(measured.comparison.verdict == .different)
    let numbers = Expected.numbers(measured)
    Expected.close(try #require(numbers["step of the average without damping"]), [-0.8, -0.8])
    Expected.close(try #require(numbers["parameters after it"]), [1.3, 0.8])
    #expect(numbers["mean curvature, by rows"] == [7, 3, 3, 2])
  }

  @Test func sharpnessAwareGradientsDependOnWhoPerturbs() throws {
    let measured = try measure(C18SharpnessAware(radius: 0.1))
    let (full, single) = (
      [-8.760263112349929, -4.357770876399966], [-8.76865912489389, -4.390627960002064]
    )
    Expected.close(measured.comparison.left, full)
    Expected.close(measured.comparison.right, single)
    Expected.close(
      try #require(measured.closedFormGap), zip(single, full).map { $0 - $1 }, scale: 8)
    Expected.close(
      try #require(Expected.numbers(measured)["average of two halves, each with its own"]),
      [-8.765011384693699, -4.380688885334131])
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
  }

  @Test func theLossOfTheAveragePredictionIsLessByTheVariance() throws {
    let measured = try measure(C19Ensemble(second: [1.5, 1]))
    #expect(measured.comparison.left == [-4, -2])
    #expect(measured.comparison.right == [-1.5, -0.75])
    #expect(measured.closedFormGap == [2.5, 1.25])
    #expect(measured.comparison.isMultiple || measured.comparison.verdict == .different)
    let numbers = Expected.numbers(measured)
    #expect(numbers["average of both models’ mean losses"] == [2.625])
    #expect(numbers["mean loss of the average prediction"] == [0.75])
    #expect(numbers["difference"] == [1.875])
    #expect(numbers["mean variance of the predictions"] == [1.875])
    try Fixture.expectRefereed(measured)
  }
}

extension Comparison {
  fileprivate var isMultiple: Bool {
    if case .proportional = verdict { true } else { false }
  }
}
