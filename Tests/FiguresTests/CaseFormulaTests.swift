import Testing
import TrainingCore
import Typesetting

/// A card whose formula cannot be set would show its source.
@Suite struct CaseFormulaTests {
  @Test func everyCasesFormulaCanBeSet() throws {
    for result in try Fixtures.evidence("seed").cases {
      #expect(throws: Never.self, "\(result.id): \(result.formula)") {
        try Math(tex: result.formula)
      }
    }
  }
}
