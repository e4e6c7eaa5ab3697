import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

/// What a description says is true of the picture above it.
@Suite struct CaptionTests {
  private func description(_ recipe: some FigureRecipe, _ dataset: String) throws -> String {
    try recipe.figure(of: Fixtures.evidence(dataset)).description
  }

  @Test func arrowsAreHeadToTailOnlyWhereTheyAreSingleSamples() throws {
    #expect(try description(GradientSum(), "seed").contains("laid head to tail"))
    let grouped = try description(GradientSum(), "line50")
    #expect(!grouped.contains("head to tail") && grouped.contains("by their direction"))
  }

  @Test func arrowsUnderTheMeansArrowAreSaidToLieThere() throws {
    let narrow = try Fixtures.evidence(x: [1000, 1001, 1002, 1003], y: [900, 905, 901, 907])
    let text = try GradientSum().figure(of: narrow).description
    #expect(text.contains("lie under the teal arrow"))
    #expect(try !description(GradientSum(), "seed").contains("lie under"))
  }

  @Test func errorsAreNamedOnlyWhereTheyAreDrawn() throws {
    #expect(try description(DataFit(), "seed").contains("is one error"))
    #expect(try !description(DataFit(), "line1000").contains("error"))
  }

  @Test func withSeveralInputsTheLineIsPredictionEqualsTarget() throws {
    let evidence = try Fixtures.evidence("longley")
    let figure = try DataFit().figure(of: evidence)
    #expect(figure.description.contains("prediction = target"))
    #expect(!figure.description.contains("m1"))
    #expect(try figure.layout(typesetter: Typesetter()).allText.contains("prediction = target"))
  }

  @Test func theModelIsWrittenAsReadersDo() throws {
    #expect(try description(DataFit(), "seed").contains("the model m x + b"))
  }

  @Test func aLineThatOnlyMovesIsNotSaidToTurn() throws {
    let text = try description(FitsOverTime(), "seed")
    #expect(text.contains("without turning it"))
  }

  @Test func theMeanErrorIsNamedOnlyWhereItIsWhatVanishes() throws {
    func legend(_ evidence: Evidence) throws -> [String] {
      try LossSurfaceContours().figure(of: evidence).panels[0].legend.map(\.label.plainText)
    }
    let squared = try legend(try Fixtures.evidence("line50"))
    #expect(squared[0].hasPrefix("mean error is zero"))
    let other = try legend(try Fixtures.evidence("line50", loss: "log-cosh"))
    #expect(other[0].hasPrefix("mean δ is zero"))
  }

  @Test(arguments: ["seed", "norris", "longley"])
  func noDescriptionHasAStraightApostropheOrAStarForAProduct(dataset: String) throws {
    let evidence = try Fixtures.evidence(dataset)
    for recipe in Registry.recipes {
      guard let figure = try? recipe.figure(of: evidence) else { continue }
      #expect(!figure.description.contains("'") && !figure.description.contains("*"))
      let texts = [figure.title.plainText] + figure.panels.compactMap(\.title?.plainText)
      #expect(!texts.contains { $0.contains("'") })
    }
  }
}
