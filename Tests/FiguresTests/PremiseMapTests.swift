import Plotting
import Testing
import Typesetting

@testable import Figures
@testable import TrainingCore

@Suite struct PremiseMapTests {
  /// A made-up catalogue of seventy cases, with every verdict in it.
  static let made: [CaseResult] = (0..<70).map { number in
    let premise = [1, 2, 3, 4, 4, 4, 5, 5, 5, 6, 7][number % 11]
    let gap = [0, 1e-16, 1e-7, 1e-3, 0.1, 1, 2.5][number % 7]
    var comparison = Comparison(left: [1], right: [1 + gap], expectedRounding: 1e-16)
    comparison.relativeDifference = gap
    let verdicts: [Comparison.Verdict] = [
      .equal, .different, .proportional(factor: 4), .indistinguishable(why: "by accident"),
    ]
    comparison.verdict = verdicts[number % 4]
    let outcome: Result<CaseResult.Measurement, Unavailable> =
      number % 13 == 5
      ? .failure(Unavailable("it needs labels"))
      : .success(
        CaseResult.Measurement(
          comparison: comparison, closedFormGap: nil, referee: nil, numbers: []))
    let letter = ["A", "B", "C", "D", "E", "F", "G"][number / 10]
    return CaseResult(
      id: letter + (number % 10 < 9 ? "0\(number % 10 + 1)" : "10"), premise: "P\(premise)",
      title: "case \(number)", statement: "", formula: "", repair: "", code: "", signature: "",
      discussedIn: [], leftName: "left", rightName: "right", outcome: outcome)
  }

  @Test(arguments: [680.0, 360, 340, 1280])
  func seventyCasesHaveRoomAtEveryWidth(width: Double) throws {
    let figure = try PremiseMap().figure(of: Self.made, subtitle: "made up")
    let size = Size(width: width, height: width * figure.size.height / figure.size.width)
    let scene = try figure.layout(size: size, typesetter: Typesetter())
    #expect(Self.made.allSatisfy { scene.allText.contains($0.id) })
    let boxes = scene.allTextBounds
    for (index, box) in boxes.enumerated() {
      #expect(box.x >= 0 && box.maxX <= scene.size.width && box.maxY <= scene.size.height)
      for other in boxes.dropFirst(index + 1) {
        #expect(!box.inset(by: 1).intersects(other.inset(by: 1)), "\(scene.allText[index])")
      }
    }
  }

  @Test func everyVerdictHasASignAndIsCounted() throws {
    let figure = try PremiseMap().figure(of: Self.made, subtitle: "made up")
    let text = try figure.layout(typesetter: Typesetter()).allText
    let verdicts = Self.made.map { TileVerdict($0) }
    for verdict in TileVerdict.allCases {
      let count = verdicts.count { $0 == verdict }
      #expect(count > 0)
      #expect(text.count { $0 == verdict.sign } == count)
    }
    let words = ["the same", "a multiple", "different", "open", "not measured"]
    let counts = zip([TileVerdict.holds, .factor, .differs, .open, .missing], words).map {
      verdict, word in
      "\(verdicts.count { $0 == verdict }) \(word)"
    }
    #expect(figure.title.plainText == "Of 70 cases: \(counts.joined(separator: ", "))")
    #expect(Set(TileVerdict.allCases.map(\.sign)).count == TileVerdict.allCases.count)
  }

  @Test func theBarGrowsWithTheGapAndIsFullFromOneOn() {
    #expect([0, 0.25, 1, 50, .infinity, .nan].map(PremiseTiles.share) == [0, 0.25, 1, 1, 1, 1])
  }

  @Test func theMapHoldsTheMeasuredCases() throws {
    let evidence = try Fixtures.evidence("seed")
    let data = try PremiseMap().data(of: evidence)
    #expect(data.rows.map { $0[0] } == evidence.cases.map(\.id))
    let text = try PremiseMap().figure(of: evidence).layout(typesetter: Typesetter()).allText
    #expect(evidence.cases.allSatisfy { text.contains($0.id) })
  }

  @Test func withoutCasesThereIsNoMap() throws {
    var evidence = try Fixtures.evidence("seed")
    evidence.cases = []
    #expect(throws: Unavailable.self) { try PremiseMap().figure(of: evidence) }
    #expect(throws: Unavailable.self) { try PremiseMap().data(of: evidence) }
  }
}
