import Formula
import Testing

@testable import TrainingCore

/// Every line of the derivation is evaluated by a mechanism of its own.
@Suite struct DerivationIndependenceTests {
  private let problem: Problem
  private let work: Workload
  private let chain: LossChain
  private let whole: [Double]

  init() throws {
    problem = try Fixture.problem(
      try Fixture.line(rows: 50).data.columns.map { ($0.name, $0.values) },
      loss: "0.3*(y - f)^2", at: [0.25, 0.125])
    work = try Workload(problem)
    chain = LossChain(problem, ProblemStructure(problem, work))
    whole = try Self.values(problem, work, chain)
  }

  private static func values(
    _ problem: Problem, _ work: Workload, _ chain: LossChain, first: Double = 11,
    perSample: Double = 13
  ) throws -> [Double] {
    try DerivationLadder(
      problem, work, chain, parameter: 0, at: problem.at, first: first, perSample: perSample
    ).values
  }

  /// The numbers of the lines that differ from those of the whole mechanisms.
  private func moved(_ values: [Double]) -> [Int] {
    values.indices.filter { values[$0] != whole[$0] }
  }

  @Test func theGradientOfTheAverageIsLineZeroAlone() throws {
    #expect(whole[0] == 11)
    #expect(moved(try Self.values(problem, work, chain, first: -1)) == [0])
  }

  @Test func theAverageOfTheGradientsIsLineTwoAlone() throws {
    #expect(whole[2] == 13)
    #expect(moved(try Self.values(problem, work, chain, perSample: -1)) == [2])
  }

  @Test func dualNumbersOnTheSumAreLineOneAlone() throws {
    #expect(moved(try Self.values(problem, work.withOtherConstants, chain)) == [1])
    #expect(moved(try Self.values(problem, work.withoutReverseMode, chain)) == [])
  }

  @Test func theClosedFormDoesNotGoByTheOuterFunctionsSlope() throws {
    var other = chain
    other.outerSlope = .multiply(.number(2), chain.outerSlope)
    #expect(moved(try Self.values(problem, work, other)) == [3, 4, 5])
    other = chain
    other.inner = .multiply(.number(2), chain.inner)
    #expect(moved(try Self.values(problem, work, other)) == [3, 4, 5])
  }

  @Test func theInsidesSlopeIsADualNumberInOneLineAndAFormulaInAnother() throws {
    // On a quotient the two rules round differently.
    var parted = 0
    for rows in 40..<60 {
      var curved = try Fixture.line(rows: rows)
      curved.model = try Expression(parsing: "m/(b + x)/(3 + m*x)")
      curved.at = [0.75, 5.5]
      let work = try Workload(curved)
      let chain = LossChain(curved, ProblemStructure(curved, work))
      for parameter in 0..<2 {
        let lines = try DerivationLadder(
          curved, work, chain, parameter: parameter, at: curved.at, first: 0, perSample: 0
        ).values
        for line in lines[4...] { #expect(VectorNorm.ulps(line, lines[3]) <= 64) }
        parted += lines[3] == lines[5] ? 0 : 1
      }
    }
    // 22 measured; none where one line is a copy of the other.
    #expect(parted > 5)
  }

  @Test func theEvidenceTakesItsFirstLinesFromTheirRoutes() throws {
    let measured = try GradientMeasurement(problem, work, at: problem.at)
    var gradient = measured.gradient
    gradient.gradientOfAverage = [11, 12]
    gradient.perSample = PerSampleGradients(
      rows: 2, columns: 2, values: [13, 14, 13, 14])
    let lines = try Derivation(
      problem, work, ProblemStructure(problem, work), gradient, rounding: measured.rounding
    ).lines
    #expect(lines.filter { $0.line == 0 }.map(\.value) == [11, 12])
    #expect(lines.filter { $0.line == 2 }.map(\.value) == [13, 14])
    for line in lines where ![0, 2].contains(line.line) {
      let truth = measured.gradient.gradientOfAverage[line.parameter == "m" ? 0 : 1]
      #expect(abs(line.value - truth) < 1e-14)
    }
  }
}
