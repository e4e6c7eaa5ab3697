import Testing
import TrainingCore

/// What is known about the built-in sets from outside this program.
@Suite struct DataBuiltinTests {
  private func data(_ name: String) throws -> Dataset {
    try #require(Dataset.builtin(name)).dataset
  }

  private func column(_ set: String, _ name: String) throws -> [Double] {
    try #require(try data(set)[name])
  }

  @Test func everySetIsListedOnceUnderItsName() {
    #expect(
      Registry.builtinData.map(\.name).sorted() == [
        "anscombe1", "anscombe2", "anscombe3", "anscombe4", "line1000", "line50", "line64",
        "longley", "norris", "seed",
      ])
  }

  @Test func everySetHasItsColumnsInFullLength() {
    for set in Registry.builtinData {
      let data = set.dataset
      #expect(data.columns.map(\.name) == set.inputs + [set.target], "\(set.name)")
      #expect(Set(data.columns.map(\.values.count)).count == 1, "\(set.name)")
      #expect(data.name == set.name)
      #expect(!set.summary.isEmpty)
    }
  }

  @Test func setsHaveTheNumberOfRowsTheirSourcesSay() throws {
    let rows = [
      "seed": 4, "line50": 50, "line64": 64, "line1000": 1000, "anscombe1": 11, "anscombe2": 11,
      "anscombe3": 11, "anscombe4": 11, "norris": 36, "longley": 16,
    ]
    for (name, count) in rows { #expect(try data(name).rows == count, "\(name)") }
  }

  @Test func seedIsTheDyadicExample() throws {
    #expect(try column("seed", "x") == [0, 1, 2, 3])
    #expect(try column("seed", "y") == [1, 2, 3, 5])
    let at = try #require(Dataset.builtin("seed")).at
    #expect(at.map(\.name) == ["m", "b"])
    #expect(at.map(\.value) == [0.5, 0])
  }

  @Test func line64IsTheReferenceSequenceBitForBit() throws {
    let x = try column("line64", "x")
    let y = try column("line64", "y")
    #expect(x[0] == 0.9662595150872932)
    #expect(y[0] == 0.6126986109380205)
    #expect(sumInEightLanes(x) == 0.9403773676078382)
    #expect(sumInEightLanes(y) == -32.607766001314445)
  }

  /// The exact gradient, rounded once, of the squared error at m = 1/4, b = 1/8.
  @Test(arguments: [
    ("line64", -3.4524837780769326, 1.2763393857255125),
    ("line50", -3.420132733602126, 1.154368282469516),
  ])
  func linesHaveTheReferenceGradient(name: String, slope: Double, intercept: Double) throws {
    let x = try column(name, "x")
    let residuals = zip(x, try column(name, "y")).map { $1 - (0.25 * $0 + 0.125) }
    let n = Double(x.count)
    #expect(abs(-2 * zip(x, residuals).map(*).reduce(0, +) / n - slope) < 1e-14)
    #expect(abs(-2 * residuals.reduce(0, +) / n - intercept) < 1e-14)
  }

  /// The order in which the program that made the reference sums adds up to 128 numbers.
  private func sumInEightLanes(_ values: [Double]) -> Double {
    var r = Array(values.prefix(8))
    for i in 8..<values.count { r[i % 8] += values[i] }
    return ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]))
  }

  @Test func shorterLinesAreTheBeginningOfLongerOnes() throws {
    let long = try column("line1000", "y")
    #expect(Array(long.prefix(64)) == (try column("line64", "y")))
    #expect(Array(long.prefix(50)) == (try column("line50", "y")))
  }

  /// Anscombe's point: the same statistics to two decimals in all four sets.
  @Test(arguments: ["anscombe1", "anscombe2", "anscombe3", "anscombe4"])
  func anscombesSetsShareTheirStatistics(name: String) throws {
    let x = try column(name, "x")
    let y = try column(name, "y")
    let line = leastSquares(x, y)
    #expect(x.reduce(0, +) == 99)
    #expect(abs(line.slope - 0.5) < 0.0005)
    #expect(abs(line.intercept - 3.0) < 0.003)
    #expect(abs(y.reduce(0, +) / 11 - 7.5) < 0.0015)
  }

  /// NIST certifies slope 1.00211681802045 and intercept -0.262323073774029.
  @Test func norrisHasTheCertifiedLine() throws {
    let line = leastSquares(try column("norris", "x"), try column("norris", "y"))
    #expect(abs(line.slope - 1.00211681802045) < 1e-12)
    #expect(abs(line.intercept + 0.262323073774029) < 1e-10)
  }

  /// With NIST's certified coefficients the residual standard deviation is the certified one.
  @Test func longleyLeavesTheCertifiedResiduals() throws {
    let beta = [
      15.0618722713733, -0.358191792925910e-01, -2.02022980381683, -1.03322686717359,
      -0.511041056535807e-01, 1829.15146461355,
    ]
    var residuals = try column("longley", "y").map { $0 + 3482258.63459582 }
    for (k, b) in beta.enumerated() {
      let x = try column("longley", "x\(k + 1)")
      for i in 0..<16 { residuals[i] -= b * x[i] }
    }
    let squares = residuals.map { $0 * $0 }.reduce(0, +)
    #expect(abs((squares / 9).squareRoot() - 304.854073561965) < 1e-6)
  }

  @Test func hashesTellSetsApartAndCoverTheNames() throws {
    let hashes = Registry.builtinData.map(\.dataset.sha256)
    #expect(Set(hashes).count == hashes.count)
    #expect(
      try data("seed").sha256
        == SHA256.hexadecimal(of: "x,y\n0.0,1.0\n1.0,2.0\n2.0,3.0\n3.0,5.0\n"))
  }

  private func leastSquares(_ x: [Double], _ y: [Double]) -> (slope: Double, intercept: Double) {
    let n = Double(x.count)
    let meanX = x.reduce(0, +) / n
    let meanY = y.reduce(0, +) / n
    let covariance = zip(x, y).map { ($0 - meanX) * ($1 - meanY) }.reduce(0, +)
    let variance = x.map { ($0 - meanX) * ($0 - meanX) }.reduce(0, +)
    return (covariance / variance, meanY - covariance / variance * meanX)
  }
}
