import Testing

@testable import TrainingCore

/// Family B on the four points, against values computed elsewhere.
@Suite struct CaseReferenceBTests {
  @Test func raggedMicroBatchesWeighSamplesBySize() throws {
    let measured = try Fixture.measured("B01", try Fixture.hand4())
    #expect(measured.comparison.left == [-8, -4])
    #expect(abs(measured.comparison.right[0] + 37 / 3.0) <= 2 * (37 / 3.0).ulp)
    #expect(measured.comparison.right[1] == -5)
    let gap = try #require(measured.closedFormGap)
    #expect(abs(gap[0] + 13 / 3.0) <= 2 * (13 / 3.0).ulp)
    #expect(gap[1] == -1)
    #expect(measured.comparison.verdict == .different)
  }
}
