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

  @Test(arguments: [360.0, 680]) func aLongModelIsWrittenWithItsMiddleLeftOut(
    width: Double
  ) throws {
    var figure = try DerivationLadder().figure(of: Fixtures.evidence("longley"))
    figure.size.width = width
    let found = try figure.layout(typesetter: Typesetter()).allText
    #expect(found.filter { $0.contains("⋯") }.count == 2)
    #expect(!found.contains { $0.contains("too long") })
  }

  @Test(
    arguments: [
      ("a + b - c + d", nil), ("a + b - c + d + e", #"a + b + \cdots + e"#),
      (#"y (a_{i + j + k} + x - (-p) - q + r)^2"#, #"y (a_{i + j + k} + x + \cdots + r)^2"#),
      ("(a + b + c + d + e) (p + q + r + s + t + u)", #"(a + b + c + d + e) (p + q + \cdots + u)"#),
      ("x)) + a + b", nil),
    ] as [(String, String?)])
  func onlyTheLongestSumOfManyTermsIsCut(tex: String, short: String?) {
    #expect(LongSum.shortened(tex) == short)
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
