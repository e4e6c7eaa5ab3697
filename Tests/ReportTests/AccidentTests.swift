import Testing
import TrainingCore

@testable import Report

/// What cannot be seen in one run is not blamed on the data.
@Suite struct AccidentTests {
  @Test(arguments: ["y - f", "0*(y - f)"])
  func whatTheLossHidesIsNotBlamedOnTheData(loss: String) throws {
    let text = try HonestSamples.text(of: HonestSamples.evidence(loss: loss))
    #expect(!text.contains("property of the data"))
    #expect(!text.contains("on these data"))
    #expect(!text.contains("On this data"))
    #expect(!text.contains("on this data"))
    #expect(text.contains("in this run"))
  }

  @Test func aConstantDeltaIsNamed() throws {
    let evidence = try HonestSamples.evidence(loss: "y - f")
    let signed = try #require(evidence.readings.first { $0.kind == .signedErrors })
    #expect(
      signed.comparison.verdict
        == .indistinguishable(why: "all samples have the same delta in this run"))
  }

  @Test func activationsThatDoNotVaryAreNamed() throws {
    let evidence = try HonestSamples.evidence(x: [2, 2, 2, 2], y: [1, 2, 3, 5])
    let signed = try #require(evidence.readings.first { $0.kind == .signedErrors })
    #expect(
      signed.comparison.verdict
        == .indistinguishable(why: "the activations do not vary over the samples in this run"))
  }
}
