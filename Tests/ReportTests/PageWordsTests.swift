import Testing
import TrainingCore

@testable import Report

@Suite struct PageWordsTests {
  @Test func aRootsSignIsAmongTheLettersAlthoughNoTextHoldsIt() {
    #expect(PageLetters.formulas(in: SharedValues.math("\\sqrt{x}")).contains("\u{221A}"))
    #expect(!PageLetters.formulas(in: SharedValues.math("x + 1")).contains("\u{221A}"))
  }

  @Test func semiboldLettersAreThoseOfHeadingsAndVerdicts() {
    let heading = SafeHTML.element("h2", [:], SafeHTML(escaping: "Q"))
    let text = SafeHTML.element("p", [:], SafeHTML(escaping: "Z"))
    let letters = PageLetters.strong(in: .joined([heading, text]))
    #expect(letters.contains("Q"))
    #expect(!letters.contains("Z"))
  }

  @Test func theChaptersHaveNoStraightApostropheAndNoJargon() throws {
    for dataset in ["seed", "longley"] {
      let page = try Samples.page(Question(data: dataset))
      // The chapter of the data quotes commands and what the data say of themselves.
      let start = try #require(page.firstRange(of: "<main")).lowerBound
      let end = try #require(page.firstRange(of: "<h2 id=\"data\"")).lowerBound
      let text = page[start..<end].replacing(/<[^>]*>/, with: "")
      #expect(!text.contains("&#39;"))
      for words in ["referee of the wrong side", "closed slope", "share no rule"] {
        #expect(!text.contains(words))
      }
    }
  }
}
