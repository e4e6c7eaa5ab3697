import Testing
import TrainingCore

@Suite struct CaseNamesTests {
  @Test func noCaseListsANumberUnderTheNameOfOneOfItsSidesOrTwice() throws {
    let evidence = try Evidence(measuring: try Problem(Question()))
    for result in evidence.cases {
      guard case .success(let measured) = result.outcome else { continue }
      let names = [result.leftName, result.rightName] + measured.numbers.map(\.name)
      #expect(Set(names).count == names.count, "\(result.id): \(names)")
    }
  }
}
