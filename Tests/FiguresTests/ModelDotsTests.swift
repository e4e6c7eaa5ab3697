import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

@Suite struct ModelDotsTests {
  @Test func everyCheckHasARowWithItsMeasuredDifference() throws {
    let evidence = try Fixtures.evidence("line50")
    let text = try ModelDots().figure(of: evidence).layout(typesetter: Typesetter()).allText
    for check in evidence.modelChecks {
      let value = check.comparison.relativeDifference
      let words = value == 0 ? "0, bit for bit" : NumberText.short(value, digits: 2)
      #expect(text.contains(words), "\(check.name) \(check.precision)")
    }
    let data = try ModelDots().data(of: evidence)
    #expect(data.rows.count == evidence.modelChecks.count)
    #expect(data.rows.map { $0[0] }.contains("network"))
  }

  @Test func theTitleFollowsTheVerdicts() throws {
    var evidence = try Fixtures.evidence("line50")
    let title = try ModelDots().figure(of: evidence).title.plainText
    #expect(title.contains("averaged errors never do"))
    let polynomial = try #require(evidence.modelChecks.firstIndex { $0.kind == .polynomial })
    evidence.modelChecks[polynomial].averagedErrors?.verdict = .equal
    #expect(try ModelDots().figure(of: evidence).title.plainText.contains("no more than rounding"))
    evidence.modelChecks[0].comparison.verdict = .different
    #expect(try ModelDots().figure(of: evidence).title.plainText.contains("Not every"))
  }

  @Test func aGapBeyondTheBandIsDrawnBeyondIt() throws {
    var evidence = try Fixtures.evidence("line50")
    let before = try ModelDots().figure(of: evidence).layout(typesetter: Typesetter())
    evidence.modelChecks[0].comparison.relativeDifference = 0.25
    let after = try ModelDots().figure(of: evidence).layout(typesetter: Typesetter())
    #expect(before.elements != after.elements)
    #expect(after.allText.contains("0.25"))
  }

  @Test func withoutChecksThereIsNoPicture() throws {
    var evidence = try Fixtures.evidence("seed")
    evidence.modelChecks = []
    #expect(throws: Unavailable.self) { try ModelDots().figure(of: evidence) }
  }
}
