import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

@Suite struct TokenWeightsTests {
  @Test func everyTokenIsACellAndEveryMicroBatchHasItsRatio() throws {
    let evidence = try Fixtures.evidence("seed")
    let table = try #require(try evidence.measured("B04").tables.first)
    let figure = try TokenWeights().figure(of: evidence)
    let cells = try #require(figure.panels[0].marks.first as? Rectangles)
    #expect(cells.items.count == table["weight ratio"].count)
    // Tokens of one ratio have one colour, others another.
    #expect(Set(cells.items.map(\.fill)).count == Set(table["weight ratio"]).count)
    let texts = try figure.layout(typesetter: Typesetter()).allText
    for ratio in Set(table["weight ratio"]) {
      #expect(texts.contains("× " + NumberText.short(ratio, digits: 4)))
    }
  }

  @Test func theTitleSaysTheMeasuredError() throws {
    let evidence = try Fixtures.evidence("line50")
    let comparison = try evidence.measured("B04").comparison
    let percent = NumberText.short(100 * comparison.relativeDifference, digits: 3)
    let figure = try TokenWeights().figure(of: evidence)
    #expect(figure.description.contains("\(percent) %"))
    #expect(try TokenWeights().data(of: evidence).rows.count == 64)
  }

  @Test func withoutItsCaseThereIsNone() throws {
    var evidence = try Fixtures.evidence("seed")
    evidence.cases.removeAll { $0.id == "B04" }
    #expect(throws: Unavailable.self) { try TokenWeights().figure(of: evidence) }
  }
}
