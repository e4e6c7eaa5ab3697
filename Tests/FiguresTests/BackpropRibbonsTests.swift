import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

@Suite struct BackpropRibbonsTests {
  @Test func theLanesAddUpToTheGradient() throws {
    for set in ["seed", "line50", "longley"] {
      let evidence = try Fixtures.evidence(set)
      let lanes = try BackpropRibbons.Lanes(evidence)
      let index = try #require(evidence.problem.parameters.firstIndex(of: lanes.parameter))
      let sum = lanes.products.reduce(0, +)
      let size = lanes.products.map(\.magnitude).reduce(0, +)
      #expect(abs(sum - evidence.gradient.gradientOfAverage[index]) <= 1e-12 * size, "\(set)")
    }
  }

  @Test func manySamplesHaveFourLanesAndOneForTheRest() throws {
    let few = try BackpropRibbons().figure(of: Fixtures.evidence("seed"))
    let many = try BackpropRibbons().figure(of: Fixtures.evidence("line50"))
    let text = try many.layout(typesetter: Typesetter()).allText
    #expect(text.contains("46 more"))
    #expect(text.contains("δ_4") && !text.contains("δ_6"))
    #expect(many.description.contains("from 46 others"))
    #expect(few.note == nil && many.note != nil)
  }

  @Test func everyLaneShowsItsOwnActivationAndDelta() throws {
    let evidence = try Fixtures.evidence("seed")
    let text = try BackpropRibbons().figure(of: evidence).layout(typesetter: Typesetter()).allText
    for delta in evidence.samples.deltas {
      #expect(text.contains(NumberText.short(delta, digits: 3)))
    }
    for product in try BackpropRibbons.Lanes(evidence).products {
      #expect(text.contains("→ " + NumberText.short(product, digits: 3)))
    }
  }

  @Test func theDataHoldTheProductsOfTheirRow() throws {
    let data = try BackpropRibbons().data(of: Fixtures.evidence("seed"))
    for row in data.rows {
      let numbers = row.compactMap { Double($0) }
      #expect(numbers.count == 5)
      #expect(numbers[4] == numbers[2] * numbers[3] * numbers[1])
    }
  }

  @Test func whereNothingFlowsThereIsNoPicture() throws {
    var evidence = try Fixtures.evidence("seed")
    evidence.samples.deltas = evidence.samples.deltas.map { _ in 0 }
    #expect(throws: Unavailable.self) { try BackpropRibbons().figure(of: evidence) }
  }
}
