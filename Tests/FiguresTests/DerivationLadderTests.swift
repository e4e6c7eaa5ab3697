import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

@Suite struct DerivationLadderTests {
  private func texts(_ evidence: Evidence) throws -> [String] {
    try DerivationLadder().figure(of: evidence).layout(typesetter: Typesetter()).allText
  }

  @Test func sevenLinesEndWithTheirValuesAndTwoFallOff() throws {
    let evidence = try Fixtures.evidence("seed")
    let found = try texts(evidence)
    let value = NumberText.short(try #require(evidence.derivation.lines.first).value, digits: 8)
    let literal = NumberText.short(
      try #require(evidence.derivation.literal.first).value, digits: 8)
    #expect(found.count { $0 == value } == 7)
    #expect(found.count { $0 == literal } == 2)
    #expect(found.count { $0 == "[" } == 2)
  }

  @Test func theTitleFollowsTheLines() throws {
    var evidence = try Fixtures.evidence("seed")
    #expect(
      try DerivationLadder().figure(of: evidence).title.plainText.contains("without the brackets"))
    evidence.derivation.literal = []
    #expect(
      try DerivationLadder().figure(of: evidence).title.plainText.contains("one and the same"))
    evidence.derivation.lines[2].comparison.verdict = .different
    #expect(
      try !DerivationLadder().figure(of: evidence).title.plainText.contains("number"))
  }

  @Test func aLossThatIsNoFunctionOfTheErrorHasNoLiteralReading() throws {
    let evidence = try Fixtures.evidence("seed", loss: "poisson")
    #expect(try !texts(evidence).contains("read without brackets"))
  }

  @Test func withoutLinesThereIsNoPicture() throws {
    var evidence = try Fixtures.evidence("seed")
    evidence.derivation.lines = []
    #expect(throws: Unavailable.self) { try DerivationLadder().figure(of: evidence) }
    #expect(throws: Unavailable.self) { try DerivationLadder().data(of: evidence) }
  }
}
