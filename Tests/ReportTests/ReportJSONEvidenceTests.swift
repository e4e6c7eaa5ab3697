import Foundation
import Testing
import TrainingCore

@testable import Report

/// Every key of the report holds the number of its name: on evidence in which no two vectors are
/// the same, so that none can stand for another.
@Suite struct ReportJSONEvidenceTests {
  private typealias Object = [String: Any]

  private func json(_ evidence: Evidence) throws -> Object {
    let bytes = try #require(try Samples.files(of: evidence)["report.json"])
    return try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? Object)
  }

  private func object(_ root: Object, _ key: String) throws -> Object {
    try #require(root[key] as? Object)
  }

  private func objects(_ root: Object, _ key: String) throws -> [Object] {
    try #require(root[key] as? [Object])
  }

  private func expect(_ found: Any?, _ wanted: [Double]?, _ key: String) {
    guard let wanted else {
      #expect(found is NSNull, "\(key)")
      return
    }
    // Foundation's own reader is off by a bit now and then.
    let values = (found as? [Double]) ?? (found as? Double).map { [$0] }
    #expect(values?.count == wanted.count, "\(key)")
    for (value, truth) in zip(values ?? [], wanted) {
      #expect(abs(value - truth) <= 1e-15 * abs(truth), "\(key): \(value) in place of \(truth)")
    }
  }

  /// The seed's evidence with vectors that differ from each other in all components and signs.
  private static func changed() throws -> Evidence {
    var evidence = try Samples.evidence()
    evidence.gradient.gradientOfAverage = [101, -102]
    evidence.gradient.averageOfGradients = [103, -104]
    evidence.gradient.symbolic = [105, -106]
    evidence.gradient.forwardMode = [107, -108]
    evidence.gradient.finiteDifference = [109, -110]
    evidence.gradient.finiteDifferenceErrorBound = [111, 112]
    evidence.gradient.exact = [113, -114]
    evidence.gradient.comparison = Comparison(
      left: [115, -116], right: [117, -119], expectedRounding: 1e-15)
    evidence.objective = 121
    evidence.samples.losses = [122, 123, 124, 125]
    evidence.optimum.parameters = [126, -127]
    evidence.optimum.value = 128
    evidence.optimum.relativeGradient = 0.129
    evidence.optimum.iterations = 130
    for index in evidence.readings.indices {
      let shift = Double(10 * index)
      evidence.readings[index].gradient = [131 + shift, -132]
      evidence.readings[index].closedFormGap = [133 + shift, -134]
      evidence.readings[index].comparison = Comparison(
        left: [135, -136], right: [137 + shift, -139], expectedRounding: 1e-15)
    }
    for index in evidence.derivation.lines.indices {
      evidence.derivation.lines[index].value = 1000 + Double(index)
      evidence.derivation.lines[index].ulpsFromExact = Double(index)
    }
    return evidence
  }

  /// Evidence as it is measured: the seed's, that of an input that does not vary, and that at the
  /// optimum, where the sides are equal, cannot be told apart, or are zero.
  private static func evidences() throws -> [Evidence] {
    var constant = try Problem(Question())
    constant.data.columns[0].values = [2, 2, 2, 2]
    return [
      try changed(), try Samples.evidence(), try Evidence(measuring: constant),
      try Samples.evidence(Question(at: [("m", 1.3), ("b", 0.8)])),
    ]
  }

  @Test func theGradientsAreThoseOfTheirNames() throws {
    for evidence in try Self.evidences() {
      let found = try object(json(evidence), "gradient")
      let truth = evidence.gradient
      let vectors: [(String, [Double]?)] = [
        ("gradientOfAverage", truth.gradientOfAverage),
        ("averageOfGradients", truth.averageOfGradients), ("symbolic", truth.symbolic),
        ("forwardMode", truth.forwardMode), ("finiteDifference", truth.finiteDifference),
        ("finiteDifferenceErrorBound", truth.finiteDifferenceErrorBound), ("exact", truth.exact),
        ("relativeDifference", [truth.comparison.relativeDifference]),
        ("maxUlps", [truth.comparison.maxUlps]),
        ("expectedRounding", [truth.comparison.expectedRounding]),
      ]
      for (key, value) in vectors { expect(found[key], value, key) }
      #expect(found["verdict"] as? String == truth.comparison.verdict.name)
      let rows = try #require(found["perSample"] as? [[Double]])
      #expect(rows.count == truth.perSample.rows)
      for (index, row) in rows.enumerated() { expect(row, truth.perSample.row(index), "\(index)") }
    }
  }

  @Test func objectiveAndOptimumAreThoseMeasured() throws {
    for evidence in try Self.evidences() {
      let root = try json(evidence)
      let objective = try object(root, "objective")
      expect(objective["value"], [evidence.objective], "value")
      expect(objective["perSample"], evidence.samples.losses, "perSample")
      let optimum = try object(root, "optimum")
      expect(optimum["parameters"], evidence.optimum.parameters, "parameters")
      expect(optimum["value"], [evidence.optimum.value], "value")
      expect(optimum["relativeGradient"], [evidence.optimum.relativeGradient], "relativeGradient")
      #expect(optimum["iterations"] as? Int == evidence.optimum.iterations)
      #expect(optimum["attained"] as? Bool == evidence.optimum.isAttained)
      #expect(optimum["caveat"] as? String == evidence.optimum.caveat)
    }
  }

  @Test func readingsAndLinesAreThoseMeasured() throws {
    for evidence in try Self.evidences() {
      let root = try json(evidence)
      let readings = try objects(root, "readings")
      #expect(readings.count == evidence.readings.count)
      for (found, truth) in zip(readings, evidence.readings) {
        #expect(found["averaged"] as? String == truth.kind.rawValue)
        expect(found["gradient"], truth.gradient, "gradient")
        expect(found["gap"], truth.comparison.difference, "gap")
        expect(found["closedFormGap"], truth.closedFormGap, "closedFormGap")
        expect(found["relativeGap"], [truth.comparison.relativeDifference], "relativeGap")
        #expect(found["verdict"] as? String == truth.comparison.verdict.name)
      }
      let lines = try objects(root, "derivation")
      #expect(lines.count == evidence.derivation.lines.count)
      for (found, truth) in zip(lines, evidence.derivation.lines) {
        #expect(found["parameter"] as? String == truth.parameter)
        #expect(found["line"] as? Int == truth.line)
        expect(found["value"], [truth.value], "value")
        expect(found["ulpsFromExact"], truth.ulpsFromExact.map { [$0] }, "ulpsFromExact")
      }
    }
  }

  @Test func casesAreThoseMeasured() throws {
    for evidence in try Self.evidences() {
      for (found, truth) in zip(try objects(json(evidence), "cases"), evidence.cases) {
        #expect(found["id"] as? String == truth.id)
        guard let measured = try? truth.outcome.get() else {
          #expect(found["gap"] is NSNull && found["reason"] is String)
          continue
        }
        let comparison = measured.comparison
        let vectors: [(String, [Double]?)] = [
          ("left", comparison.left), ("right", comparison.right), ("gap", comparison.difference),
          ("closedFormGap", measured.closedFormGap), ("referee", measured.referee),
          ("relativeGap", [comparison.relativeDifference]), ("cosine", [comparison.cosine]),
          ("expectedRounding", [comparison.expectedRounding]),
          ("factor", comparison.verdict.factor.map { [$0] }),
        ]
        for (key, value) in vectors { expect(found[key], value, "\(truth.id) \(key)") }
        #expect(found["verdict"] as? String == comparison.verdict.name)
        let numbers = try object(found, "numbers")
        for (name, values) in measured.numbers { expect(numbers[name], values, name) }
      }
    }
  }
}
