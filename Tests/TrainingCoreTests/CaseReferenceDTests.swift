import Testing

@testable import TrainingCore

/// Family D on the four points, against values computed elsewhere.
@Suite struct CaseReferenceDTests {
  @Test func batchNormalisationOfHalvesTurnsTheScalesGradientAround() throws {
    let measured = try Fixture.measured("D01", try Fixture.hand4())
    // m, b, gamma, beta.
    let full = [-5.8040117730584484e-05, 0, -0.9069058596040755, -5.5]
    let halves = [0.00015991042610785655, 0, 0.49980003679372953, -5.5]
    for index in full.indices {
      #expect(abs(measured.comparison.left[index] - full[index]) < 1e-14)
      #expect(abs(measured.comparison.right[index] - halves[index]) < 1e-14)
    }
    #expect(measured.comparison.verdict == .different)
    try Fixture.expectRefereed(measured)
  }
}
