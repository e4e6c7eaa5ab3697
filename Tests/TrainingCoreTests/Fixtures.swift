import Formula
import Testing

@testable import TrainingCore

/// Small problems built by hand.
enum Fixture {
  static func problem(
    _ columns: [(String, [Double])], model: String = "m*x + b", loss: String = "(y - f)^2",
    parameters: [String] = ["m", "b"], at: [Double] = [0.5, 0], inputs: [String] = ["x"],
    target: String = "y"
  ) throws -> Problem {
    Problem(
      data: Dataset(
        name: "test", sha256: "",
        columns: columns.map { Dataset.Column(name: $0.0, values: $0.1) }),
      inputs: inputs, target: target, model: try Expression(parsing: model), modelText: model,
      loss: try Expression(parsing: loss), lossText: loss, parameters: parameters, at: at,
      atReason: "as given", seed: 0)
  }

  /// The four dyadic points of the question's example.
  static func hand4(
    model: String = "m*x + b", loss: String = "(y - f)^2", at: [Double] = [0.5, 0]
  ) throws -> Problem {
    try problem([("x", [0, 1, 2, 3]), ("y", [1, 2, 3, 5])], model: model, loss: loss, at: at)
  }

  /// A noisy line on SplitMix64(42), the same bits everywhere.
  static func line(rows: Int) throws -> Problem {
    var generator = TestGenerator(state: 42)
    var x: [Double] = []
    var y: [Double] = []
    for _ in 0..<rows {
      let input = -2 + 4 * generator.uniform()
      var normal = 0.0
      for _ in 0..<12 { normal += generator.uniform() }
      x.append(input)
      y.append(1.5 * input - 0.5 + 0.3 * (normal - 6))
    }
    return try problem([("x", x), ("y", y)], at: [0.25, 0.125])
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014), kept apart from the one under test.
struct TestGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
}

extension Fixture {
  /// What one case measures on a problem, without the rest of the evidence.
  static func measured(_ id: String, _ problem: Problem) throws -> CaseResult.Measurement {
    let measuredCase = try #require(Registry.cases.first { $0.id == id })
    return try measuredCase.result(try caseInput(problem)).outcome.get()
  }

  /// Expects that the referee stands by the left side within its own bound.
  static func expectRefereed(
    _ measured: CaseResult.Measurement, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let referee = try #require(measured.referee, sourceLocation: sourceLocation)
    let bound = try #require(measured.refereeBound, sourceLocation: sourceLocation)
    #expect(referee.count == measured.comparison.left.count, sourceLocation: sourceLocation)
    for (index, left) in measured.comparison.left.enumerated() {
      #expect(
        abs(referee[index] - left) <= bound[index] + 4 * left.ulp,
        "component \(index): \(referee[index]) for \(left), bound \(bound[index])",
        sourceLocation: sourceLocation)
    }
  }
}
