import Testing

@testable import TrainingCore

/// Family C on the four points, against values computed elsewhere.
@Suite struct CaseReferenceCTests {
  /// Within 1e-12, relative to the larger.
  private func expect(
    _ found: [Double], _ wanted: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.count == wanted.count, sourceLocation: sourceLocation)
    for (found, wanted) in zip(found, wanted) {
      #expect(
        abs(found - wanted) <= 1e-12 * max(abs(found), abs(wanted)), "\(found) for \(wanted)",
        sourceLocation: sourceLocation)
    }
  }

  private func numbers(
    _ measured: CaseResult.Measurement, _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [Double] {
    try #require(
      measured.numbers.first { $0.name == name }?.values, "\(measured.numbers.map(\.name))",
      sourceLocation: sourceLocation)
  }

  private func measure(_ of: some Case, _ problem: Problem? = nil) throws
    -> CaseResult.Measurement
  {
    let problem = try problem ?? Fixture.hand4()
    let measured = try of.result(try Fixture.caseInput(problem)).outcome.get()
    if measured.referee != nil { try Fixture.expectRefereed(measured) }
    return measured
  }

  /// Samples whose gradients are the given rows.
  private func given(_ rows: [[Double]]) throws -> Problem {
    try Fixture.problem(
      [
        ("x1", rows.map { $0[0] }), ("x2", rows.map { $0[1] }), ("y", rows.map { _ in 0 }),
      ],
      model: "a*x1 + b*x2", loss: "f", parameters: ["a", "b"], at: [1, 1], inputs: ["x1", "x2"])
  }

  private let signs: [[Double]] = [[1, 2], [1, -1], [1, -1], [-9, -1]]

  @Test func clippingSamplesTurnsTheMean() throws {
    let measured = try measure(C05ClippedSamples(limit: 5))
    expect(measured.comparison.left, [-4.47213595499958, -2.23606797749979])
    expect(measured.comparison.right, [-3.053888111313037, -2.2043017018959947])
    expect([measured.comparison.cosine], [0.9869773811085943])
    let coefficients = [0.25, 0.25, 0.13975424859373686, 0.056469243931578206]
    let table = try #require(measured.tables.first)
    expect(table["factor"].map { $0 / 4 }, coefficients)
    expect(table["length"], [2, 4.242640687119285, 8.94427190999916, 22.135943621178654])
    let scale = try numbers(measured, "mean factor times mean gradient, a scale")
    let bias = try numbers(measured, "covariance of factor and gradient, a bias")
    for (found, wanted) in zip(scale + bias, [-5.5697879, -2.7848940, 2.5158998, 0.5805923]) {
      #expect(abs(found - wanted) < 1e-7)
    }
    let closed = try #require(measured.closedFormGap)
    expect(closed, measured.comparison.difference)
    #expect(measured.comparison.verdict == .different)
  }

  @Test func clippingMicroBatchesTurnsTheMean() throws {
    let measured = try measure(C06ClippedMicroBatches(limit: 5))
    expect(measured.comparison.right, [-3.0874938157944585, -2.136635585301346])
    let two = try measure(C06ClippedMicroBatches(limit: 1), given([[2, 0], [0, 2]]))
    expect(
      try numbers(two, "running sum, clipped at every step"),
      [0.4472135954999579, 0.8944271909999159])
    expect(try numbers(two, "the sum, clipped once"), [(0.5).squareRoot(), (0.5).squareRoot()])
    let angle = try numbers(two, "angle between these two in degrees")[0]
    #expect(abs(angle - 18.434948822922) < 1e-9)
  }

  @Test func clippingComponentsTurnsTheMean() throws {
    let measured = try measure(C07ClippedComponents(limit: 5))
    #expect(measured.comparison.right == [-3.25, -3.5])
    #expect(measured.comparison.left == [-5, -4])
  }

  @Test func unitGradientsHaveAShorterMean() throws {
    let measured = try measure(C08NormalisedSamples())
    expect(measured.comparison.left, [-0.8944271909999159, -0.4472135954999579])
    expect(measured.comparison.right, [-0.6375543175592443, -0.6176370356758358])
    expect(try numbers(measured, "length of the mean of unit vectors"), [0.8876660496362736])
  }

  @Test func signsOfSamplesOutvoteTheMean() throws {
    let measured = try measure(C09Signs(), given(signs))
    #expect(measured.comparison.left == [-1, -1])
    #expect(measured.comparison.right == [0.5, -0.5])
    #expect(try numbers(measured, "signs by majority vote") == [1, -1])
    #expect(try numbers(measured, "components that point the other way") == [1])
    #expect(measured.comparison.verdict == .different)
  }

  @Test func secondMomentsOfSamplesShortenTheStep() throws {
    let measured = try measure(C10SampleSecondMoments(), given(signs))
    #expect(measured.comparison.left == [-1, -1])
    expect(measured.comparison.right, [-0.3273268353539886, -0.1889822365046136])
    expect(
      try numbers(measured, "root mean square of the samples’ gradients"),
      [4.58257569495584, 1.3228756555322954])
    #expect(try numbers(measured, "mean of the first steps of single samples") == [0.5, -0.5])
  }

  @Test func secondMomentsFallWithTheBatchSize() throws {
    let measured = try measure(C11SecondMoments())
    #expect(measured.comparison.left == [64, 16])
    #expect(measured.comparison.right == [128.5, 19.5])
    #expect(measured.closedFormGap == [64.5, 3.5])
    let table = try #require(measured.tables.first)
    let wanted = [
      [128.5, 85.5, 71.16666666666666, 64], [19.5, 17.166666666666668, 16.38888888888889, 16],
    ]
    expect(table["second moment, m"], wanted[0])
    expect(table["by the formula, m"], wanted[0])
    expect(table["second moment, b"], wanted[1])
    expect(table["by the formula, b"], wanted[1])
    #expect(
      try numbers(measured, "mean of the outer products (empirical Fisher), by rows")
        == [128.5, 47, 47, 19.5])
    #expect(
      try numbers(measured, "outer product of the mean gradient, by rows") == [64, 32, 32, 16])
  }

  @Test func lengthsDoNotCancel() throws {
    let measured = try measure(C12Norms())
    expect(measured.comparison.left, [8.94427190999916])
    expect(measured.comparison.right, [9.330714054574274])
    expect(try numbers(measured, "root mean square of the lengths"), [12.165525060596439])
  }

  @Test func theRootOfTheMeanHasItsOwnScaleInEachHalf() throws {
    let measured = try measure(C13RootMeanSquare())
    expect(measured.comparison.left, [-1.811643254631353, -0.9058216273156765])
    expect(measured.comparison.right, [-1.5659083307024684, -0.9726722484643262])
    expect(try numbers(measured, "root of the mean loss"), [2.207940216581962])
    expect(try numbers(measured, "factor that the root brings"), [0.22645540682891913])
    expect(try numbers(measured, "mean of the single samples’ root gradients"), [-1.5, -1])
  }

  @Test func logarithmAndExponentialWeighByTheLoss() throws {
    let measured = try measure(C14LogOfMeanLoss())
    expect(measured.comparison.left, [-1.641025641025641, -0.8205128205128205])
    expect(measured.comparison.right, [-1.2619047619047619, -1.2261904761904762])
    expect(
      try numbers(measured, "gradient of the exponential of the mean"),
      [-1047.7932256865488, -523.8966128432744])
    expect(
      try numbers(measured, "mean of the exponentials’ gradients"),
      [-1097268.0786679366, -365780.32861482236])
  }

  @Test func orderStatisticsSelectSamples() throws {
    let measured = try measure(C15OrderStatistics())
    #expect(measured.comparison.left == [-21, -7])
    #expect(measured.closedFormGap == [13, 3])
    let median = "gradient of the median loss, of an even number the "
    #expect(try numbers(measured, median + "lower") == [-3, -3])
    #expect(try numbers(measured, median + "mean") == [-5.5, -3.5])
    #expect(
      try numbers(measured, "gradient of the mean without the outer quarters") == [-5.5, -3.5])
  }

  @Test func theWorseHalfIsOffByACovariance() throws {
    let measured = try measure(C16WorstLosses())
    #expect(measured.comparison.left == [-14.5, -5.5])
    #expect(measured.closedFormGap == [6.5, 1.5])
  }

  @Test(arguments: [
    (-1, [-0.9414648682649431, -2.2889639767266208], 2.096386114040355),
    (-0.1, [-5.22113551610363, -3.352591423806958], 4.051783805355031),
    (0.1, [-12.0189206295997, -4.930564306769636], 5.951876012152979),
    (1, [-20.99551472055899, -6.9989699174029365], 10.864025253582607),
  ])
  func tiltedLossesLieBetweenMeanAndMaximum(tilt: Double, wanted: [Double], value: Double) throws {
    let measured = try measure(C16WorstLosses(tilts: [tilt]))
    let name = "tilt \(NumberText.short(tilt))"
    expect(try numbers(measured, "\(name): gradient"), wanted)
    expect(try numbers(measured, "\(name): tilted loss"), [value])
    expect(try numbers(measured, "\(name): gap to first order"), [-35 * tilt, -8.125 * tilt])
  }

  @Test func theGapOfTheAverageSampleIsItsCurvatureTimesTheSpread() throws {
    let name = "gap by curvature and covariance of the data"
    let line = try numbers(try measure(C03AveragedInputs()), name)
    #expect(abs(line[0] - 2) < 1e-9 && abs(line[1]) < 1e-9)
    // Of a bent model the ratio tends to one as the data draw together.
    let ratios = try [1.0, 0.5, 0.25, 0.125].map { spread in
      let x = [-1, -0.2, 0.5, 1.3].map { 0.3 + spread * $0 }
      let problem = try Fixture.problem(
        [("x", x), ("y", [0.2, 0.2, 0.2, 0.2])], model: "tanh(m*x + b)", at: [0.75, 0.25])
      let measured = try measure(C03AveragedInputs(), problem)
      return try measured.comparison.difference[0] / numbers(measured, name)[0]
    }
    let distances = ratios.map { abs($0 - 1) }
    #expect(distances[3] < 0.05, "\(ratios)")
    #expect(distances[3] < distances[2] && distances[2] < distances[1], "\(ratios)")
  }

  @Test func standardisedInputsLeaveNothingOfAFirstLayerOfAverages() throws {
    var generator = TestGenerator(state: 3)
    func standardised() -> [Double] {
      let raw = (0..<8).map { _ in generator.uniform() }
      let mean = Summation.mean(raw)
      let deviation = Summation.mean(raw.map { ($0 - mean) * ($0 - mean) }).squareRoot()
      return raw.map { ($0 - mean) / deviation }
    }
    let columns = ["u", "v", "w", "y"].map { ($0, standardised()) }
    try TemporaryCSV.with(columns) { path in
      var problem = try Problem(
        Question(data: path, x: ["u", "v", "w"], y: "y", model: "mlp:4:tanh"))
      problem.at = try Evidence(measuring: problem).problem.at
      let measured = try measure(C02MeanDeltaMeanActivation(), problem)
      let whole = try numbers(measured, "first layer: length of its weights’ gradient")[0]
      #expect(whole > 0.01)
      #expect(
        try numbers(measured, "first layer: length of mean deltas times mean inputs")[0]
          < 1e-15 * whole * 10)
      #expect(
        try numbers(measured, "first layer: what their covariance leaves of the gap")[0]
          < 1e-15 * whole * 10)
    }
  }

  @Test func theSlopeAtTheMeanInputIsNotTheMeanSlope() throws {
    // The derivative of a logistic neuron by its shift, at x = 0, 1, 2, 3.
    let problem = try Fixture.problem(
      [("x", [0, 1, 2, 3]), ("y", [0, 0, 1, 1])], model: "1/(1 + exp(-(w*x + c)))",
      parameters: ["w", "c"], at: [1, 0])
    let slopes = try numbers(
      try measure(C02MeanDeltaMeanActivation(), problem), "mean activations")
    expect([slopes[1]], [0.1491955445939751])
  }

  @Test func anAverageSampleHasAnotherSlopeThroughALogisticNeuron() throws {
    let problem = try Fixture.problem(
      [("x", [0, 1, 2, 3]), ("y", [0, 0, 1, 1])], model: "1/(1 + exp(-(w*x + c)))",
      loss: "-(y*log(f) + (1 - y)*log(1 - f))", parameters: ["w", "c"], at: [1, -0.5])
    let measured = try measure(C03AveragedInputs(), problem)
    expect(measured.comparison.left, [0.007508435881352887, 0.18542907404310005])
    expect(measured.comparison.right, [0.34658786794500734, 0.2310585786300049])
    let product = try measure(C02MeanDeltaMeanActivation(), problem)
    // The reference multiplies by the mean input, behind the loss's own slope by the log odds.
    let deltas = try Fixture.caseInput(problem).gradient.perSample.column(1)
    expect([Summation.mean(deltas) * 1.5], [0.2781436110646501])
    #expect(product.comparison.verdict == .different)
  }

  @Test func aVectorThatNothingTurnsIsNotCalledEqual() throws {
    // One direction, one sign, one size.
    let same = try given([[3, 4], [3, 4], [3, 4]])
    let all: [any Case] = [
      C05ClippedSamples(), C06ClippedMicroBatches(), C07ClippedComponents(),
      C08NormalisedSamples(), C09Signs(), C10SampleSecondMoments(), C11SecondMoments(), C12Norms(),
      C13RootMeanSquare(), C14LogOfMeanLoss(), C15OrderStatistics(), C16WorstLosses(),
    ]
    for one in all {
      let comparison = try measure(one, same).comparison
      guard case .indistinguishable(let why) = comparison.verdict else {
        Issue.record("\(one.id): \(comparison.verdict)")
        continue
      }
      #expect(comparison.reason == .accident && why.hasSuffix("in this run"), "\(one.id): \(why)")
    }
  }

  @Test(arguments: ["exp(m*x/4) + b", "tanh(m*x) + b", "m*x + b"])
  func refereesStandByTheLeftSideOnOtherModelsAndLosses(model: String) throws {
    for loss in ["(y - f)^2", "sqrt(1 + (y - f)^2)", "abs(y - f)^1.5 + 1"] {
      var problem = try Fixture.line(rows: 37)
      problem = try Fixture.problem(
        problem.data.columns.map { ($0.name, $0.values) }, model: model, loss: loss,
        at: [0.25, 0.125])
      for one in Registry.cases where one.id >= "C05" && one.id <= "C16" {
        let outcome = one.result(try Fixture.caseInput(problem)).outcome
        guard case .success(let measured) = outcome else { continue }
        if measured.referee != nil { try Fixture.expectRefereed(measured) }
        #expect(measured.comparison.verdict != .equal, "\(one.id) \(model) \(loss)")
      }
    }
  }

  @Test func oneOrTwoSamplesAreNoCrash() throws {
    for rows in 1...2 {
      let problem = try Fixture.problem([
        ("x", Array([2.0, 3].prefix(rows))), ("y", Array([1.0, 5].prefix(rows))),
      ])
      for one in Registry.cases where one.id >= "C05" && one.id <= "C16" {
        _ = one.result(try Fixture.caseInput(problem))
      }
    }
  }
}
