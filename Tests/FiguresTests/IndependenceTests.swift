import Plotting
import Testing
import TrainingCore
import Typesetting

@testable import Figures

/// What a figure shows as agreeing comes from two computations: when one of them is changed, the
/// figure shows that they part.
@Suite struct IndependenceTests {
  private func scene(_ recipe: some FigureRecipe, _ evidence: Evidence) throws -> Scene {
    try recipe.figure(of: evidence).layout(typesetter: Typesetter())
  }

  @Test func theRingIsNotDrawnFromTheMeanOfTheSamples() throws {
    let evidence = try Fixtures.evidence("seed")
    var changed = evidence
    changed.gradient.gradientOfAverage = [-7, -3]
    #expect(try scene(GradientSum(), changed).elements != scene(GradientSum(), evidence).elements)
    let description = try GradientSum().figure(of: changed).description
    #expect(description.contains("(−7, −3)") && description.contains("(−8, −4)"))
  }

  @Test func theTitleOfTheArrowsFollowsTheMeasuredVerdict() throws {
    var changed = try Fixtures.evidence("seed")
    let right = try GradientSum().figure(of: changed).title
    changed.gradient.comparison.verdict = .different
    #expect(try GradientSum().figure(of: changed).title != right)
  }

  @Test func theMeanOfTheProductsIsNotTheSumOfTheOtherTwoBars() throws {
    let evidence = try Fixtures.evidence("seed")
    var changed = evidence
    changed.covariance.meanOfProducts[0] = -5
    let texts = try scene(Covariance(), changed).allText
    #expect(texts.contains { $0.hasSuffix("= −5") })
    #expect(texts.contains { $0.hasSuffix("= −6") } && texts.contains { $0.hasSuffix("= −2") })
  }

  @Test func theTitleOfTheSurfaceFollowsThePaths() throws {
    var changed = try Fixtures.evidence("seed")
    var training = try changed.training.get()
    let title = try LossSurfaceContours().figure(of: changed).title
    training.wrong = training.right
    changed.training = .success(training)
    let other = try LossSurfaceContours().figure(of: changed).title
    #expect(title != other)
    #expect(other == "In this run both averages lead to the optimum")
  }
}
