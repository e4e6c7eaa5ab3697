import Testing
import TrainingCore

@testable import Report

@Suite struct WideFormulaTests {
  @Test func wideFormulasHaveARowOfTheirOwnAndNarrowOnesStandBesideTheirValue() throws {
    #expect(try Samples.page(Question(data: "longley")).contains("class=\"derivation stacked\""))
    #expect(try Samples.page(Question(data: "longley")).contains("class=\"literal stacked\""))
    let seed = try Samples.page()
    #expect(seed.contains("class=\"derivation\"") && !seed.contains(" stacked\""))
  }
}
