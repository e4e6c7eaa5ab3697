import Figures
import Foundation
import Testing

@testable import Report
@testable import TrainingCore

/// The catalogue in the page: every case on one card, every link with an end.
@Suite struct CatalogueChapterTests {
  private func question(cases: [String] = [], premises: [String] = []) -> Question {
    var question = Question()
    (question.cases, question.premises) = (cases, premises)
    return question
  }

  /// What stands between the quotation marks behind a word, wherever the word occurs.
  private func quoted(_ word: String, in page: String) -> [String] {
    page.components(separatedBy: word + "=\"").dropFirst().map {
      String($0.prefix { $0 != "\"" })
    }
  }

  @Test func everyCaseHasOneCardUnderItsPremise() throws {
    let evidence = try Samples.evidence()
    let page = try Samples.page(of: evidence)
    #expect(evidence.cases.count == TrainingCore.Registry.cases.count)
    for result in evidence.cases {
      let card = "<article class=\"card\" id=\"case-\(result.id)\">"
      let parts = page.components(separatedBy: card)
      #expect(parts.count == 2, "\(result.id)")
      let heading = parts[0].components(separatedBy: "<h3 id=\"premise-").last?.prefix(2)
      #expect(heading.map(String.init) == result.premise, "\(result.id)")
    }
  }

  @Test(arguments: [[], ["D01"], ["C05", "B01"], ["G02"]])
  func everyInnerLinkHasAnEnd(cases: [String]) throws {
    let evidence = try Samples.evidence(question(cases: cases))
    let names = Figures.Registry.recipes.map(\.name)
    let files = try Samples.files(of: evidence, figures: names)
    let page = String(decoding: files["report.html"] ?? [], as: UTF8.self)
    let ends = Set(quoted("id", in: page))
    for link in quoted("href", in: page) where link.hasPrefix("#") {
      #expect(ends.contains(String(link.dropFirst())), "\(cases): \(link)")
    }
  }

  @Test func whatIsHarmlessHasNoRepairAndASharedFigureSaysWhereItStands() throws {
    let page = try Samples.page(question(cases: ["A05", "G01", "G02"]), figures: ["rounding"])
    let cards = page.components(separatedBy: "<article class=\"card\"").dropFirst()
    let words = "How to get it right:"
    #expect(cards.map { $0.contains(words) } == [false, true, true])
    #expect(cards.contains { $0.contains("<p>Nothing to repair.") })
    #expect(cards.map { $0.contains(">see G01</a>") } == [false, false, true])
  }

  @Test func onlyAMultipleOfTheErrorIsCalledAnError() throws {
    let squared = try Samples.page()
    let poisson = try Samples.page(Question(data: "seed", loss: "poisson"))
    #expect(squared.contains("<strong>signed errors</strong>"))
    #expect(!squared.contains("<strong>deltas</strong>"))
    #expect(!poisson.contains("<strong>signed errors</strong>"))
    #expect(poisson.contains("<strong>deltas</strong>"))
  }

  @Test func sidesThatAreTheSameToTheLastDigitAreNotSaidToLieApart() throws {
    let exact = try Samples.page()
    let rounded = try Samples.page(Question(data: "line50"))
    #expect(exact.contains("are the same to the last digit") && !exact.contains("lie a relative"))
    #expect(rounded.contains("lie a relative"))
  }

  @Test func onlyTheMapNeedsEveryCase() {
    let names = Figures.Registry.recipes.filter(\.needsEveryCase).map(\.name)
    #expect(names == ["premise-map"])
  }

  @Test func aReportOfSomeCasesHasThoseAndNoOthers() throws {
    let named = try Samples.evidence(question(cases: ["C05", "D01"]))
    #expect(named.cases.map(\.id) == ["C05", "D01"])
    let weights = try Samples.evidence(question(premises: ["P5"]))
    #expect(weights.cases.allSatisfy { $0.premise == "P5" } && weights.cases.count > 10)
    let both = try Samples.evidence(question(cases: ["C05"], premises: ["P6"]))
    #expect(Set(both.cases.map(\.premise)) == ["P4", "P6"])
  }

  @Test func theIndexCountsEveryVerdictThatTheCardsHave() throws {
    var evidence = try Samples.evidence(question(cases: ["A01", "A02", "B01", "C01", "C12"]))
    evidence.cases[4].outcome = .failure(Unavailable("it is left out by a test"))
    let values = PremisesChapter().content(of: evidence, figures: FigureSet([]))
    guard case .list(let counts) = values.values.values["counts"] else {
      Issue.record("no counts")
      return
    }
    #expect(counts.count == 4)
    #expect(
      evidence.cases.map { TileKind($0) } == [
        .equal, .proportional, .different, .different, .unmeasured,
      ])
    #expect(Set(TileKind.allCases.map(\.sign)).count == TileKind.allCases.count)
  }

  @Test func anExerciseUnfoldsTheNumbersThatAnswerIt() throws {
    let page = try Samples.page(question(cases: ["E01", "C11"]))
    let start = try #require(page.range(of: "id=\"exercises\"")).upperBound
    let end = try #require(page.range(of: "id=\"glossary\"")).lowerBound
    let chapter = page[start..<end]
    #expect(chapter.contains("ratio of each gap to the next"))
    #expect(chapter.contains("batch size"))
    #expect(chapter.components(separatedBy: "<summary>").count == 3)
  }

  @Test func aFigureStandsOnTheFirstOfItsCasesThatIsThere() {
    func result(_ id: String) -> CaseResult {
      CaseResult(
        id: id, premise: "P7", title: "", statement: "", formula: "", repair: "", code: "",
        signature: "", discussedIn: [], leftName: "", rightName: "",
        outcome: .failure(Unavailable("made up")))
    }
    let both = CaseFigures([result("G01"), result("G02")])
    #expect(both.names(of: "G01").contains("rounding"))
    #expect(both.elsewhere(than: "G02").map(\.name).contains("rounding"))
    let one = CaseFigures([result("G02")])
    #expect(one.names(of: "G02").contains("rounding"))
    #expect(one.elsewhere(than: "G02").isEmpty)
    #expect(!CaseFigures([result("C05")]).stands("rounding"))
  }
}
