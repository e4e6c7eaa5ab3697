import Testing

@testable import TrainingCore

/// Family G, against values computed elsewhere.
@Suite struct CaseReferenceGTests {
  // MARK: G01

  @Test func onFourExactPointsTheOrderChangesNothing() throws {
    let measured = try Fixture.measured("G01", try Fixture.hand4())
    #expect(measured.comparison.right == [-8, -4])
    #expect(measured.comparison.verdict == .equal)
    let numbers = Expected.numbers(measured)
    for method in SingleSums.Method.allCases {
      let name = "distance of the sum from the exact one in ulps, \(method.rawValue)"
      #expect(numbers[name] == [0, 0])
    }
  }

  @Test func aSumOneByOneIsOffByMoreThanOneInPairs() throws {
    // The reference drew other numbers: 18.5, 0.5 and 0.5 of 100000 samples.
    let table = NoisySamples(100_000, seed: 42).errors([1000, 100_000])
    let last = Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0.values[1]) })
    let sequential = try #require(last["sequential"])
    #expect((2...200).contains(sequential))
    let (pairwise, compensated) = (try #require(last["pairwise"]), try #require(last["Kahan"]))
    #expect(pairwise <= 2 && compensated <= 1)
    #expect(table["Kahan"][0] <= 1 && table["sequential"][0] < sequential)
  }

  @Test func singlePrecisionIsWithinItsOwnRoundingOfDouble() throws {
    let measured = try Fixture.measured("G01", try Fixture.line(rows: 1000))
    #expect(measured.comparison.verdict == .equal)
    #expect(measured.comparison.left != measured.comparison.right)
    try Fixture.expectRefereed(measured)
    let numbers = Expected.numbers(measured)
    let name = "distance of the sum from the exact one in ulps, "
    for index in 0..<2 {
      let sequential = try #require(numbers[name + "sequential"])[index]
      #expect(sequential > 0)
      let compensated = try #require(numbers[name + "Kahan"])[index]
      #expect(compensated <= 1)
    }
  }

  @Test func theExactSumSeesWhatDoublePrecisionLoses() {
    let sums = SingleSums([0x1p60, 1, -0x1p60])
    #expect(sums.exact == 1)
    #expect(sums.sum(.sequential) == 0)
    #expect(SingleSums([]).exact == 0 && SingleSums([]).sum(.pairwise) == 0)
  }

  // MARK: G02

  @Test func sumsOfOnesStopByTheirDigits() throws {
    let measured = try Fixture.measured("G02", try Fixture.hand4())
    Expected.close(measured.comparison.left, [1, 1, 1])
    #expect(measured.comparison.right == [0.256, 1, 1])
    Expected.close(
      measured.comparison.difference, try #require(measured.closedFormGap), scale: 1)
    let numbers = Expected.numbers(measured)
    #expect(numbers["where a sum of ones stops"] == [256, 2048, 0x1p24])
    #expect(numbers["one more"] == [256, 2048, 0x1p24])
    #expect(measured.comparison.verdict == .different)
  }

  @Test func addedOneByOneTheyStopThereToo() {
    #expect(SmallFloat.bfloat16.sum([Double](repeating: 1, count: 1000)) == 256)
    #expect(SmallFloat.float16.sum([Double](repeating: 1, count: 5000)) == 2048)
  }

  @Test func fewTermsAreEqualByAccident() throws {
    let measured = try G02StagnatingSum(count: 200).measure(
      try Fixture.caseInput(try Fixture.hand4()))
    Expected.accident(
      measured, "there are too few terms for any of the sums to stop in this run")
    let longer = try G02StagnatingSum(count: 5000).measure(
      try Fixture.caseInput(try Fixture.hand4()))
    #expect(longer.comparison.right == [256 / 5000.0, 2048 / 5000.0, 1])
  }

  // MARK: Formats

  @Test func singlePrecisionInSoftwareIsThatOfTheProcessor() {
    var generator = TestGenerator(state: 3)
    for _ in 0..<2000 {
      let exponent = Int(generator.next() % 300) - 160
      let value = Double(sign: .plus, exponent: exponent, significand: 1 + generator.uniform())
      #expect(SmallFloat.float32(value) == Double(Float(value)))
      #expect(SmallFloat.float32(-value) == Double(Float(-value)))
    }
  }

  @Test func middlesAreRoundedToEven() {
    #expect(SmallFloat.bfloat16(257) == 256 && SmallFloat.bfloat16(259) == 260)
    #expect(SmallFloat.float16(2049) == 2048 && SmallFloat.float16(2051) == 2052)
    #expect(SmallFloat.float16(65_519) == 65_504 && SmallFloat.float16(65_520) == .infinity)
    #expect(SmallFloat.float16(0x1p-25) == 0 && SmallFloat.float16(0x1.8p-25) == 0x1p-24)
    #expect(SmallFloat.bfloat16.largest == 0x1.FEp127)
  }

  // MARK: G03 and G04

  @Test func halfPrecisionLosesLargeSumsAndSmallTerms() throws {
    let measured = try Fixture.measured("G03", try Fixture.hand4())
    let numbers = Expected.numbers(measured)
    #expect(numbers["largest number of float16"] == [65_504])
    #expect(numbers["sums of them that are infinite, added first"] == [1])
    #expect(measured.comparison.left == [0x1p-20, 0x1p-20, 0x1p-26, 0x1p-26])
    #expect(measured.comparison.right == [0x1p-20, 0, 0, 0x1p-26])
    #expect(numbers["a small term"] == [1e-6])
    #expect(numbers["in float16 divided by the number of terms"] == [0])
    #expect(numbers["with it in float16"] == [0.0009765625])
    #expect(measured.comparison.verdict == .different)
    #expect(measured.numbers.flatMap(\.values).allSatisfy({ $0.isFinite }))
  }

  @Test func theReadersSmallGradientsAreCounted() throws {
    let problem = try Fixture.problem(
      [("x", [1, 1, 1, 1]), ("y", [1e-8, 1, 1e6, 0])], model: "m*x", parameters: ["m"], at: [0])
    let numbers = Expected.numbers(try Fixture.measured("G03", problem))
    #expect(numbers["components of the inputs’ own gradients"] == [4])
    #expect(numbers["of these zero in float16 if divided first"] == [1])
    #expect(numbers["of these infinite in float16"] == [1])
  }

  @Test func aBatchAndALoopAgreeToRounding() throws {
    for rows in [50, 1000] {
      let measured = try Fixture.measured("G04", try Fixture.line(rows: rows))
      #expect(measured.comparison.verdict == .equal)
      try Fixture.expectRefereed(measured)
      let numbers = Expected.numbers(measured)
      let single = try #require(numbers["a network in single precision: relative difference"])[0]
      let bound = try #require(numbers["a network in single precision: expected at most"])[0]
      #expect(single < 1e-5 && single <= 8 * bound)
      let double = try #require(numbers["relative difference in double precision"])[0]
      #expect(double < 1e-14)
    }
  }

  @Test(arguments: ["G01", "G02", "G03", "G04", "B04", "B09", "B10"])
  func oneSampleAndANetworkAreMeasured(id: String) throws {
    var network = try Problem(Question(data: "seed", model: "mlp:3:tanh"))
    network.at = network.network?.initialParameters(seed: 1) ?? []
    for problem in [
      try Fixture.problem([("x", [1]), ("y", [2])]),
      try Fixture.problem([("x", [1, 2]), ("y", [2, 2.5])], model: "exp(m*x/4) + b"),
      network,
    ] {
      let measured = try Fixture.measured(id, problem)
      #expect((measured.comparison.left + measured.comparison.right).allSatisfy({ $0.isFinite }))
      #expect(measured.numbers.flatMap(\.values).allSatisfy({ $0.isFinite }))
    }
  }

  @Test func gradientsBeyondSinglePrecisionAreRefused() throws {
    let problem = try Fixture.problem([("x", [1, 1e60]), ("y", [2, 1])], at: [0.5, 0])
    #expect(throws: Unavailable.self) { try Fixture.measured("G01", problem) }
  }
}
